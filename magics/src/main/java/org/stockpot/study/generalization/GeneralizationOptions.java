package org.stockpot.study.generalization;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.stockpot.task.analysis.ExampleCount;
import org.stockpot.task.option.Help;
import org.stockpot.task.replicates.Duplicates;

/**
 * What is measured of networks.
 *
 * @param measures which, at least one
 * @param examples training examples that they are measured on
 * @param radius how far {@link GeneralizationMeasure#SHARPNESS} steps
 * @param draws of weight noise for {@link GeneralizationMeasure#PAC_BAYES}
 * @param seed of the choice of examples, and of noise
 */
public record GeneralizationOptions(
    @Help(
            "norm, distance, spectral, path, sharpness, largest-eigenvalue, pac-bayes, margin, coherence,"
                + " effective-rank, diffusion-entropy")
        List<GeneralizationMeasure> measures,
    @Help("training examples that networks are measured on: a number, or all")
        ExampleCount examples,
    @Help("of the step of sharpness, in weights") double radius,
    @Help("draws of weight noise for pac-bayes") int draws,
    @Help("of the choice of examples and of noise") long seed) {

  /**
   * Checks the components.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public GeneralizationOptions {
    measures = List.copyOf(measures);
    Objects.requireNonNull(examples, "examples");
    if (measures.isEmpty()) {
      throw new IllegalArgumentException("measures must be one or more, got none");
    }
    Duplicates.refuse("measures", measures);
    if (!(radius > 0 && radius < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("radius must be above 0, got " + radius);
    }
    if (draws < 1) {
      throw new IllegalArgumentException("draws must be at least 1, got " + draws);
    }
  }

  /**
   * Returns all measures on 500 examples, a radius of 0.05, and five draws.
   *
   * @return the default settings
   */
  public static GeneralizationOptions defaults() {
    return new GeneralizationOptions(
        Arrays.asList(GeneralizationMeasure.values()), ExampleCount.of(500), 0.05, 5, 0);
  }

  /**
   * Returns these settings with other measures.
   *
   * @param some which
   * @return the changed settings
   */
  public GeneralizationOptions withMeasures(GeneralizationMeasure... some) {
    return new GeneralizationOptions(List.of(some), examples, radius, draws, seed);
  }

  /**
   * Returns these settings with another number of examples.
   *
   * @param count how many
   * @return the changed settings
   */
  public GeneralizationOptions withExamples(ExampleCount count) {
    return new GeneralizationOptions(measures, count, radius, draws, seed);
  }
}
