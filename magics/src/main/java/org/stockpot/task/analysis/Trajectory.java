package org.stockpot.task.analysis;

import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import org.stockpot.task.DivergedException;
import org.stockpot.task.Job;
import org.stockpot.task.Progress;
import org.stockpot.task.TrainResult;
import org.stockpot.task.Trainer;
import org.stockpot.weights.Point;

/**
 * The points that a training passed through: they are not kept, but made again, a few at a time, by
 * running the job once more. What comes out at its end must be what came out before, bit for bit.
 *
 * <p>Example: {@code Trajectory.of("base", base).walk(task, 10, (step, point) -> ..., progress)}.
 *
 * @param name what the training is called
 * @param job what was trained
 * @param end what came out of it
 */
public record Trajectory(String name, Job job, Point end) {

  /**
   * Checks the components.
   *
   * @throws IllegalArgumentException if the end is of another layout than the start, or a mean of
   *     points that it passed through
   */
  public Trajectory {
    Objects.requireNonNull(name, "name");
    job.start().layout().requireSame(end.layout());
    if (job.recipe().flatness().average().isUsed()) {
      throw new IllegalArgumentException(
          name
              + " must end in its last weights, got a training that ends in their average by "
              + job.recipe().flatness().average()
              + "; train it with --average none");
    }
  }

  /**
   * Returns the trajectory of a training.
   *
   * @param name what the training is called
   * @param training the training
   * @return from its start to its end
   * @throws IllegalArgumentException if the mask moved on the way
   */
  public static Trajectory of(String name, TrainResult training) {
    if (training.training().masks().isPresent()) {
      throw new IllegalArgumentException(
          name
              + " must be trained under one mask, got one that moved by "
              + training.job().recipe().sparse().sparse()
              + "; %train --from "
              + name
              + " goes on under its last one");
    }
    return new Trajectory(name, training.job(), training.point());
  }

  /**
   * Returns the steps whose points a walk hands over: the first, every k-th behind it, the last.
   *
   * @param every k
   * @return positions in the schedule, ascending
   * @throws IllegalArgumentException if k is below 1
   */
  public SortedSet<Long> steps(long every) {
    if (every < 1) {
      throw new IllegalArgumentException("every must be at least 1, got " + every);
    }
    SortedSet<Long> steps = new TreeSet<>();
    for (long step = job.from(); step < job.to(); step += every) {
      steps.add(step);
    }
    steps.add(job.to());
    return steps;
  }

  /**
   * Runs the job once more, and hands over the points of {@link #steps}. A trainer that goes on
   * from snapshots stops for each few of them; of one that cannot, all are in memory at a time.
   *
   * @param trainer who trained it
   * @param every k
   * @param sink receives the points
   * @param progress told about each step of training, which is not announced here
   * @throws IllegalArgumentException if the points do not fit into memory, or k is below 1
   * @throws IllegalStateException if the training ends elsewhere than before
   * @throws DivergedException if the loss becomes NaN or infinite
   * @throws CancellationException if the calling thread was interrupted
   */
  public void walk(Trainer trainer, long every, PointSink sink, Progress progress) {
    walk(trainer, steps(every), sink, progress);
  }

  /**
   * Runs the job once more, and hands over the points of some positions, besides its first and its
   * last.
   *
   * @param trainer who trained it
   * @param positions positions in the schedule; those outside of the job are passed over
   * @param sink receives the points
   * @param progress told about each step of training, which is not announced here
   * @throws IllegalArgumentException if the points do not fit into memory
   * @throws IllegalStateException if the training ends elsewhere than before
   * @throws DivergedException if the loss becomes NaN or infinite
   * @throws CancellationException if the calling thread was interrupted
   */
  public void walk(Trainer trainer, SortedSet<Long> positions, PointSink sink, Progress progress) {
    SortedSet<Long> handed = new TreeSet<>(positions.subSet(job.from(), job.to()));
    handed.add(job.from());
    handed.add(job.to());
    new TrajectoryWalk(name, job, end, handed, sink).run(trainer, progress);
  }
}
