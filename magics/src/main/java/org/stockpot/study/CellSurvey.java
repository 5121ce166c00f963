package org.stockpot.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.stockpot.barrier.Bends;
import org.stockpot.barrier.CurveOptions;
import org.stockpot.barrier.CurveTraining;
import org.stockpot.curvature.AxialSubspace;
import org.stockpot.curvature.Lanczos;
import org.stockpot.curvature.TraceEstimate;
import org.stockpot.curvature.TraceMethod;
import org.stockpot.similarity.Cka;
import org.stockpot.similarity.Estimator;
import org.stockpot.task.Part;
import org.stockpot.task.PerExample;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Score;
import org.stockpot.task.Task;
import org.stockpot.task.Work;
import org.stockpot.task.analysis.Derivatives;
import org.stockpot.task.analysis.Operators;
import org.stockpot.task.analysis.Representations;
import org.stockpot.task.analysis.Subset;
import org.stockpot.task.analysis.SymmetricOperator;
import org.stockpot.task.replicates.Estimate;
import org.stockpot.task.replicates.Interval;
import org.stockpot.task.replicates.Paired;
import org.stockpot.task.work.NumberCache;
import org.stockpot.weights.Curve;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;

/** Trains and measures the replicates of one cell. */
final class CellSurvey {

  /** The spectrum of one network. */
  static final Work HESSIAN = new Work("Hessian", 50_000);

  /** Where curves are measured between their ends. */
  private static final double[] INSIDE = {0.25, 0.5, 0.75};

  private final Task task;
  private final TaxonomyOptions options;
  private final Progress progress;
  private final NumberCache cache;

  CellSurvey(Task task, TaxonomyOptions options, Progress progress) {
    this.task = task;
    this.options = options;
    this.progress = progress;
    cache = task.as(NumberCache.class).orElse(NumberCache.NONE);
  }

  /** Returns how many curves join replicates in a ring; two are joined once. */
  static int curves(int replicates) {
    return replicates == 2 ? 1 : replicates;
  }

  static Recipe curve(TaxonomyOptions options) {
    return CurveOptions.recipe().withLength(options.curveFor());
  }

  /** Returns what the cell's replicates come to; empty if fewer than two were trained. */
  Optional<TaxonomyCell> measured(
      Load load, Temperature temperature, TaskGrid.Replicates replicates) {
    List<Point> points = replicates.points();
    if (points.size() < 2) {
      return Optional.empty();
    }
    List<Score> training = points.stream().map(task.training()::score).toList();
    List<Score> test = points.stream().map(task.test()::score).toList();
    List<double[]> spectra = points.stream().map(this::spectrum).toList();
    Representations layers =
        task.representations(Subset.of(Part.TEST, options.examples())).orThrow();
    List<float[][]> outputs =
        points.stream().map(at -> layers.rows(at, Representations.OUTPUTS)).toList();
    List<float[][]> probabilities =
        outputs.stream().map(rows -> probabilities(layers, rows)).toList();
    return Optional.of(
        new TaxonomyCell(
            load,
            temperature,
            points.size(),
            replicates.diverged(),
            Estimate.mean(training),
            Estimate.mean(test),
            connectivity(points, training),
            similarity(points, probabilities, Estimator.BIASED),
            similarity(points, outputs, Estimator.UNBIASED),
            logarithm(spectra, 0),
            logarithm(spectra, 1),
            whyEmpty(spectra)));
  }

  /** Returns the largest eigenvalue, NaN if it did not converge, and the trace. */
  private double[] spectrum(Point point) {
    Subset some = Subset.of(Part.TRAINING, options.examples());
    Derivatives derivatives = task.derivatives(some).orThrow();
    int probes = options.probes();
    double[] numbers =
        cache.get(
            List.of("taxonomy spectrum", point.digest(), some.toString(), "probes " + probes),
            () -> {
              SymmetricOperator hessian = Operators.hessian(derivatives, point);
              AxialSubspace all = AxialSubspace.of(Mask.full(point.layout()));
              double top = Lanczos.largest(hessian, Mask.full(point.layout()));
              TraceEstimate trace =
                  TraceEstimate.of(hessian, all, TraceMethod.HUTCHINSON, probes, 1, made -> {});
              return new double[] {top, trace.trace().mean()};
            });
    progress.done(HESSIAN, 1);
    return numbers;
  }

