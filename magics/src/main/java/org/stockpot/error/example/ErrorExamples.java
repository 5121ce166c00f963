package org.stockpot.error.example;

import java.util.List;
import org.stockpot.error.ErrorFunction;
import org.stockpot.error.ErrorTask;
import org.stockpot.task.analysis.ParameterBox;
import org.stockpot.task.analysis.ParameterRange;

/** The error functions that are shipped, by name. */
public final class ErrorExamples {

  /** What words begin with that name one: {@code error:bed}. */
  public static final String PREFIX = "error:";

  /**
   * A shipped error function.
   *
   * @param name its name
   * @param function the error
   * @param box where its parameters are of interest
   */
  public record Example(String name, ErrorFunction function, ParameterBox box) {

    /**
     * Returns the function as a task.
     *
     * @return the task, over its own box
     */
    public ErrorTask task() {
      return ErrorTask.of(PREFIX + name, function, box);
    }
  }

  /** The names. */
  public static final List<String> NAMES =
      List.of("bed", "balanced-resonate-and-fire", "resonate-and-fire", "leaky-integrate-and-fire");

  private ErrorExamples() {}

  /**
   * Returns a shipped error function.
   *
   * @param name one of {@link #NAMES}
   * @return the function with its box
   * @throws IllegalArgumentException if there is none of that name
   */
  public static Example of(String name) {
    return switch (name) {
      case "bed" -> new Example(name, new WaveDistance(), box("a", -2, 2, "omega", 0.5, 6));
      case "balanced-resonate-and-fire" -> resonating(name, SpikingNeuron.BALANCED);
      case "resonate-and-fire" -> resonating(name, SpikingNeuron.UNBALANCED);
      case "leaky-integrate-and-fire" ->
          new Example(
              name,
              new SpikeError(SpikingNeuron.LEAKY, 0.9, 0.2),
              box("alpha", 0.5, 0.99, "beta", 0, 1));
      default ->
          throw new IllegalArgumentException(
              "an error function must be one of "
                  + String.join(", ", NAMES)
                  + ", got "
                  + name
                  + ": %task --error NAME takes a Java variable");
    };
  }

  private static Example resonating(String name, SpikingNeuron neuron) {
    return new Example(name, new SpikeError(neuron, 8, 1), box("omega", 2, 16, "b", 0, 4));
  }

  private static ParameterBox box(
      String first, double low, double high, String second, double least, double most) {
    return new ParameterBox(
        List.of(first, second),
        List.of(new ParameterRange(low, high), new ParameterRange(least, most)));
  }
}
