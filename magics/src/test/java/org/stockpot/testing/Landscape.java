package org.stockpot.testing;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.stockpot.task.Distortion;
import org.stockpot.task.Job;
import org.stockpot.task.Metric;
import org.stockpot.task.Objective;
import org.stockpot.task.PerExample;
import org.stockpot.task.Progress;
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
  private final Function<Point, PerExample> errors;

  /** What happens before statistics are re-estimated; may throw. */
  public Runnable beforeRecalibrate = () -> {};

  /** A loss that knows no single examples. */
  public Landscape(Layout layout, ToDoubleFunction<Point> loss) {
    this(layout, loss, 100, point -> PerExample.NONE);
  }

  private Landscape(
      Layout layout,
      ToDoubleFunction<Point> loss,
      int examples,
      Function<Point, PerExample> errors) {
    this.layout = layout;
    this.loss = loss;
    this.examples = examples;
    this.errors = errors;
  }

  /** Returns a landscape whose error is the mean of known errors of single examples. */
  public static Landscape ofExamples(Layout layout, Function<Point, float[]> errors) {
    Function<Point, PerExample> known = point -> PerExample.of(errors.apply(point));
    int count = errors.apply(Point.build(layout, w -> {})).length;
    return new Landscape(layout, point -> known.apply(point).mean(), count, known);
  }

  /** An error in [0, 1]: of so many examples, the first ones err, to the nearest number. */
  public static Landscape withExamples(Layout layout, int examples, ToDoubleFunction<Point> error) {
    return ofExamples(layout, point -> first(examples, error.applyAsDouble(point)));
  }

  private static float[] first(int examples, double share) {
    float[] errors = new float[examples];
    Arrays.fill(errors, 0, (int) Math.round(examples * share), 1);
    return errors;
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
    return new Measured(this::score, errors);
  }

  @Override
  public Objective validation() {
    return new Measured(this::score, errors);
  }

  @Override
  public Objective shifted(Distortion shift) {
    return new Measured(this::score, errors);
  }

  @Override
  public Objective test() {
    return new Measured(this::score, errors);
  }

  private Score score(Point point) {
    double value = loss.applyAsDouble(point);
    return new Score(Metric.ACCURACY, value, 1 - value, examples);
  }

  /** Sets every statistic to 7. */
  @Override
  public Point recalibrate(Point point, int batch) {
    beforeRecalibrate.run();
    return point.withStatisticsOf(Point.build(layout, w -> java.util.Arrays.fill(w, 7f)));
  }

  @Override
  public void close() {}
}
