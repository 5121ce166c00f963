package org.stockpot.task;

/** The loss of a training became NaN or infinite. */
public final class DivergedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * Names the place.
   *
   * @param loss the loss
   * @param step the position in the schedule
   * @param seed the job's seed
   */
  public DivergedException(double loss, long step, long seed) {
    super("loss became " + loss + " at step " + step + " (seed " + seed + "), try a lower lr");
  }
}
