package org.stockpot.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.stockpot.task.Availability;
import org.stockpot.task.Distortion;
import org.stockpot.task.DivergedException;
import org.stockpot.task.Job;
import org.stockpot.task.Metric;
import org.stockpot.task.Objective;
import org.stockpot.task.Progress;
import org.stockpot.task.Score;
import org.stockpot.task.Seeds;
import org.stockpot.task.Task;
import org.stockpot.task.Training;
import org.stockpot.task.analysis.Derivatives;
import org.stockpot.task.analysis.PreActivations;
import org.stockpot.task.analysis.Subset;
import org.stockpot.task.work.Interrupts;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;

/**
 * A task whose loss is half the squared distance to a known minimum, and whose training moves a
 * tenth of the way there each step, plus noise of the job's seed. No engine.
 */
public final class Bowl implements Task {

  private final Layout layout;
  private final Point minimum;
  private final List<Job> jobs = new ArrayList<>();

  /** Told the name of each objective that scores a point. */
  public java.util.function.Consumer<String> opened = name -> {};

  /** How many points had their statistics re-estimated. */
  public int recalibrations;

  /** What its units make of examples, if it has any. */
  public Availability<PreActivations> units = Availability.none("a bowl knows no pre-activations");

  /** What happens before each job; may throw. */
  public Runnable beforeJob = () -> {};

  /** Which jobs diverge, at their eighth step. */
  public java.util.function.Predicate<Job> diverges = job -> false;

  public Bowl(Layout layout) {
    this.layout = layout;
    minimum = gaussian(layout, 99);
  }

  public static Point gaussian(Layout layout, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return Point.build(
        layout,
        w -> {
          for (int i = 0; i < w.length; i++) {
            w[i] = (float) (random.nextDouble() + random.nextDouble() - 1);
          }
        });
  }

  public List<Job> jobs() {
    return jobs;
  }

  public Point minimum() {
    return minimum;
  }

  @Override
  public String name() {
    return "bowl";
  }

  @Override
  public SortedMap<String, String> identity() {
    return new TreeMap<>(Map.of("layout", layout.digest(), "minimum", minimum.digest()));
  }

  @Override
  public Layout layout() {
    return layout;
  }

  @Override
  public Metric metric() {
    return Metric.ACCURACY;
  }

  @Override
  public Point init(long seed) {
    return gaussian(layout, seed);
  }

  @Override
  public Optional<Point> pretrained() {
    return Optional.empty();
  }

  @Override
  public long stepsPerEpoch(int batch) {
    return 10;
  }

  @Override
  public Training train(Job job, Progress progress) {
    beforeJob.run();
    jobs.add(job);
    if (diverges.test(job)) {
      long step = job.from() + 7;
      throw new DivergedException("loss became NaN at step " + step, step);
    }
    SortedMap<Long, Point> captured = new TreeMap<>();
    Point w = job.start();
    for (long step = job.from(); ; step++) {
      if (job.captures().contains(step)) {
        captured.put(step, w);
      }
      if (step == job.to()) {
        break;
      }
      Interrupts.check();
      w = step(w, job.mask(), Seeds.mix(job.seed(), step));
      progress.done(1);
    }
    if (w.firstNonFinite() >= 0) {
      throw new DivergedException("loss became NaN", job.to());
    }
    return new Training(w, captured, List.of());
  }

  private Point step(Point from, Mask mask, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return Point.build(
        layout,
        w -> {
          for (int i = 0; i < w.length; i++) {
            double noise = 0.02 * (random.nextDouble() - 0.5);
            w[i] = (float) (from.at(i) + 0.1 * (minimum.at(i) - from.at(i)) + noise);
          }
          mask.zero(w);
        });
  }

  @Override
  public Objective training() {
    return new Measured(point -> score("training", point));
  }

  @Override
  public Objective validation() {
    return new Measured(point -> score("validation", point));
  }

  @Override
  public Objective shifted(Distortion shift) {
    return new Measured(point -> score("shifted", point));
  }

  @Override
  public Objective test() {
    return new Measured(point -> score("test", point));
  }

  private Score score(String objective, Point point) {
    opened.accept(objective);
    double distance = point.distance(minimum);
    double loss = distance * distance / 2 / layout.coordinates();
    return new Score(Metric.ACCURACY, loss, 1 / (1 + loss), 1000);
  }

  /** Derivatives of half the squared distance by the number of coordinates: the identity by it. */
  @Override
  public Availability<PreActivations> preActivations(Subset subset) {
    return units;
  }

  @Override
  public Availability<Derivatives> derivatives(Subset subset) {
    double scale = 1.0 / layout.coordinates();
    return Availability.of(
        new Derivatives() {
          @Override
          public Layout layout() {
            return layout;
          }

          @Override
          public long examples() {
            return 1;
          }

          @Override
          public double[] losses(Point at) {
            double distance = at.distance(minimum);
            return new double[] {distance * distance / 2 * scale};
          }

          @Override
          public Point gradient(Point at) {
            return at.minus(minimum).times(scale);
          }

          @Override
          public Point hessianTimes(Point at, Point direction) {
            return direction.times(scale);
          }

          @Override
          public void perExample(Point at, GradientSink sink) {
            sink.accept(0, gradient(at));
          }
        });
  }

  @Override
  public Point recalibrate(Point point, int batch) {
    recalibrations += layout.hasStatistics() ? 1 : 0;
    return point.withStatisticsOf(minimum);
  }

  @Override
  public void close() {}
}
