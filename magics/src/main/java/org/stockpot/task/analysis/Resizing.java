package org.stockpot.task.analysis;

import java.util.List;
import java.util.concurrent.CancellationException;
import org.stockpot.weights.Point;
import org.stockpot.weights.UnitGroups;

/** What is to be known of a task's networks to make them physically smaller. */
public interface Resizing {

  /**
   * Returns which units of which slots move together.
   *
   * @return the groups by which units are removed
   */
  UnitGroups groups();

  /**
   * Returns what the layers with weights read at a point, in the order in which data goes through
   * them.
   *
   * @param at a point of the task's layout
   * @return one for each layer; the last makes the outputs
   */
  List<LayerInputs> layers(Point at);

  /**
   * Returns how many training examples there are to measure passes with.
   *
   * @return at least 1
   */
  int examples();

  /**
   * Measures how long a network takes for some examples, on one thread.
   *
   * @param at a point of the task's layout
   * @param examples how many at once, at most {@link #examples()}
   * @param passes how many to time, after some that are not
   * @return seconds of each pass
   * @throws CancellationException if the calling thread was interrupted
   */
  double[] seconds(Point at, int examples, int passes);
}
