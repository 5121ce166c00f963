package org.stockpot.task.analysis;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.stockpot.task.Job;
import org.stockpot.task.Progress;
import org.stockpot.task.Snapshot;
import org.stockpot.task.Snapshots;
import org.stockpot.task.Trainer;
import org.stockpot.task.Training;
import org.stockpot.task.Work;
import org.stockpot.weights.Point;

/**
 * One walk along a trajectory. A training holds the engine, so that it is stopped while the points
 * that it left are used, and goes on from there.
 */
final class TrajectoryWalk {

  /** Bytes of the points that are left before a training stops. */
  private static final long BUFFER = 32L << 20;

  private static final int MOST = 64;

  private final String name;
  private final Point end;
  private final SortedSet<Long> steps;
  private final PointSink sink;
  private final int stop;
  private final Job job;
  private final SortedMap<Long, Point> left = new TreeMap<>();
  private Optional<Snapshot> latest = Optional.empty();
  private long handed;

  TrajectoryWalk(String name, Job job, Point end, SortedSet<Long> steps, PointSink sink) {
    this.name = name;
    this.end = end;
    this.steps = steps;
    this.sink = sink;
    this.job = job.capturing(Collections.emptySortedSet());
    stop = (int) Math.max(1, Math.min(MOST, BUFFER / Math.max(1, bytes())));
  }

  private long bytes() {
    return (long) Float.BYTES * end.layout().size();
  }

  void run(Trainer trainer, Progress progress) {
    hand(job.from(), job.start());
    Optional<Training> made = Optional.empty();
    while (made.isEmpty()) {
      made = further(trainer, new StepsOnly(progress));
      left.forEach(this::hand);
      left.clear();
    }
    if (handed == 1 && steps.size() > 2) {
      captured(trainer);
    }
    if (!made.get().end().equals(end)) {
      throw new IllegalStateException(
          "training "
              + name
              + " must end where it ended before, bit for bit, got another end: train it again"
              + " here, with this number of threads");
    }
    if (job.steps() > 0) {
      hand(job.to(), end);
    }
  }

  private void hand(long step, Point point) {
    sink.accept(step, point);
    handed++;
  }

  /** Trains on until enough points are left, or to the end. */
  private Optional<Training> further(Trainer trainer, Progress progress) {
    try {
      return Optional.of(trainer.train(job, new Stops(), progress));
    } catch (Paused e) {
      return Optional.empty();
    }
  }

  /** Takes the points of a trainer that does not stop. */
  private void captured(Trainer trainer) {
    long all = bytes() * steps.size();
    if (all > Runtime.getRuntime().maxMemory() / 4) {
      throw new IllegalArgumentException(
          "points on the way must take at most a quarter of the memory, as this task's trainings"
              + " do not stop, got "
              + steps.size()
              + " of "
              + (bytes() >> 10)
              + " KiB: take fewer, by a larger every");
    }
    Training again = trainer.train(job.capturing(steps), Progress.NONE);
    again
        .captured()
        .forEach(
            (step, point) -> {
              if (step > job.from() && step < job.to()) {
                hand(step, point);
              }
            });
  }

  /** Where the training goes on, and where it is to leave points. */
  private final class Stops implements Snapshots {

    private long step = latest.map(Snapshot::step).orElse(job.from());

    @Override
    public Optional<Snapshot> latest() {
      return latest;
    }

    @Override
    public boolean isDue() {
      step++;
      return steps.contains(step);
    }

    @Override
    public void keep(Snapshot snapshot) {
      if (!steps.contains(snapshot.step())
          || (latest.isPresent() && latest.get().step() >= snapshot.step())) {
        return;
      }
      left.put(snapshot.step(), snapshot.weights());
      latest = Optional.of(snapshot);
      if (left.size() >= stop) {
        throw new Paused();
      }
    }
  }

  /** Told of the steps that are made; those before a stop were told already. */
  private record StepsOnly(Progress progress) implements Progress {

    @Override
    public void done(long units) {
      progress.done(units);
    }

    @Override
    public void done(Work work, long units) {
      progress.done(work, units);
    }

    @Override
    public void skip(Work work, long units) {}

    @Override
    public void watch(String name, double value) {
      progress.watch(name, value);
    }
  }

  /** Stops a training between two steps. */
  private static final class Paused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Paused() {
      super("paused", null, false, false);
    }
  }
}
