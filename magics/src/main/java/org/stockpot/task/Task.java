package org.stockpot.task;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.stockpot.task.analysis.BatchGradients;
import org.stockpot.task.analysis.Derivatives;
import org.stockpot.task.analysis.PreActivations;
import org.stockpot.task.analysis.Representations;
import org.stockpot.task.analysis.Resizing;
import org.stockpot.task.analysis.Subset;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Point;
import org.stockpot.weights.UnitGroups;
import org.stockpot.weights.UnitSelection;

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
   * Returns what computes this task's scores and trainings.
   *
   * @return the engine, its device and threads, such as {@code PyTorch 2.7.1, cpu, 2 threads}
   */
  default String engine() {
    return "Java " + Runtime.version().feature() + ", cpu";
  }

  /**
   * Returns the number of threads that share one training.
   *
   * @return at least 1
   */
  default int threads() {
    return 1;
  }

  /**
   * Returns what a user should know of this task beyond its numbers.
   *
   * @return one sentence each
   */
  default List<String> notes() {
    return List.of();
  }

  /**
   * Returns this task as one that can do more: {@code task.as(PointWriter.class)} is the task
   * itself, or the one that it hands its work to, if that writes points in a format of its engine.
   *
   * @param type what is asked for
   * @param <T> its type
   * @return what has that type; empty if nothing does
   */
  default <T> Optional<T> as(Class<T> type) {
    return type.isInstance(this) ? Optional.of(type.cast(this)) : Optional.empty();
  }

  /**
   * Returns the layout of this task's points.
   *
   * @return the layout
   */
  Layout layout();

  /**
   * Returns which rows of data are used for what.
   *
   * @return the rows, unknown if this task cannot tell
   */
  default TaskRows rows() {
    return TaskRows.UNKNOWN;
  }

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
   * Returns where a training starts that is given no point: at the weights the model arrived with,
   * else freshly initialised.
   *
   * @param seed the seed of an initialisation
   * @return the point
   */
  default Point start(long seed) {
    return pretrained().orElseGet(() -> init(seed));
  }

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
   * Returns the objective on some examples.
   *
   * @param subset which examples
   * @return the objective, or why there is none
   */
  default Availability<Objective> objective(Subset subset) {
    if (!subset.isAll()) {
      return Availability.none("task " + name() + " measures all examples of a part or none");
    }
    return Availability.of(
        switch (subset.part()) {
          case TRAINING -> training();
          case VALIDATION -> validation();
          case TEST -> test();
        });
  }

  /**
   * Returns the gradient and the Hessian of the loss on some examples.
   *
   * @param subset which examples
   * @return the derivatives, or why there are none
   */
  default Availability<Derivatives> derivatives(Subset subset) {
    return Availability.none("task " + name() + " knows no derivatives");
  }

  /**
   * Returns gradients over mini-batches of the training examples.
   *
   * @return those of a training; of a task that knows derivatives alone, over all training
   *     examples; or why there are none
   */
  default Availability<BatchGradients> batchGradients() {
    return derivatives(Subset.all(Part.TRAINING))
        .then(all -> Availability.of(BatchGradients.whole(all)));
  }

  /**
   * Returns what the layers make of some examples.
   *
   * @param subset which examples
   * @return the activations, or why there are none
   */
  default Availability<Representations> representations(Subset subset) {
    return Availability.none("task " + name() + " knows no activations");
  }

  /**
   * Returns what units of the layers make of some examples before activation functions.
   *
   * @param subset which examples
   * @return the pre-activations, or why they are not reached
   */
  default Availability<PreActivations> preActivations(Subset subset) {
    return Availability.none("task " + name() + " knows no pre-activations");
  }

  /**
   * Returns words by which another JVM makes this task.
   *
   * @return the spec, or why there is none
   */
  default Availability<TaskSpec> spec() {
    return Availability.none("task " + name() + " cannot be written down");
  }

  /**
   * Returns which units of which slots can change places without a change of the network's
   * function.
   *
   * @return the groups, or why they are not known
   */
  default Availability<UnitGroups> unitGroups() {
    return Availability.none("which units of task " + name() + " move together is not known");
  }

  /**
   * Returns what is to be known of networks of this task to make them physically smaller.
   *
   * @return that, or why they cannot be made smaller
   */
  default Availability<Resizing> resizing() {
    return Availability.none("task " + name() + " has no network that could be made smaller");
  }

  /**
   * Makes the task of the same data and of a network with some of the units.
   *
   * @param kept the units that it has
   * @return the task, whose layout is that of the selection; to be closed
   * @throws IllegalArgumentException with the reason, if it cannot be made with fewer units
   * @throws UnsupportedOperationException with the reason of {@link #resizing}
   */
  default Task smaller(UnitSelection kept) {
    throw new UnsupportedOperationException(resizing().reason());
  }

  /**
   * Makes the task of the network with gates that choose channels by example.
   *
   * @param share of the sum of a layer's norms that gates learn to keep, in (0, 1]
   * @return the task, to be closed; its {@link #as} knows {@code Gates}
   * @throws UnsupportedOperationException with the reason, if it can have none
   */
  default Task gated(double share) {
    throw new UnsupportedOperationException("task " + name() + " has no channels to gate");
  }

  /**
   * Returns the names of further test sets, such as one of another year; to report, as the first.
   *
   * @return the names; empty for most tasks
   */
  default List<String> furtherTests() {
    return List.of();
  }

  /**
   * Returns the objective on a further test set.
   *
   * @param name one of {@link #furtherTests()}
   * @return its objective
   * @throws IllegalArgumentException if there is no test set of that name
   */
  default Objective furtherTest(String name) {
    throw new IllegalArgumentException(
        "a test set must be a distortion such as noise:0.2"
            + (furtherTests().isEmpty() ? "" : " or one of " + String.join(", ", furtherTests()))
            + ", got "
            + name);
  }

  /**
   * Returns the objective on a test set beside the test examples.
   *
   * @param set changed inputs, or a further test set of this task
   * @return its objective
   * @throws IllegalArgumentException if there is no such test set
   */
  default Objective beside(TestSet set) {
    return set instanceof Distortion shift ? shifted(shift) : furtherTest(set.toString());
  }

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
   * Returns a point with its statistics re-estimated over batches of the default recipe.
   *
   * @param point a point; not modified
   * @return the same coordinates with new statistics; the point itself if it has none
   * @throws RecalibrationException as {@link #recalibrate(Point, int)}
   */
  default Point recalibrate(Point point) {
    return recalibrate(point, Recipe.defaults().batch());
  }

  /**
   * Returns a point with its statistics re-estimated in one pass over the training examples, in
   * training mode and in chunks of a batch, the last of which is smaller; one example that is left
   * over joins the chunk before it.
   *
   * <p>Each example weighs the same. With n_c values per channel, mean m_c and mean of squares q_c
   * of chunk c, and N = sum_c n_c, the running mean is M = sum_c n_c m_c / N and the running
   * variance {@code (sum_c n_c q_c / N - M^2) N / (N - 1)}, as PyTorch stores it. PyTorch's {@code
   * update_bn} averages the chunks instead, so that those of a smaller last one weigh more.
   *
   * @param point a point; not modified
   * @param batch examples of a chunk, at least 2
   * @return the same coordinates with new statistics; the point itself if it has none
   * @throws IllegalArgumentException if the batch is below 2
   * @throws RecalibrationException if there is one training example, or a statistic that does not
   *     follow from passes in training mode
   */
  Point recalibrate(Point point, int batch);

  /** Frees what the task holds outside the Java heap. Results stay valid. */
  @Override
  void close();
}
