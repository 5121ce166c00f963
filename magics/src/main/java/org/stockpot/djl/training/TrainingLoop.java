package org.stockpot.djl.training;

import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import org.stockpot.data.Data;
import org.stockpot.data.Distortions;
import org.stockpot.data.Examples;
import org.stockpot.dense.Stepper;
import org.stockpot.dense.TrainedWeights;
import org.stockpot.dense.TrajectoryLoss;
import org.stockpot.task.DivergedException;
import org.stockpot.task.Job;
import org.stockpot.task.Metric;
import org.stockpot.task.Objective;
import org.stockpot.task.Progress;
import org.stockpot.task.Score;
import org.stockpot.task.Seeds;
import org.stockpot.task.Snapshot;
import org.stockpot.task.Snapshots;
import org.stockpot.task.Training;
import org.stockpot.task.Work;
import org.stockpot.task.work.Interrupts;
import org.stockpot.weights.Point;

/** One training, from its first step to its last. */
final class TrainingLoop {

  private final BatchInputs inputs;
  private final Job job;
  private final boolean draws;
  private final Work unit;
  private final long perEpoch;
  private final TrainedWeights update;
  private final Stepper stepper;
  private final BatchSampler sampler;
  private final Optional<TrajectoryLoss> trajectory;
  private final Optional<AveragedWeights> average;
  private final SortedMap<Long, Point> captured = new TreeMap<>();
  private final List<Training.Moment> history = new ArrayList<>();
  private double lossSum;
  private long lossSteps;

  /** What steps are made of: two views of one object, or one that the other drives. */
  record Steps(Stepper stepper, TrainedWeights update) implements AutoCloseable {

    @Override
    public void close() {
      stepper.close();
    }
  }

  /** Keeps what it gets; {@code draws} if a pass uses the engine's random numbers. */
  TrainingLoop(
      Data data, Job job, Steps steps, Optional<TrajectoryLoss> trajectory, boolean draws) {
    this.job = job;
    update = steps.update();
    stepper = steps.stepper();
    this.trajectory = trajectory;
    this.draws = draws;
    unit = Work.step(job.recipe());
    Examples examples = data.training();
    inputs =
        new BatchInputs(
            examples, new Distortions(data.shape()), job.recipe().augment(), job.seed());
    perEpoch = examples.count() / job.recipe().batch();
    average =
        job.endsInAverage(perEpoch)
            ? Optional.of(new AveragedWeights(job, perEpoch))
            : Optional.empty();
    sampler = new BatchSampler(examples.count(), job.recipe().batch(), job.seed());
  }

  Training run(Objective validation, Snapshots snapshots, Progress progress) {
    stepper.set(job.start().values());
    long begin = begin(snapshots, progress);
    for (long step = begin; ; step++) {
      capture(step);
      if (step > begin && step < job.to() && snapshots.isDue()) {
        snapshots.keep(snapshot(step));
      }
      pause(step, validation, snapshots, progress);
      if (step == job.to()) {
        break;
      }
      progress.watch("loss", step(step));
      progress.done(unit, 1);
      addToAverage(step + 1);
    }
    Point end = end();
    return new Training(
        average.map(AveragedWeights::mean).orElse(end),
        captured,
        history,
        update.masks(),
        OptionalDouble.empty());
  }

  /** Returns the last point, whose loss nobody has computed. */
  private Point end() {
    Point end = point();
    if (end.firstNonFinite() >= 0) {
      throw diverged("a weight became NaN or infinite", Math.max(job.from(), job.to() - 1));
    }
    return end;
  }

  private DivergedException diverged(String what, long step) {
    String message = what + " at step " + step + ", try a lower lr (now at " + rate(step) + ")";
    return new DivergedException(message, step);
  }

  /** Measures where the recipe says so, and stops if that is wanted, with the state kept. */
  private void pause(long step, Objective validation, Snapshots snapshots, Progress progress) {
    try {
      Interrupts.check();
      boolean measured = step == job.to() || job.recipe().validatesAt(step, perEpoch);
      if (measured && lossSteps > 0) {
        note(step, validation, progress);
      }
    } catch (CancellationException e) {
      snapshots.keep(snapshot(step));
      throw e;
    }
  }

  /** Returns the step to begin with, in the state of its snapshot if there is one. */
  private long begin(Snapshots snapshots, Progress progress) {
    Optional<Snapshot> latest = snapshots.latest();
    latest.ifPresentOrElse(this::resume, () -> addToAverage(job.from()));
    long begin = latest.map(Snapshot::step).orElse(job.from());
    if (begin > job.from()) {
      progress.skip(unit, begin - job.from());
    }
    return begin;
  }

  private void resume(Snapshot snapshot) {
    stepper.set(snapshot.weights().values());
    List<Point> moments = snapshot.moments();
    int own = moments.size() - (average.isPresent() ? AveragedWeights.PARTS : 0);
    average.ifPresent(mean -> mean.resume(moments.subList(own, moments.size())));
    trajectory.ifPresent(past -> past.resume(snapshot.outputs().orElseThrow()));
    update.resume(snapshot.withMoments(moments.subList(0, own)), snapshot.step() - job.from());
    captured.putAll(snapshot.captured());
    history.addAll(snapshot.history());
    lossSum = snapshot.lossSum();
    lossSteps = snapshot.lossSteps();
  }

  private Snapshot snapshot(long step) {
    List<Point> moments = new ArrayList<>();
    update.moments().forEach(m -> moments.add(Point.of(job.start().layout(), m)));
    average.ifPresent(mean -> moments.addAll(mean.state()));
    return new Snapshot(
        step,
        point(),
        moments,
        lossSum,
        lossSteps,
        history,
        captured,
        update.masks(),
        trajectory.map(TrajectoryLoss::state));
  }

  private double step(long step) {
    int[] chosen = sampler.batch(step);
    if (draws) {
      JniUtils.setSeed(Seeds.mix(job.seed(), step));
    }
    update.begin(rate(step));
    trajectory.ifPresent(past -> past.begin(step));
    double loss = stepper.step(chosen, inputs.of(chosen, step));
    if (!Double.isFinite(loss)) {
      throw diverged("loss became " + loss, step);
    }
    lossSum += loss;
    lossSteps++;
    return loss;
  }

  private double rate(long step) {
    return job.recipe().rate(step, perEpoch);
  }

  private void note(long step, Objective validation, Progress progress) {
    history.add(new Training.Moment(step, lossSum / lossSteps, validation.score(point())));
    watch(history.get(history.size() - 1).validation(), progress);
    lossSum = 0;
    lossSteps = 0;
  }

  private static void watch(Score validation, Progress progress) {
    boolean percent = validation.metric() == Metric.ACCURACY;
    progress.watch(
        "validation " + validation.metric().label() + (percent ? " %" : ""),
        percent ? 100 * validation.value() : validation.value());
  }

  private void capture(long step) {
    if (job.captures().contains(step)) {
      captured.put(step, point());
    }
  }

  private void addToAverage(long step) {
    average.ifPresent(mean -> mean.add(step, this::point));
  }

  private Point point() {
    return Point.build(job.start().layout(), stepper::get);
  }
}