  static Optional<Interval> logarithm(List<double[]> spectra, int place) {
    boolean positive = spectra.stream().allMatch(numbers -> numbers[place] > 0);
    return positive
        ? Optional.of(
            Interval.of(Estimate.of(spectra.stream().map(n -> Math.log(n[place])).toList())))
        : Optional.empty();
  }

  /** Says why logarithms of {@link #spectrum} are none. */
  static String whyEmpty(List<double[]> spectra) {
    List<String> reasons = new ArrayList<>();
    count(reasons, "λ1 did not converge", spectra, numbers -> Double.isNaN(numbers[0]));
    count(reasons, "λ1 is not above 0", spectra, numbers -> numbers[0] <= 0);
    count(reasons, "the trace is not above 0", spectra, numbers -> !(numbers[1] > 0));
    return String.join("; ", reasons);
  }

  private static void count(
      List<String> reasons, String what, List<double[]> spectra, Predicate<double[]> of) {
    long count = spectra.stream().filter(of).count();
    if (count > 0) {
      reasons.add(what + " for " + count + " of " + spectra.size() + " replicates");
    }
  }

  private static float[][] probabilities(Representations layers, float[][] outputs) {
    return Arrays.stream(outputs)
        .map(row -> floats(layers.probabilities(row)))
        .toArray(float[][]::new);
  }

  private static float[] floats(double... values) {
    float[] floats = new float[values.length];
    for (int k = 0; k < values.length; k++) {
      floats[k] = (float) values[k];
    }
    return floats;
  }

  private Interval similarity(List<Point> points, List<float[][]> rows, Estimator estimator) {
    double[][] alignments = Cka.of(rows, estimator);
    List<Paired.Between> pairs = new ArrayList<>();
    for (int a = 0; a < points.size(); a++) {
      for (int b = a + 1; b < points.size(); b++) {
        pairs.add(between(points, a, b, alignments[a][b]));
      }
    }
    return Paired.ofSharing(pairs);
  }

  private static Paired.Between between(List<Point> points, int a, int b, double value) {
    return new Paired.Between(
        points.get(a).digest(), points.get(b).digest(), value, PerExample.NONE);
  }

  private Interval connectivity(List<Point> points, List<Score> training) {
    List<Paired.Between> pairs = new ArrayList<>();
    int n = points.size();
    for (int a = 0; a < curves(n); a++) {
      int b = (a + 1) % n;
      List<Double> errors = new ArrayList<>();
      errors.add(100 * training.get(a).error());
      Curve curve = curve(points.get(a), points.get(b));
      for (double t : INSIDE) {
        errors.add(100 * error(curve.at(t)));
      }
      errors.add(100 * training.get(b).error());
      double connected = connectivity(errors.stream().mapToDouble(e -> e).toArray());
      pairs.add(between(points, a, b, connected));
    }
    return Paired.ofSharing(pairs);
  }

  private Curve curve(Point from, Point to) {
    Mask all = Mask.full(from.layout());
    return CurveTraining.between(from, to, all, task, Bends.THREE, curve(options), 1, progress);
  }

  /** Returns by how much the mean of the ends lies above what differs most from it. */
  static double connectivity(double... errors) {
    double ends = (errors[0] + errors[errors.length - 1]) / 2;
    double farthest = ends;
    for (double error : errors) {
      farthest = Math.abs(error - ends) > Math.abs(farthest - ends) ? error : farthest;
    }
    return ends - farthest;
  }

  /** Returns the training error of a point on a curve, whose statistics are its own. */
  private double error(Point point) {
    boolean anew = task.layout().hasStatistics();
    return task.training().score(anew ? task.recalibrate(point) : point).error();
  }
}
