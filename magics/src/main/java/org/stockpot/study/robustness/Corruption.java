package org.stockpot.study.robustness;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.stockpot.task.Distortion;

/**
 * One kind of corruption of inputs at several severities, whose mean error counts. Hendrycks,
 * Dietterich, "Benchmarking Neural Network Robustness to Common Corruptions and Perturbations",
 * ICLR 2019, §3 and §4.1, take five; these are not theirs, as inputs are standardised here and
 * small.
 *
 * @param kind what changes
 * @param amounts the severities, ascending, in the unit of the kind
 */
public record Corruption(Distortion.Kind kind, List<Double> amounts) {

  /**
   * Checks the components.
   *
   * @throws IllegalArgumentException if the kind is an augmentation, or amounts do not ascend
   */
  public Corruption {
    amounts = List.copyOf(amounts);
    if (standard(kind).length == 0) {
      throw new IllegalArgumentException("corruptions must be " + names() + ", got " + name(kind));
    }
    double before = 0;
    for (double amount : amounts) {
      new Distortion(kind, amount);
      if (amount <= before) {
        throw new IllegalArgumentException(
            "severities of " + name(kind) + " must ascend, got " + amount + " after " + before);
      }
      before = amount;
    }
    if (amounts.isEmpty()) {
      throw new IllegalArgumentException("severities must be one or more, got none");
    }
  }

  /**
   * Returns a kind at five severities: noise 0.2, 0.4, 0.6, 0.8, 1 standard deviations of inputs;
   * blur of radius and translation by 1 to 5 pixels; rotation by 10 to 50 degrees; contrast times 1
   * ± 0.2, 0.4, 0.6, 0.8, 0.95; a tenth to a half of the inputs dropped.
   *
   * @param kind what changes
   * @return the corruption
   * @throws IllegalArgumentException if the kind is an augmentation
   */
  public static Corruption of(Distortion.Kind kind) {
    return new Corruption(kind, Arrays.stream(standard(kind)).boxed().toList());
  }

  private static double[] standard(Distortion.Kind kind) {
    return switch (kind) {
      case NOISE -> new double[] {0.2, 0.4, 0.6, 0.8, 1};
      case BLUR, TRANSLATE -> new double[] {1, 2, 3, 4, 5};
      case ROTATE -> new double[] {10, 20, 30, 40, 50};
      case CONTRAST -> new double[] {0.2, 0.4, 0.6, 0.8, 0.95};
      case DROP -> new double[] {0.1, 0.2, 0.3, 0.4, 0.5};
      case CROP, FLIP -> new double[0];
    };
  }

  private static String names() {
    return Arrays.stream(Distortion.Kind.values())
        .filter(kind -> standard(kind).length > 0)
        .map(Corruption::name)
        .collect(Collectors.joining(", "));
  }

  private static String name(Distortion.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads a corruption.
   *
   * @param text such as {@code noise}, or {@code noise:0.1/0.5} with severities of its own
   * @return the corruption
   * @throws IllegalArgumentException if the text is none
   */
  public static Corruption parse(String text) {
    String[] parts = text.split(":", 2);
    for (Distortion.Kind kind : Distortion.Kind.values()) {
      if (name(kind).equals(parts[0])) {
        return parts.length == 1 ? of(kind) : new Corruption(kind, amounts(text, parts[1]));
      }
    }
    throw wrong(text);
  }

  private static List<Double> amounts(String text, String numbers) {
    try {
      return Arrays.stream(numbers.split("/", -1)).map(Double::valueOf).toList();
    } catch (NumberFormatException e) {
      throw wrong(text);
    }
  }

  private static IllegalArgumentException wrong(String text) {
    return new IllegalArgumentException(
        "a corruption must look like noise or noise:0.1/0.5, of " + names() + ", got " + text);
  }

  /**
   * Returns the name of the kind.
   *
   * @return such as {@code noise}
   */
  public String name() {
    return name(kind);
  }

  /** Returns one distortion for each severity. */
  List<Distortion> distortions() {
    return amounts.stream().map(amount -> new Distortion(kind, amount)).toList();
  }

  /** Returns the corruption as {@link #parse} reads it. */
  @Override
  public String toString() {
    String severities =
        distortions().stream()
            .map(d -> d.toString().substring(name().length() + 1))
            .collect(Collectors.joining("/"));
    return equals(of(kind)) ? name() : name() + ":" + severities;
  }
}
