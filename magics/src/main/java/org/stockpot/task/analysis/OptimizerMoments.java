package org.stockpot.task.analysis;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import org.stockpot.task.DivergedException;
import org.stockpot.task.Job;
import org.stockpot.task.Progress;
import org.stockpot.task.Snapshot;
import org.stockpot.task.Snapshots;
import org.stockpot.task.Trainer;
import org.stockpot.weights.Point;

/**
 * What an optimizer knew on the way of a training beside the weights: its moments, which points do
 * not hold. They are those of the snapshots of the same job, run once more.
 */
public final class OptimizerMoments {

  private OptimizerMoments() {}

  /**
   * Runs the beginning of a job once more, and keeps its moments.
   *
   * @param trainer who trained it
   * @param job the training, whose rate is that of its last step if it goes one step further
   * @param passed the points that it passed through, by position
   * @param positions positions behind the job's first
   * @param progress told about each step, which is not announced here
   * @return the moments by position, in the order of {@link Snapshot#moments()}; none if the
   *     trainer takes no snapshots
   * @throws IllegalStateException if the training does not pass through the same points
   * @throws DivergedException if the loss becomes NaN or infinite
   * @throws CancellationException if the calling thread was interrupted
   */
  public static SortedMap<Long, List<Point>> of(
      Trainer trainer,
      Job job,
      SortedMap<Long, Point> passed,
      SortedSet<Long> positions,
      Progress progress) {
    Kept kept = new Kept(job, passed, positions);
    // A snapshot is taken before a step, so that the last one needs one step more.
    Job beginning = job.until(positions.last() + 1, Collections.emptySortedSet());
    try {
      trainer.train(beginning, kept, progress);
    } catch (AllSeen e) {
      // The rest is not needed.
    }
    return kept.moments;
  }

  /** Asked before each step but the first. */
  private static final class Kept implements Snapshots {

    private final SortedMap<Long, Point> passed;
    private final SortedSet<Long> positions;
    private final SortedMap<Long, List<Point>> moments = new TreeMap<>();
    private long step;

    Kept(Job job, SortedMap<Long, Point> passed, SortedSet<Long> positions) {
      this.passed = passed;
      this.positions = positions;
      step = job.from();
    }

    @Override
    public Optional<Snapshot> latest() {
      return Optional.empty();
    }

    @Override
    public boolean isDue() {
      step++;
      return positions.contains(step);
    }

    @Override
    public void keep(Snapshot snapshot) {
      if (!positions.contains(snapshot.step())) {
        return;
      }
      if (!snapshot.weights().equals(passed.get(snapshot.step()))) {
        throw new IllegalStateException(
            "a training must pass through the same points again, bit for bit, got another one at"
                + " step "
                + snapshot.step()
                + ": train it again here, with this number of threads");
      }
      moments.put(snapshot.step(), snapshot.moments());
      if (moments.size() == positions.size()) {
        throw new AllSeen();
      }
    }
  }

  /** Ends a training between two steps. */
  private static final class AllSeen extends RuntimeException {

    private static final long serialVersionUID = 1L;

    AllSeen() {
      super("all seen", null, false, false);
    }
  }
}
