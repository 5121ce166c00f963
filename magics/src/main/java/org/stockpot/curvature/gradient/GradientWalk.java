package org.stockpot.curvature.gradient;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongConsumer;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.stockpot.task.analysis.Derivatives;
import org.stockpot.task.work.Interrupts;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Point;

/**
 * Steps {@code w <- w - lr ∇L(w)} from a start, which end early where no weight changes any more.
 */
final class GradientWalk {

  private final Derivatives derivatives;
  private final CloudOptions options;
  private final HessianEnds hessian;
  private final double lr;
  private final LongConsumer stepped;
  private final LongConsumer looked;
  private final List<CloudPoint> points = new ArrayList<>();
  private Optional<Point> end = Optional.empty();
  private long diverged = -1;

  private GradientWalk(
      Derivatives derivatives,
      CloudOptions options,
      double lr,
      LongConsumer stepped,
      LongConsumer looked) {
    this.derivatives = derivatives;
    this.options = options;
    hessian = new HessianEnds(derivatives, options.flat());
    this.lr = lr;
    this.stepped = stepped;
    this.looked = looked;
  }

  /** Walks, and returns what was seen in numbers. */
  static double[] numbers(
      Derivatives derivatives,
      CloudOptions options,
      Point start,
      double lr,
      LongConsumer stepped,
      LongConsumer looked) {
    GradientWalk walk = new GradientWalk(derivatives, options, lr, stepped, looked);
    walk.from(start);
    return walk.numbers();
  }

  private void from(Point start) {
    Point at = start;
    for (long step = 0; ; step++) {
      Interrupts.check();
      Point gradient = derivatives.gradient(at);
      Point next = at.minus(gradient.times(lr));
      boolean last = step == options.steps() || next.equals(at);
      boolean finite = gradient.firstNonFinite() < 0 && Double.isFinite(gradient.norm());
      if (!finite || ((last || options.looksAt(step)) && !look(step, at, gradient.norm()))) {
        diverged = step;
        return;
      }
      if (last) {
        end = Optional.of(at).filter(w -> gradient.norm() <= options.stationary());
        return;
      }
      stepped.accept(1);
      at = next;
    }
  }

  /** Looks at a point, and returns whether all is finite there. */
  private boolean look(long step, Point at, double gradient) {
    double loss = derivatives.loss(at);
    if (!Double.isFinite(loss)) {
      return false;
    }
    HessianEnds.Ends ends = hessian.at(at);
    if (ends.isFinite()) {
      points.add(
          new CloudPoint(step, loss, gradient, ends.largest(), ends.least(), ends.converged()));
    }
    looked.accept(1);
    return ends.isFinite();
  }

  private double[] numbers() {
    DoubleStream seen = points.stream().flatMapToDouble(point -> DoubleStream.of(point.numbers()));
    DoubleStream weights =
        end.stream()
            .flatMapToDouble(
                at -> IntStream.range(0, at.layout().size()).mapToDouble(i -> at.at(i)));
    return DoubleStream.concat(
            DoubleStream.concat(DoubleStream.of((double) diverged, points.size()), seen), weights)
        .toArray();
  }

  /** Returns the walk that numbers tell of. */
  static CloudWalk of(double[] numbers, CloudWalk.Setting setting, int number, Layout layout) {
    int count = (int) numbers[1];
    int from = 2 + count * CloudPoint.WIDTH;
    List<CloudPoint> points =
        IntStream.range(0, count)
            .mapToObj(i -> CloudPoint.of(numbers, 2 + i * CloudPoint.WIDTH))
            .toList();
    Optional<Point> end =
        numbers.length == from
            ? Optional.empty()
            : Optional.of(
                Point.build(
                    layout,
                    values -> {
                      for (int i = 0; i < values.length; i++) {
                        values[i] = (float) numbers[from + i];
                      }
                    }));
    long diverged = (long) numbers[0];
    return new CloudWalk(
        setting,
        number,
        points,
        end,
        diverged < 0 ? OptionalLong.empty() : OptionalLong.of(diverged));
  }
}
