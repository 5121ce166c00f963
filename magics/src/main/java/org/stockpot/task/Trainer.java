package org.stockpot.task;

import java.util.concurrent.CancellationException;

/** Whoever runs jobs. Algorithms do not know where that is, and results do not depend on it. */
@FunctionalInterface
public interface Trainer {

  /**
   * Runs a job. Entries that the job's mask does not keep are exactly 0 after every step.
   *
   * @param job what to train
   * @param progress told about each step
   * @return what came out
   * @throws DivergedException if the loss becomes NaN or infinite
   * @throws CancellationException if the calling thread was interrupted
   */
  Training train(Job job, Progress progress);

  /**
   * Runs a job that can be stopped and continued. Where it was stopped does not change what comes
   * out. A trainer that cannot continue a job begins it anew.
   *
   * @param job what to train
   * @param snapshots where to go on from, and where to leave the state on the way
   * @param progress told about each step, and about those already done
   * @return what came out
   * @throws DivergedException if the loss becomes NaN or infinite
   * @throws CancellationException if the calling thread was interrupted
   */
  default Training train(Job job, Snapshots snapshots, Progress progress) {
    return train(job, progress);
  }

  /**
   * Returns how many jobs are worth running at a time, from several threads. Results do not depend
   * on it.
   *
   * @return at least 1
   */
  default int parallelism() {
    return 1;
  }
}
