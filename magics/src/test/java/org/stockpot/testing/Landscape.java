package org.stockpot.testing;

import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.stockpot.task.Distortion;
import org.stockpot.task.Job;
import org.stockpot.task.Metric;
import org.stockpot.task.Objective;
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

  public Landscape(Layout layout, ToDoubleFunction<Point> loss) {
    this.layout = layout;
    this.loss = loss;
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
    return new Measured(this::score);
  }

  @Override
  public Objective validation() {
    return new Measured(this::score);
  }

  @Override
  public Objective shifted(Distortion shift) {
    return new Measured(this::score);
  }

  @Override
  public Objective test() {
    return new Measured(this::score);
  }

  private Score score(Point point) {
    double value = loss.applyAsDouble(point);
    return new Score(Metric.ACCURACY, value, 1 - value, 100);
  }

  /** Sets every statistic to 7. */
  @Override
  public Point recalibrate(Point point, int batch) {
    return point.withStatisticsOf(Point.build(layout, w -> java.util.Arrays.fill(w, 7f)));
  }

  @Override
  public void close() {}
}
