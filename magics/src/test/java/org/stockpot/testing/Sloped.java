package org.stockpot.testing;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.stockpot.task.Availability;
import org.stockpot.task.Distortion;
import org.stockpot.task.Job;
import org.stockpot.task.Metric;
import org.stockpot.task.Objective;
import org.stockpot.task.Progress;
import org.stockpot.task.Task;
import org.stockpot.task.Training;
import org.stockpot.task.analysis.Derivatives;
import org.stockpot.task.analysis.Subset;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Point;

/** A task that also knows the gradient of its loss, in closed form. */
public record Sloped(Task task, UnaryOperator<Point> gradient) implements Task {

  @Override
  public Availability<Derivatives> derivatives(Subset subset) {
    return Availability.of(new OfLoss());
  }

  private final class OfLoss implements Derivatives {

    @Override
    public Layout layout() {
      return task.layout();
    }

    @Override
    public long examples() {
      return 1;
    }

    @Override
    public double[] losses(Point at) {
      return new double[] {task.training().score(at).loss()};
    }

    @Override
    public Point gradient(Point at) {
      return gradient.apply(at);
    }

    @Override
    public Point hessianTimes(Point at, Point direction) {
      throw new UnsupportedOperationException("only slopes are known");
    }

    @Override
    public void perExample(Point at, GradientSink sink) {
      sink.accept(0, gradient(at));
    }
  }

  @Override
  public String name() {
    return task.name();
  }

  @Override
  public Layout layout() {
    return task.layout();
  }

  @Override
  public Metric metric() {
    return task.metric();
  }

  @Override
  public Point init(long seed) {
    return task.init(seed);
  }

  @Override
  public Optional<Point> pretrained() {
    return Optional.empty();
  }

  @Override
  public long stepsPerEpoch(int batch) {
    return task.stepsPerEpoch(batch);
  }

  @Override
  public Training train(Job job, Progress progress) {
    return task.train(job, progress);
  }

  @Override
  public Objective training() {
    return task.training();
  }

  @Override
  public Objective validation() {
    return task.validation();
  }

  @Override
  public Objective test() {
    return task.test();
  }

  @Override
  public Objective shifted(Distortion shift) {
    return task.shifted(shift);
  }

  @Override
  public Point recalibrate(Point point, int batch) {
    return task.recalibrate(point, batch);
  }

  @Override
  public void close() {}
}
