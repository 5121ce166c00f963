package org.stockpot.djl.engine;

/** What the engine says in its messages of many lines. */
public final class EngineMessages {

  private EngineMessages() {}

  /**
   * Returns the line that tells the reason: that of the error a module ended with, or the first.
   *
   * @param e what was thrown
   * @return the line that tells the reason
   */
  public static String line(Throwable e) {
    String message = String.valueOf(e.getMessage());
    return message
        .lines()
        .filter(line -> line.matches("(\\w+\\.)*\\w*(Error|Exception): .*"))
        .reduce((first, last) -> last)
        .orElseGet(() -> message.lines().findFirst().orElse(e.getClass().getSimpleName()));
  }
}
