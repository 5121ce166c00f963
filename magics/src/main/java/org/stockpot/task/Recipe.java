package org.stockpot.task;

import java.util.List;
import java.util.Objects;
import org.stockpot.task.optimizer.Flatness;
import org.stockpot.task.optimizer.Regularizer;
import org.stockpot.task.optimizer.Sharpness;
import org.stockpot.task.optimizer.WeightAveraging;
import org.stockpot.task.option.Help;
import org.stockpot.task.sparse.MaskRule;
import org.stockpot.task.sparse.SparseTraining;

/**
 * How to train, and for how long.
 *
 * @param optimizer the update rule and its rate
 * @param schedule how the rate moves
 * @param batch examples per step, at least 1; an epoch drops its last, smaller batch
 * @param length the whole training; schedules refer to it
 * @param labelSmoothing share e of each label spread over all classes, in [0, 1): the target of
 *     class y is {@code (1 - e) [k = y] + e / K} (Szegedy et al., CVPR 2016, §7); for classes only
 * @param augment random changes of each training input, in order
 * @param flatness what it does besides, to end in flatter places
 * @param sparse how the mask moves on the way
 * @param validateEvery how often validation is measured beside the end of each epoch; it changes
 *     what is known of a training, not where it ends
 */
public record Recipe(
    @Help("") Optimizer optimizer,
    @Help("") Schedule schedule,
    @Help("examples per step, at least 1") int batch,
    @Help(value = "length of a training, such as 5ep or 3000it", option = "for") Span length,
    @Help("share of each label spread over all classes, in [0, 1)") double labelSmoothing,
    @Help("random changes of training inputs, such as crop:4,flip or rotate:10,noise:0.1")
        List<Distortion> augment,
    @Help("") Flatness flatness,
    @Help(value = "", option = Help.NONE) SparseTraining sparse,
    @Help(value = "", option = Help.NONE) Span validateEvery) {

  /**
   * Checks the components.
   *
   * @throws IllegalArgumentException if the batch is below 1 or the length is none
   */
  public Recipe {
    Objects.requireNonNull(optimizer, "optimizer");
    Objects.requireNonNull(schedule, "schedule");
    if (batch < 1) {
      throw new IllegalArgumentException("batch must be at least 1, got " + batch);
    }
    if (length.equals(Span.ZERO)) {
      throw new IllegalArgumentException("for must be at least 1it, got " + length);
    }
    if (!(labelSmoothing >= 0 && labelSmoothing < 1)) {
      throw new IllegalArgumentException(
          "label-smoothing must lie in [0, 1), got " + labelSmoothing);
    }
    augment = List.copyOf(augment);
    Objects.requireNonNull(flatness, "flatness");
    Objects.requireNonNull(sparse, "sparse");
    Objects.requireNonNull(validateEvery, "validateEvery");
  }

  /**
   * Returns the recipe of the lottery-ticket paper for LeNet-300-100 (Frankle, Carbin, ICLR 2019,
   * Fig. 2): Adam at 1.2e-3 and batches of 60, here for 5 epochs.
   *
   * @return the default recipe
   */
  public static Recipe defaults() {
    return new Recipe(
        Optimizer.adam(1.2e-3),
        Schedule.constant(),
        60,
        Span.epochs(5),
        0,
        List.of(),
        Flatness.NONE,
        SparseTraining.defaults(),
        Span.ZERO);
  }

  /**
   * Returns this recipe with another update rule.
   *
   * @param rule the rule
   * @return the changed recipe
   */
  public Recipe withOptimizer(Optimizer rule) {
    return new Recipe(
        rule, schedule, batch, length, labelSmoothing, augment, flatness, sparse, validateEvery);
  }

  /**
   * Returns this recipe with another learning rate.
   *
   * @param rate above 0
   * @return the changed recipe
   */
  public Recipe withLr(double rate) {
    return withOptimizer(optimizer.withLr(rate));
  }

  /**
   * Returns this recipe with another schedule.
   *
   * @param shape the schedule
   * @return the changed recipe
   */
  public Recipe withSchedule(Schedule shape) {
    return new Recipe(
        optimizer, shape, batch, length, labelSmoothing, augment, flatness, sparse, validateEvery);
  }

  /**
   * Returns this recipe with another batch.
   *
   * @param examples examples per step
   * @return the changed recipe
   */
  public Recipe withBatch(int examples) {
    return new Recipe(
        optimizer,
        schedule,
        examples,
        length,
        labelSmoothing,
        augment,
        flatness,
        sparse,
        validateEvery);
  }

  /**
   * Returns this recipe with another length.
   *
   * @param span the whole training
   * @return the changed recipe
   */
  public Recipe withLength(Span span) {
    return new Recipe(
        optimizer, schedule, batch, span, labelSmoothing, augment, flatness, sparse, validateEvery);
  }

  /**
   * Returns a recipe of a training that is several times as long, with its schedule stretched.
   *
   * @param factor how many times, at least 1
   * @return the changed recipe
   */
  public Recipe stretched(int factor) {
    return withSchedule(schedule.stretched(factor)).withLength(length.times(factor));
  }

  /**
   * Returns this recipe with another label smoothing.
   *
   * @param share in [0, 1)
   * @return the changed recipe
   */
  public Recipe withLabelSmoothing(double share) {
    return new Recipe(
        optimizer, schedule, batch, length, share, augment, flatness, sparse, validateEvery);
  }

  /**
   * Returns this recipe with other augmentations.
   *
   * @param changes of each training input, in order
   * @return the changed recipe
   */
  public Recipe withAugment(Distortion... changes) {
    return new Recipe(
        optimizer,
        schedule,
        batch,
        length,
        labelSmoothing,
        List.of(changes),
        flatness,
        sparse,
        validateEvery);
  }

  /**
   * Returns this recipe with another sharpness.
   *
   * @param around whether gradients are taken where the loss around a network is highest
   * @return the changed recipe
   */
  public Recipe withSharpness(Sharpness around) {
    return withFlatness(new Flatness(around, flatness.regularizer(), flatness.average()));
  }

  /**
   * Returns this recipe with another regularizer.
   *
   * @param added what is added to the loss
   * @return the changed recipe
   */
  public Recipe withRegularizer(Regularizer added) {
    return withFlatness(new Flatness(flatness.sharpness(), added, flatness.average()));
  }

  /**
   * Returns this recipe with another average.
   *
   * @param mean whether a training ends in a mean of its weights
   * @return the changed recipe
   */
  public Recipe withAverage(WeightAveraging mean) {
    return withFlatness(new Flatness(flatness.sharpness(), flatness.regularizer(), mean));
  }

  private Recipe withFlatness(Flatness flat) {
    return new Recipe(
        optimizer, schedule, batch, length, labelSmoothing, augment, flat, sparse, validateEvery);
  }

  /**
   * Returns this recipe with a mask that moves otherwise.
   *
   * @param how the mask moves on the way
   * @return the changed recipe
   */
  public Recipe withSparse(SparseTraining how) {
    return new Recipe(
        optimizer, schedule, batch, length, labelSmoothing, augment, flatness, how, validateEvery);
  }

  /**
   * Returns this recipe with another distance of validations.
   *
   * @param span how often, beside the end of each epoch; {@link Span#ZERO} for never
   * @return the changed recipe
   */
  public Recipe withValidateEvery(Span span) {
    return new Recipe(
        optimizer, schedule, batch, length, labelSmoothing, augment, flatness, sparse, span);
  }

  /**
   * Returns whether validation is measured at a step.
   *
   * @param step how many steps have been made
   * @param perEpoch steps in one epoch
   * @return true at the end of each epoch, and wherever {@link #validateEvery} says so
   */
  public boolean validatesAt(long step, long perEpoch) {
    long every = validateEvery.steps(perEpoch);
    return step % perEpoch == 0 || (every > 0 && step % every == 0);
  }

  /**
   * Returns the learning rate at one step.
   *
   * @param step the step, from 0
   * @param perEpoch steps in one epoch
   * @return the rate after schedule and warm-up, or that of an average's cycles
   */
  public double rate(long step, long perEpoch) {
    return flatness
        .average()
        .rate(step, length.steps(perEpoch), perEpoch)
        .orElseGet(() -> scheduled(step, perEpoch));
  }

  private double scheduled(long step, long perEpoch) {
    return optimizer.lr() * schedule.factor(step, length.steps(perEpoch), perEpoch);
  }

  /**
   * Returns the highest learning rate of a schedule, which does not rise after its warm-up.
   *
   * @param perEpoch steps in one epoch
   * @return the largest rate
   */
  public double peakRate(long perEpoch) {
    long last = length.steps(perEpoch) - 1;
    long warm = Math.min(schedule.warmup().steps(perEpoch), last);
    return Math.max(scheduled(Math.max(0, warm - 1), perEpoch), scheduled(warm, perEpoch));
  }

  /**
   * Returns the learning rate of the last step of a training.
   *
   * @param perEpoch steps in one epoch
   * @return the last {@link #rate}
   */
  public double lastRate(long perEpoch) {
    return rate(length.steps(perEpoch) - 1, perEpoch);
  }

  /**
   * Requires that gradients are all that is wanted of this recipe, as where something else than a
   * network's own weights is trained.
   *
   * @param what is trained, such as {@code the bends of a curve}
   * @throws IllegalArgumentException if this recipe changes the steps of a network's training
   */
  public void requireGradientsAlone(String what) {
    requireNone("sharpness", flatness.sharpness(), Sharpness.NONE, what);
    requireNone("regularizer", flatness.regularizer(), Regularizer.None.NONE, what);
    requireNone("average", flatness.average(), WeightAveraging.NONE, what);
    requireNone("sparse", sparse.sparse(), MaskRule.NONE, what);
  }

  private static void requireNone(String part, Object value, Object none, String what) {
    if (!value.equals(none)) {
      throw new IllegalArgumentException(part + " must be none for " + what + ", got " + value);
    }
  }

  /**
   * Requires that all of it acts on a training.
   *
   * @param first the step at which the training begins
   * @param perEpoch steps of one epoch
   * @throws IllegalArgumentException if a regularizer or an average would never act
   */
  public void requireFits(long first, long perEpoch) {
    long total = length.steps(perEpoch);
    flatness.regularizer().requireFits(first, total, perEpoch);
    flatness.average().requireFits(first, total, perEpoch);
    if (sparse.moves()) {
      flatness.average().requireBehind(sparse.over(total, perEpoch).last(), total);
    }
  }

  /** Returns all components; what a recipe did not have once is said only where it is used. */
  @Override
  public String toString() {
    return "Recipe[optimizer="
        + optimizer
        + ", schedule="
        + schedule
        + ", batch="
        + batch
        + ", length="
        + length
        + ", labelSmoothing="
        + labelSmoothing
        + ", augment="
        + augment
        + flatness
        + (sparse.moves() ? ", sparse=" + sparse : "")
        + (validateEvery.equals(Span.ZERO) ? "" : ", validateEvery=" + validateEvery)
        + "]";
  }
}
