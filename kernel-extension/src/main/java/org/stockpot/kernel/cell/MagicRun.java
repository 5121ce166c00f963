package org.stockpot.kernel.cell;

/** One magic on its thread: who may interrupt it, and when. Guarded by its {@link MagicRuns}. */
final class MagicRun {

  private final Thread thread;
  private boolean exposed;
  private boolean interrupted;
  private boolean left;

  MagicRun(Thread thread) {
    this.thread = thread;
  }

  boolean isOn(Thread other) {
    return thread == other;
  }

  /** Opens the thread to interrupts, or closes it and clears its flag; returns what it was. */
  boolean expose(boolean now) {
    boolean before = exposed;
    exposed = now;
    if (!now) {
      Thread.interrupted();
    } else if (interrupted) {
      thread.interrupt();
    }
    return before;
  }

  /** Gives the thread back the flag that it should have, after another magic had it. */
  void resume() {
    expose(exposed);
  }

  /** Asks the magic to stop; returns false if it was asked before. */
  boolean ask() {
    boolean first = !interrupted;
    interrupted = true;
    if (exposed) {
      thread.interrupt();
    }
    return first;
  }

  boolean interrupted() {
    return interrupted;
  }

  /** Says that the kernel has ended the cell. */
  void leave() {
    left = true;
  }

  boolean left() {
    return left;
  }
}
