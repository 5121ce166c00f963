package org.stockpot.task;

/**
 * A further test set of a task, such as one of another year.
 *
 * @param name one of {@link Task#furtherTests()}
 */
public record FurtherTest(String name) implements TestSet {

  /**
   * Checks the name.
   *
   * @throws IllegalArgumentException if it is blank
   */
  public FurtherTest {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a further test set must have a name, got a blank one");
    }
  }

  /**
   * Reads a name.
   *
   * @param text the name
   * @return the test set
   * @throws IllegalArgumentException if it is blank
   */
  public static FurtherTest parse(String text) {
    return new FurtherTest(text);
  }

  /** Returns the name. */
  @Override
  public String toString() {
    return name;
  }
}
