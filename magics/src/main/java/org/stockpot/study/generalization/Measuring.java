package org.stockpot.study.generalization;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToLongFunction;
import org.stockpot.curvature.Lanczos;
import org.stockpot.curvature.gradient.GradientAgreement;
import org.stockpot.similarity.Ranks;
import org.stockpot.task.Availability;
import org.stockpot.task.Job;
import org.stockpot.task.Objective;
import org.stockpot.task.Part;
import org.stockpot.task.Task;
import org.stockpot.task.analysis.Derivatives;
import org.stockpot.task.analysis.Operators;
import org.stockpot.task.analysis.Representations;
import org.stockpot.task.analysis.Subset;
import org.stockpot.task.matrix.SymmetricEigenvalues;
import org.stockpot.task.work.Interrupts;
import org.stockpot.weights.Point;
import org.stockpot.weights.Slot;

/** Takes the measures of one network after the other. */
final class Measuring {

  private static final double TENTH = 0.1;

  private final Task task;
  private final GeneralizationOptions options;
  private final Availability<Objective> training;
  private final Availability<Derivatives> derivatives;
  private final Availability<Derivatives> flow;
  private final Availability<Representations> layers;
  private final Availability<int[]> labels;

  Measuring(Task task, GeneralizationOptions options) {
    this.task = task;
    this.options = options;
    Subset some = options.examples().of(Part.TRAINING, options.seed());
    training = task.objective(some);
    derivatives = task.derivatives(some);
    flow = task.derivatives(Subset.of(Part.TRAINING, 1)).then(Derivatives::ofOutputsAtOnes);
    layers = task.representations(some);
    labels = layers.then(Representations::labels);
  }

  /** Returns why a measure cannot be taken; empty if it can. */
  Optional<String> missing(GeneralizationMeasure measure) {
    Availability<?> needed =
        switch (measure) {
          case NORM, DISTANCE, SPECTRAL -> Availability.of(task);
          case PATH -> flow;
          case SHARPNESS, LARGEST_EIGENVALUE -> derivatives;
          case COHERENCE -> several(derivatives, Derivatives::examples);
          case PAC_BAYES -> training;
          case MARGIN -> labels;
          case EFFECTIVE_RANK, DIFFUSION_ENTROPY -> several(layers, Representations::examples);
        };
    return needed.value().isPresent() ? Optional.empty() : Optional.of(needed.reason());
  }

  private static <T> Availability<T> several(Availability<T> found, ToLongFunction<T> examples) {
    return found.then(
        value ->
            examples.applyAsLong(value) > 1
                ? Availability.of(value)
                : Availability.none("it needs two examples or more, got one"));
  }

  Map<GeneralizationMeasure, Double> of(Job job, Point at) {
    Map<GeneralizationMeasure, Double> found = new EnumMap<>(GeneralizationMeasure.class);
    for (GeneralizationMeasure measure : options.measures()) {
      Interrupts.check();
      if (missing(measure).isEmpty()) {
        OptionalDouble value = of(measure, job, at);
        value.ifPresent(v -> found.put(measure, v));
      }
    }
    return found;
  }

  private OptionalDouble of(GeneralizationMeasure measure, Job job, Point at) {
    double value =
        switch (measure) {
          case NORM -> at.dot(at);
          case DISTANCE -> Math.pow(at.distance(job.start()), 2);
          case SPECTRAL -> spectral(at);
          case PATH -> path(at);
          case SHARPNESS -> sharpness(at, job);
          case LARGEST_EIGENVALUE ->
              Lanczos.largest(Operators.hessian(derivatives.orThrow(), at), job.mask());
          case PAC_BAYES -> pacBayes(at, job);
          case MARGIN -> -margin(at);
          case COHERENCE ->
              -GradientAgreement.of(derivatives.orThrow(), at, job.mask()).coherence();
          case EFFECTIVE_RANK -> Ranks.of(hidden(at)).effectiveRank();
          case DIFFUSION_ENTROPY -> DiffusionEntropy.of(hidden(at));
        };
    return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
  }

  private static double spectral(Point at) {
    double sum = 0;
    for (Slot slot : at.layout().slots()) {
      if (slot.role().isPrunable() && slot.shape().size() > 1) {
        sum += Math.log(largestSquare(at, slot));
      }
    }
    return sum;
  }

  /** Returns the square of the largest singular value of a slot's matrix of outputs by inputs. */
  private static double largestSquare(Point at, Slot slot) {
    int rows = slot.shape().get(0);
    int columns = slot.size() / rows;
    boolean wide = columns > rows;
    int n = wide ? rows : columns;
    double[][] gram = new double[n][];
    for (int i = 0; i < n; i++) {
      gram[i] = new double[i + 1];
      for (int j = 0; j <= i; j++) {
        double sum = 0;
        for (int k = 0; k < (wide ? columns : rows); k++) {
          double a = at.at(slot.offset() + (wide ? i * columns + k : k * columns + i));
          double b = at.at(slot.offset() + (wide ? j * columns + k : k * columns + j));
          sum += a * b;
        }
        gram[i][j] = sum;
      }
    }
    return Arrays.stream(SymmetricEigenvalues.of(gram)).max().orElseThrow();
  }

  private double path(Point at) {
    Point squares =
        Point.build(
                at.layout(),
                values -> {
                  for (int i = 0; i < values.length; i++) {
                    values[i] = at.at(i) * at.at(i);
                  }
                })
            .withStatisticsOf(task.init(0));
    return Math.log(flow.orThrow().loss(squares));
  }

  private double sharpness(Point at, Job job) {
    Derivatives loss = derivatives.orThrow();
    Point gradient = loss.gradient(at).masked(job.mask());
    double norm = gradient.norm();
    return norm == 0
        ? 0
        : loss.loss(at.plus(gradient.times(options.radius() / norm)).withStatisticsOf(at))
            - loss.loss(at);
  }

  private double pacBayes(Point at, Job job) {
    Objective objective = training.orThrow();
    long n = Math.max(1, objective.examples());
    return PacBayes.of(at, job.start(), job.mask(), objective, n, options.draws(), options.seed());
  }

  private double margin(Point at) {
    Representations read = layers.orThrow();
    int[] truth = labels.orThrow();
    double[] margins = new double[read.examples()];
    read.read(
        at,
        Representations.OUTPUTS,
        (i, row) -> {
          double other = Double.NEGATIVE_INFINITY;
          for (int k = 0; k < row.length; k++) {
            other = k == truth[i] ? other : Math.max(other, row[k]);
          }
          margins[i] = row[truth[i]] - other;
        });
    Arrays.sort(margins);
    return margins[(int) (TENTH * (margins.length - 1))];
  }

  private float[][] hidden(Point at) {
    Representations read = layers.orThrow();
    return read.rows(at, read.lastHidden());
  }
}
