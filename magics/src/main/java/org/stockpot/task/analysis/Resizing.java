package org.stockpot.task.analysis;

import java.util.List;
import java.util.concurrent.CancellationException;
import org.stockpot.task.Task;
import org.stockpot.weights.Point;
import org.stockpot.weights.UnitGroups;
import org.stockpot.weights.UnitSelection;

/** How networks of a task are made physically smaller, and how much work they are. */
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
   * Makes the task of the same data and of a network with some of the units.
   *
   * @param kept the units that it has
   * @return the task, whose layout is that of the selection; to be closed
   * @throws IllegalArgumentException if the network cannot be made with fewer units; the message
   *     says why
   */
  Task smaller(UnitSelection kept);

  /**
   * Measures how long a network takes for some examples, on one thread.
   *
   * @param at a point of the task's layout
   * @param examples how many at once
   * @param passes how many to time, after some that are not
   * @return seconds of each pass
   * @throws CancellationException if the calling thread was interrupted
   */
  double[] seconds(Point at, int examples, int passes);
}
