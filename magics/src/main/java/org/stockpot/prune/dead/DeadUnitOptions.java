package org.stockpot.prune.dead;

import java.util.Objects;
import org.stockpot.task.Part;
import org.stockpot.task.analysis.ExampleCount;
import org.stockpot.task.option.Help;

/**
 * On which examples dead units are counted.
 *
 * @param on which part the examples are of
 * @param examples how many of them; all, if there are no more
 * @param seed of the choice of examples
 */
public record DeadUnitOptions(
    @Help("training, validation or test examples") Part on,
    @Help("how many of them, chosen by the seed: a number, or all") ExampleCount examples,
    @Help("of the choice of examples") long seed) {

  /**
   * Checks the components.
   *
   * @throws NullPointerException if one is missing
   */
  public DeadUnitOptions {
    Objects.requireNonNull(on, "on");
    Objects.requireNonNull(examples, "examples");
  }

  /**
   * Returns 1,000 training examples.
   *
   * @return the default settings
   */
  public static DeadUnitOptions defaults() {
    return new DeadUnitOptions(Part.TRAINING, ExampleCount.of(1000), 0);
  }

  /**
   * Returns these settings with examples of another part.
   *
   * @param part the part
   * @return the changed settings
   */
  public DeadUnitOptions withOn(Part part) {
    return new DeadUnitOptions(part, examples, seed);
  }

  /**
   * Returns these settings with another number of examples.
   *
   * @param most how many
   * @return the changed settings
   */
  public DeadUnitOptions withExamples(ExampleCount most) {
    return new DeadUnitOptions(on, most, seed);
  }

  /**
   * Returns these settings with another choice of examples.
   *
   * @param choice its seed
   * @return the changed settings
   */
  public DeadUnitOptions withSeed(long choice) {
    return new DeadUnitOptions(on, examples, choice);
  }
}
