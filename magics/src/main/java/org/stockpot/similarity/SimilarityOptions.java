package org.stockpot.similarity;

import java.util.List;
import java.util.Objects;
import org.stockpot.task.Part;
import org.stockpot.task.analysis.ExampleCount;
import org.stockpot.task.analysis.Subset;
import org.stockpot.task.option.Help;

/**
 * How networks are compared.
 *
 * @param on which part the examples are of
 * @param examples how many of them; all, if there are no more
 * @param layers whose activations are compared; empty for all
 * @param estimator how the dependence of representations is estimated
 * @param seed of the choice of examples and of their order
 */
public record SimilarityOptions(
    @Help("training, validation or test examples") Part on,
    @Help("how many of them, chosen by the seed: a number, or all") ExampleCount examples,
    @Help("layers to compare, such as fc1.out,outputs; none for all") List<String> layers,
    @Help("of the dependence of representations: unbiased or biased") Estimator estimator,
    @Help("of the choice and order of examples") long seed) {

  /**
   * Checks the components.
   *
   * @throws NullPointerException if one is missing
   */
  public SimilarityOptions {
    Objects.requireNonNull(on, "on");
    Objects.requireNonNull(examples, "examples");
    Objects.requireNonNull(estimator, "estimator");
    layers = List.copyOf(layers);
  }

  /**
   * Returns all layers on 1,000 test examples, by the unbiased estimator.
   *
   * @return the default settings
   */
  public static SimilarityOptions defaults() {
    return new SimilarityOptions(
        Part.TEST, ExampleCount.of(1000), List.of(), Estimator.UNBIASED, 0);
  }

  /**
   * Returns these settings with examples of another part.
   *
   * @param part the part
   * @return the changed settings
   */
  public SimilarityOptions withOn(Part part) {
    return new SimilarityOptions(part, examples, layers, estimator, seed);
  }

  /**
   * Returns these settings with another number of examples.
   *
   * @param most how many
   * @return the changed settings
   */
  public SimilarityOptions withExamples(ExampleCount most) {
    return new SimilarityOptions(on, most, layers, estimator, seed);
  }

  /**
   * Returns these settings with other layers.
   *
   * @param names their names; empty for all
   * @return the changed settings
   */
  public SimilarityOptions withLayers(List<String> names) {
    return new SimilarityOptions(on, examples, names, estimator, seed);
  }

  /**
   * Returns these settings with another estimator.
   *
   * @param other how dependence is estimated
   * @return the changed settings
   */
  public SimilarityOptions withEstimator(Estimator other) {
    return new SimilarityOptions(on, examples, layers, other, seed);
  }

  /**
   * Returns these settings with another choice of examples.
   *
   * @param value the seed
   * @return the changed settings
   */
  public SimilarityOptions withSeed(long value) {
    return new SimilarityOptions(on, examples, layers, estimator, value);
  }

  /** Returns which examples these are. */
  Subset subset() {
    return examples.of(on, seed);
  }
}
