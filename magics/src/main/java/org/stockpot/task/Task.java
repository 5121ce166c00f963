package org.stockpot.task;

import java.util.Optional;
import java.util.SortedMap;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Point;

/**
 * A model and its data: what a point of one layout means.
 *
 * <p>Selection (which recipe, which ingredient) uses {@link #validation()}; {@link #test()} is for
 * the report alone.
 */
public interface Task extends Trainer, AutoCloseable {

  /**
   * Returns the task in one phrase: data, model and sizes.
   *
   * @return a phrase such as {@code mnist-10k lenet-300-100}
   */
  String name();

  /**
   * Returns all that decides, beside a job, what comes out of it: the data, the model, the engine,
   * its threads. Tasks with the same identity give the same bits for the same job.
   *
   * @return values and digests by name
   * @throws UnsupportedOperationException if this task cannot tell, so that its trainings cannot be
   *     kept for another time
   */
  default SortedMap<String, String> identity() {
    throw new UnsupportedOperationException("task " + name() + " cannot tell what decides it");
  }

  /**
   * Returns the layout of this task's points.
   *
   * @return the layout
   */
  Layout layout();

  /**
   * Returns what this task's scores measure beside the loss.
   *
   * @return accuracy for classes, R² for numbers
   */
  Metric metric();

  /**
   * Returns freshly initialised weights.
   *
   * @param seed the seed; the same seed gives the same bits
   * @return a point at position 0 of training
   */
  Point init(long seed);

  /**
   * Returns the weights the model arrived with, as a pre-trained one does.
   *
   * @return the point, or empty if the model arrived without weights
   */
  Optional<Point> pretrained();

  /**
   * Returns the number of optimizer steps in one epoch.
   *
   * @param batch examples per step
   * @return training examples divided by batch, rounded down
   * @throws IllegalArgumentException if the batch exceeds the number of training examples
   */
  long stepsPerEpoch(int batch);

  /**
   * Returns the objective on the training examples.
   *
   * @return the training objective
   */
  Objective training();

  /**
   * Returns the objective on the validation examples: the one to select by.
   *
   * @return the validation objective
   */
  Objective validation();

  /**
   * Returns the objective on the test examples: the one to report.
   *
   * @return the test objective
   */
  Objective test();

  /**
   * Returns the objective on test examples whose inputs were changed, as a stand-in for data from
   * elsewhere.
   *
   * @param shift how they were changed; the same every time
   * @return the shifted test objective
   * @throws IllegalArgumentException if the change is not defined for this task's inputs
   */
  Objective shifted(Distortion shift);

  /**
   * Returns a point with its statistics re-estimated: each running mean and variance becomes the
   * average over unshuffled batches of the training examples.
   *
   * @param point a point; not modified
   * @return the same coordinates with new statistics; the point itself if it has none
   */
  Point recalibrate(Point point);

  /** Frees what the task holds outside the Java heap. Results stay valid. */
  @Override
  void close();
}
