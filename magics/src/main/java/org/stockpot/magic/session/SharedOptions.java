package org.stockpot.magic.session;

import java.util.Optional;
import java.util.Set;
import org.stockpot.magic.UsageException;
import org.stockpot.prune.preset.Preset;
import org.stockpot.prune.preset.Presets;
import org.stockpot.task.Recipe;
import org.stockpot.task.Span;
import org.stockpot.task.option.Help;

/**
 * Options that several magics have: {@code --allow-leak}, {@code --figure}, {@code --fresh}, {@code
 * --plan}, {@code --zeros}. A magic that has one names its record among its {@link
 * Command#standards}.
 */
public final class SharedOptions {

  private SharedOptions() {}

  /**
   * What a magic does with points that were trained on test examples.
   *
   * @param allowLeak whether to go on and mark the result
   */
  public record Leak(
      @Help("use points that were trained on test examples, and mark the result")
          boolean allowLeak) {

    /**
     * Returns the default.
     *
     * @return such points are refused
     */
    public static Leak defaults() {
      return new Leak(false);
    }
  }

  /**
   * How a magic shows its charts.
   *
   * @param figure whether as Plotly's JSON
   */
  public record Chart(
      @Help("show charts as Plotly's JSON (data, layout), to paste elsewhere") boolean figure) {

    /**
     * Returns the default.
     *
     * @return charts are drawn
     */
    public static Chart defaults() {
      return new Chart(false);
    }
  }

  /**
   * What a magic with a result does with the store.
   *
   * @param fresh whether to make again what the store has
   */
  public record Reuse(@Help("train and measure again what the store has already") boolean fresh) {

    /**
     * Returns the default.
     *
     * @return what the store has is used
     */
    public static Reuse defaults() {
      return new Reuse(false);
    }
  }

  /**
   * Whether a magic only says how much work it is.
   *
   * @param plan whether to do nothing else
   */
  public record Planning(@Help("say how much work it is, and do nothing") boolean plan) {

    /**
     * Returns the default.
     *
     * @return the work is done
     */
    public static Planning defaults() {
      return new Planning(false);
    }
  }

  /**
   * How fine a magic knows learning curves.
   *
   * @param validateEvery how often validation is measured
   */
  public record LearningCurve(
      @Help("measure validation every so many steps, too, such as 100it; 0it: each epoch alone")
          Span validateEvery) {

    /**
     * Returns the default.
     *
     * @return validation is measured at the end of each epoch
     */
    public static LearningCurve defaults() {
      return new LearningCurve(Span.ZERO);
    }

    /** Returns a recipe that measures validation so often. */
    Recipe of(Recipe recipe) {
      return recipe.withValidateEvery(validateEvery);
    }

    /** Returns the option, if it says nothing. */
    public Set<String> idle() {
      return validateEvery.equals(Span.ZERO) ? Set.of("validate-every") : Set.of();
    }
  }

  /**
   * Whose recipe a magic follows where nothing else is typed.
   *
   * @param preset the name of a published recipe; empty for none
   * @param scale how much of its steps are made
   */
  public record Published(
      @Help(
              "a published recipe: lth-lenet, lth-conv2, lth-conv4, lth-conv6, lth-resnet18, lth-vgg19, frankle-lenet,"
                  + " frankle-resnet20, frankle-vgg16 (these two also -low and -warmup), renda-resnet20 or"
                  + " renda-resnet56; what is typed beside it goes first")
          String preset,
      @Help("share of the preset's steps, milestones, warm-up and rewind point, such as 10%")
          double scale) {

    /**
     * Returns the default.
     *
     * @return the magic's own recipe
     */
    public static Published defaults() {
      return new Published("", 1);
    }

    /** Returns the options, if they say nothing. */
    public Set<String> idle() {
      return preset.isEmpty() ? Set.of("preset", "scale") : Set.of();
    }

    /** Returns the recipe, in the scale that is asked for; empty for the magic's own. */
    public Optional<Preset> find() {
      if (preset.isEmpty()) {
        if (scale != 1) {
          throw new UsageException("scale must come with --preset, got " + scale);
        }
        return Optional.empty();
      }
      return Optional.of(Presets.of(preset).scaled(scale));
    }
  }

  /**
   * How a magic takes the zeros of a point.
   *
   * @param zeros what they are
   */
  public record ZeroWeights(
      @Help(
              "zeros that no mask declares: weights (trained like others) or mask (pruned, they stay 0)")
          Zeros zeros) {

    /**
     * Returns the default.
     *
     * @return zeros are weights like others
     */
    public static ZeroWeights defaults() {
      return new ZeroWeights(Zeros.WEIGHTS);
    }
  }
}
