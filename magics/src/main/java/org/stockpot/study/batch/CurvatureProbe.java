package org.stockpot.study.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.stockpot.curvature.AxialSubspace;
import org.stockpot.curvature.Lanczos;
import org.stockpot.curvature.TraceEstimate;
import org.stockpot.curvature.TraceMethod;
import org.stockpot.curvature.gradient.GradientAgreement;
import org.stockpot.task.Availability;
import org.stockpot.task.Job;
import org.stockpot.task.Part;
import org.stockpot.task.Progress;
import org.stockpot.task.Task;
import org.stockpot.task.Work;
import org.stockpot.task.analysis.Derivatives;
import org.stockpot.task.analysis.Operators;
import org.stockpot.task.analysis.OptimizerMoments;
import org.stockpot.task.analysis.Subset;
import org.stockpot.task.analysis.SymmetricOperator;
import org.stockpot.task.optimizer.Preconditioner;
import org.stockpot.task.optimizer.Stability;
import org.stockpot.task.replicates.Estimate;
import org.stockpot.task.work.NumberCache;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;

/** Measures curvature and noise at points of a training. */
final class CurvatureProbe {

  static final Work WORK = new Work("probe", 50_000);

  /** Products for each trace. */
  private static final int TRACE = 10;

  /** How often a point is measured to tell how long one takes. */
  private static final int WARM = 3;

  private final Task task;
  private final Subset examples;
  private final Progress progress;
  private final Availability<Derivatives> derivatives;
  private final NumberCache cache;
  private boolean withoutMoments;

  CurvatureProbe(Task task, BatchLawOptions options, Progress progress) {
    this.task = task;
    this.progress = progress;
    examples = options.examples().of(Part.TRAINING, 0);
    derivatives =
        task.layout().hasStatistics()
            ? Availability.none(
                "its normalisations use statistics of each batch, so that steps descend another"
                    + " loss than the one whose derivatives are known")
            : task.derivatives(examples);
    cache = task.as(NumberCache.class).orElse(NumberCache.NONE);
  }

  /** Returns what could not be measured and why. */
  List<String> missing() {
    List<String> missing = new ArrayList<>();
    if (derivatives.value().isEmpty()) {
      missing.add("Curvature and noise are not measured: " + derivatives.reason() + ".");
    }
    if (withoutMoments) {
      missing.add(
          "Sharpness is not known, as trainings of this task do not show their optimizer's"
              + " moments.");
    }
    return missing;
  }

  /** Returns how often a training is walked: once more, where moments are wanted. */
  int walks(Stability stability) {
    return derivatives.value().isPresent() && stability.preconditioner().isPresent() ? 2 : 1;
  }

  /** Says that the probes of a training do not come. */
  void skip(Job job, int probes, Stability stability) {
    progress.skip(WORK, probes);
    if (walks(stability) > 1) {
      progress.skip(Work.step(job.recipe()), job.steps());
    }
  }

  /** Returns the seconds that a point takes. */
  double seconds(Point at, Stability stability) {
    if (derivatives.value().isEmpty()) {
      return 0;
    }
    Derivatives loss = derivatives.value().get();
    double least = Double.POSITIVE_INFINITY;
    // The first ones prepare what others use.
    for (int i = 0; i < WARM; i++) {
      long began = System.nanoTime();
      spectrum(loss, at);
      gradients(loss, at);
      if (walks(stability) > 1) {
        Lanczos.largest(Operators.hessian(loss, at), Mask.full(at.layout()));
      }
      least = Math.min(least, (System.nanoTime() - began) / 1e9);
    }
    return least;
  }

  /** Measures the points of a training. */
  List<BatchLawProbe> of(Job job, SortedMap<Long, Point> points, Stability stability) {
    Optional<Moments> moments =
        walks(stability) > 1 ? Optional.of(new Moments(job, points)) : Optional.empty();
    List<BatchLawProbe> probes = new ArrayList<>();
    points.forEach((step, at) -> probes.add(probe(step, at, stability, moments)));
    moments.ifPresent(Moments::end);
    return probes;
  }

