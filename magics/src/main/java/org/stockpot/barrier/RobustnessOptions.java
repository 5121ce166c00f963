package org.stockpot.barrier;

import java.util.List;
import org.stockpot.task.option.Help;
import org.stockpot.task.replicates.Duplicates;

/**
 * The settings of the robustness test.
 *
 * @param multiples lengths of the perturbation, in distances between successive rewound starts
 */
public record RobustnessOptions(
    @Help(
            "perturbations, in distances between successive rewound starts; 0 is training noise alone")
        List<Double> multiples) {

  /**
   * Checks the components.
   *
   * @throws IllegalArgumentException if a multiple is negative or there are none
   */
  public RobustnessOptions {
    multiples = List.copyOf(multiples);
    if (multiples.isEmpty() || multiples.stream().anyMatch(m -> !(m >= 0) || m.isInfinite())) {
      throw new IllegalArgumentException(
          "multiples must be one or more numbers of at least 0, got "
              + (multiples.isEmpty() ? "nothing" : multiples));
    }
    Duplicates.refuse("multiples", multiples);
  }

  /**
   * Returns no perturbation, the distance itself, twice and four times it.
   *
   * @return the default settings
   */
  public static RobustnessOptions defaults() {
    return new RobustnessOptions(List.of(0.0, 1.0, 2.0, 4.0));
  }

  /**
   * Returns these settings with other perturbations.
   *
   * @param lengths of the perturbation, in distances between successive rewound starts
   * @return the changed settings
   */
  public RobustnessOptions withMultiples(Double... lengths) {
    return new RobustnessOptions(List.of(lengths));
  }
}
