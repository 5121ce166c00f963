package org.stockpot.data;

import org.stockpot.task.Task;
import org.stockpot.weights.Point;

/**
 * A task whose examples are at hand, as those of a block over a data set are. A task in closed form
 * has none; {@code task.as(DataTask.class)} tells.
 */
public interface DataTask extends Task {

  /**
   * Returns the examples.
   *
   * @return the data, with how it was parted
   */
  Data data();

  /**
   * Returns what the model gives for some examples, as it gives it: logits for classes, unless it
   * ends in probabilities.
   *
   * @param point a point of this task
   * @param examples inputs of this task's form
   * @return the outputs of one example after those of another
   */
  float[] outputs(Point point, Examples examples);
}