  private BatchLawProbe probe(long step, Point at, Stability stability, Optional<Moments> moments) {
    double loss = task.training().score(at).loss();
    BatchLawProbe probe =
        derivatives
            .value()
            .map(
                d -> {
                  double[] spectrum = spectrum(d, at);
                  OptionalDouble largest = known(spectrum[0]);
                  OptionalDouble sharpness =
                      stability.preconditioner().isPresent()
                          ? known(preconditioned(d, at, step, stability, moments.orElseThrow()))
                          : known(spectrum[0] + stability.decay());
                  Estimate trace = new Estimate(spectrum[1], spectrum[2], TRACE);
                  return new BatchLawProbe(
                      step, loss, largest, sharpness, Optional.of(trace), gradients(d, at));
                })
            .orElseGet(
                () ->
                    new BatchLawProbe(
                        step,
                        loss,
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        Optional.empty(),
                        Optional.empty()));
    progress.done(WORK, 1);
    return probe;
  }

  private static OptionalDouble known(double value) {
    return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /** Returns λ1, NaN if it did not converge, and the trace with its standard deviation. */
  private double[] spectrum(Derivatives loss, Point at) {
    return cache.get(
        List.of("batch law spectrum", at.digest(), examples.toString()),
        () -> {
          SymmetricOperator hessian = Operators.hessian(loss, at);
          Mask all = Mask.full(at.layout());
          Estimate trace =
              TraceEstimate.of(
                      hessian, AxialSubspace.of(all), TraceMethod.HUTCHINSON, TRACE, 1, made -> {})
                  .trace();
          return new double[] {Lanczos.largest(hessian, all), trace.mean(), trace.sd()};
        });
  }

  private Optional<GradientAgreement> gradients(Derivatives loss, Point at) {
    return loss.examples() < 2
        ? Optional.empty()
        : Optional.of(GradientAgreement.of(loss, at, Mask.full(at.layout()), examples, cache));
  }

  /** Returns the largest eigenvalue of P^-½ (H + d I) P^-½; NaN if it is not known. */
  private double preconditioned(
      Derivatives loss, Point at, long step, Stability stability, Moments moments) {
    if (step == 0) {
      return Double.NaN;
    }
    double[] found =
        cache.get(
            List.of("preconditioned eigenvalue", moments.key(step), examples.toString()),
            () -> {
              List<Point> known = moments.get().getOrDefault(step, List.of());
              if (known.isEmpty()) {
                return new double[] {Double.NaN, 0};
              }
              Point scale = scale(known, stability.preconditioner().orElseThrow(), step);
              SymmetricOperator scaled =
                  Operators.scaled(Operators.hessian(loss, at), stability.decay(), scale);
              return new double[] {Lanczos.largest(scaled, Mask.full(at.layout())), 1};
            });
    withoutMoments |= found[1] == 0;
    return found[0];
  }

  /** Returns P^-½. */
  private static Point scale(List<Point> moments, Preconditioner preconditioner, long step) {
    float[][] numbers = moments.stream().map(Point::toArray).toArray(float[][]::new);
    return Point.build(
        moments.get(0).layout(),
        values -> {
          for (int i = 0; i < values.length; i++) {
            values[i] = (float) (1 / Math.sqrt(preconditioner.at(numbers, i, step)));
          }
        });
  }

  /** The moments of a training, which is run once more where one is asked for. */
  private final class Moments {

    private final Job job;
    private final SortedMap<Long, Point> points;
    private Optional<SortedMap<Long, List<Point>>> known = Optional.empty();

    Moments(Job job, SortedMap<Long, Point> points) {
      this.job = job;
      this.points = points;
    }

    String key(long step) {
      return job.until(step, new TreeSet<>()).digest();
    }

    SortedMap<Long, List<Point>> get() {
      if (known.isEmpty()) {
        SortedSet<Long> behind = new TreeSet<>(points.tailMap(job.from() + 1).keySet());
        known = Optional.of(OptimizerMoments.of(task, job, points, behind, progress));
      }
      return known.get();
    }

    /** Says that no steps come, if none were made. */
    void end() {
      if (known.isEmpty()) {
        progress.skip(Work.step(job.recipe()), job.steps());
      }
    }
  }
}
