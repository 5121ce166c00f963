package org.stockpot.testing;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import org.stockpot.task.Availability;
import org.stockpot.task.Distortion;
import org.stockpot.task.Job;
import org.stockpot.task.Metric;
import org.stockpot.task.Objective;
import org.stockpot.task.Progress;
import org.stockpot.task.Score;
import org.stockpot.task.Task;
import org.stockpot.task.Training;
import org.stockpot.task.analysis.Derivatives;
import org.stockpot.task.analysis.Subset;
import org.stockpot.task.work.Interrupts;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Point;
import org.stockpot.weights.Role;

/**
 * A user's task with derivatives in closed form, of a loss that is a sum over coordinates: w⁴ by
 * default, or w⁴ - 2 w², with minima at ±1 and a maximum at 0. One example. Training is gradient
 * descent.
 */
public final class Quartic implements Task {

  private final Layout layout;
  private final double wells;

  /** How many gradients are computed before the thread is interrupted; 0 for no interrupt. */
  public int gradientsUntilInterrupt;

  /** The sum of w⁴ over a number of coordinates. */
  public Quartic(int coordinates) {
    this(coordinates, 0);
  }

  private Quartic(int coordinates, double wells) {
    layout = Layout.builder().add("w", Role.WEIGHT, coordinates, 1).build();
    this.wells = wells;
  }

  /** The sum of w⁴ - 2 w². */
  public static Quartic wells(int coordinates) {
    return new Quartic(coordinates, 2);
  }

  public Point point(double... values) {
    return Golden.point(layout, values);
  }

  @Override
  public String name() {
    return "quartic";
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
    return Bowl.gaussian(layout, seed);
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
    SortedMap<Long, Point> captured = new TreeMap<>();
    Point w = job.start();
    for (long step = job.from(); ; step++) {
      if (job.captures().contains(step)) {
        captured.put(step, w);
      }
      if (step == job.to()) {
        return new Training(w, captured, List.of());
      }
      w = w.minus(steepness(w).times(0.01));
    }
  }

  private Point steepness(Point at) {
    return each(at, w -> 4 * w * w * w - 2 * wells * w);
  }

  private static Point each(Point at, DoubleUnaryOperator formula) {
    return Point.build(
        at.layout(),
        values -> {
          for (int i = 0; i < values.length; i++) {
            values[i] = (float) formula.applyAsDouble(at.at(i));
          }
        });
  }

  private double value(Point at) {
    double sum = 0;
    for (int i = 0; i < layout.size(); i++) {
      double square = (double) at.at(i) * at.at(i);
      sum += square * square - wells * square;
    }
    return sum;
  }

  private Objective objective() {
    return new Measured(point -> new Score(Metric.ACCURACY, value(point), 0.5, 1));
  }

  @Override
  public Objective training() {
    return objective();
  }

  @Override
  public Objective validation() {
    return objective();
  }

  @Override
  public Objective test() {
    return objective();
  }

  @Override
  public Objective shifted(Distortion shift) {
    return objective();
  }

  @Override
  public Availability<Derivatives> derivatives(Subset subset) {
    return Availability.of(new ClosedForm());
  }

  @Override
  public Point recalibrate(Point point, int batch) {
    return point;
  }

  @Override
  public void close() {}

  private final class ClosedForm implements Derivatives {

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
      return new double[] {value(at)};
    }

    @Override
    public Point gradient(Point at) {
      if (gradientsUntilInterrupt > 0 && --gradientsUntilInterrupt == 0) {
        Thread.currentThread().interrupt();
      }
      Interrupts.check();
      return steepness(at);
    }

    @Override
    public Point hessianTimes(Point at, Point direction) {
      Point curved = each(at, w -> 12 * w * w - 2 * wells);
      return Point.build(
          layout,
          values -> {
            for (int i = 0; i < values.length; i++) {
              values[i] = curved.at(i) * direction.at(i);
            }
          });
    }

    @Override
    public void perExample(Point at, GradientSink sink) {
      sink.accept(0, gradient(at));
    }
  }
}
