package org.stockpot.kernel.shell;

import java.time.Duration;

/**
 * How long a cell may go on after it was interrupted.
 *
 * @param withCode before the loops of its Java are made to stop
 * @param withMagic the same while a magic runs, which polls for interrupts and shows what it has
 * @param withAnything before a thread that nothing stops is left behind
 */
public record InterruptDelays(Duration withCode, Duration withMagic, Duration withAnything) {

  /** What people bear. */
  public static final InterruptDelays USUAL =
      new InterruptDelays(Duration.ofSeconds(2), Duration.ofSeconds(8), Duration.ofSeconds(10));
}
