package org.stockpot.testing;

import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.stockpot.task.Distortion;
import org.stockpot.task.Job;
import org.stockpot.task.Metric;
import org.stockpot.task.Objective;
import org.stockpot.task.PerExample;
import org.stockpot.task.Progress;
import org.stockpot.task.RecalibrationException;
import org.stockpot.task.Score;
import org.stockpot.task.Task;
import org.stockpot.task.Training;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Point;

/** A task whose loss and error are a known function of the point. It cannot train. */
public final class Landscape implements Task {

  private final Layout layout;
  private final ToDoubleFunction<Point> loss;

  private final int examples;
  private String whyNot = "";

  /** A loss that knows no single examples. */
  public Landscape(Layout layout, ToDoubleFunction<Point> loss) {
    this(layout, 0, loss);
  }

  private Landscape(Layout layout, int examples, ToDoubleFunction<Point> loss) {
    this.layout = layout;
    this.loss = loss;
    this.examples = examples;
  }

  /** An error in [0, 1]: of so many examples, the first ones err, to the nearest number. */
  public static Landscape withExamples(Layout layout, int examples, ToDoubleFunction<Point> error) {
    return new Landscape(layout, examples, error);
  }

  @Override
  public String name() {
    return "landscape";
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
    throw new UnsupportedOperationException("a landscape has no initialisation");
  }

  @Override
  public Optional<Point> pretrained() {
    return Optional.empty();
  }

  @Override
  public long stepsPerEpoch(int batch) {
    return 1;
  }

  @Override
  public Training train(Job job, Progress progress) {
    throw new UnsupportedOperationException("a landscape cannot train");
  }

  @Override
  public Objective training() {
    return new Measured(this::score, this::errors);
  }

  @Override
  public Objective validation() {
    return new Measured(this::score, this::errors);
  }

  @Override
  public Objective shifted(Distortion shift) {
    return new Measured(this::score, this::errors);
  }

  @Override
  public Objective test() {
    return new Measured(this::score, this::errors);
  }

  private Score score(Point point) {
    double value = loss.applyAsDouble(point);
    return examples == 0
        ? new Score(Metric.ACCURACY, value, 1 - value, 100)
        : new Score(Metric.ACCURACY, value, 1 - errors(point).mean(), examples);
  }

  private PerExample errors(Point point) {
    float[] errors = new float[examples];
    long wrong = Math.round(examples * loss.applyAsDouble(point));
    for (int i = 0; i < wrong && examples > 0; i++) {
      errors[i] = 1;
    }
    return PerExample.of(errors);
  }

  /** Returns the same where statistics cannot be re-estimated. */
  public Landscape withoutReEstimation(String reason) {
    Landscape other = new Landscape(layout, examples, loss);
    other.whyNot = reason;
    return other;
  }

  /** Sets every statistic to 7. */
  @Override
  public Point recalibrate(Point point, int batch) {
    if (!whyNot.isEmpty()) {
      throw new RecalibrationException(whyNot);
    }
    return point.withStatisticsOf(Point.build(layout, w -> java.util.Arrays.fill(w, 7f)));
  }

  @Override
  public void close() {}
}
