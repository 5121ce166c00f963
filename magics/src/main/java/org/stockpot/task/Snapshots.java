package org.stockpot.task;

import java.util.Optional;

/** Where one job leaves its state on the way, and finds it again after a stop. */
public interface Snapshots {

  /** Keeps nothing. */
  Snapshots NONE =
      new Snapshots() {
        @Override
        public Optional<Snapshot> latest() {
          return Optional.empty();
        }

        @Override
        public boolean isDue() {
          return false;
        }

        @Override
        public void keep(Snapshot snapshot) {}
      };

  /**
   * Returns the state to go on from. Asked once, before the first step.
   *
   * @return the last state kept, or empty to begin at the job's start
   */
  Optional<Snapshot> latest();

  /**
   * Returns whether enough was done since the last snapshot. Asked before every step.
   *
   * @return true if a snapshot should be taken now
   */
  boolean isDue();

  /**
   * Keeps a state. Called when one is due, and before an interrupt stops the job.
   *
   * @param snapshot the state
   */
  void keep(Snapshot snapshot);
}
