package org.stockpot.curvature.gradient;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stockpot.task.Progress;
import org.stockpot.task.Work;
import org.stockpot.task.analysis.Derivatives;
import org.stockpot.task.analysis.PointSink;
import org.stockpot.task.work.NumberCache;
import org.stockpot.weights.Line;
import org.stockpot.weights.Point;
import org.stockpot.weights.Slot;

/** Allocates the change of the loss between each point that it is handed and the one before. */
final class SegmentAllocations implements PointSink {

  /** Into how many pieces a step is split at most. */
  private static final int MOST_SPLITS = 32;

  private final Derivatives derivatives;
  private final String examples;
  private final NumberCache cache;
  private final Progress progress;
  private final Work gradient;
  private final List<Slot> slots;
  private final List<LcaStep> steps = new ArrayList<>();
  private Optional<Point> last = Optional.empty();
  private long lastStep;
  private Optional<Place> known = Optional.empty();

  SegmentAllocations(
      Derivatives derivatives,
      String examples,
      NumberCache cache,
      Progress progress,
      Work gradient) {
    this.derivatives = derivatives;
    this.examples = examples;
    this.cache = cache;
    this.progress = progress;
    this.gradient = gradient;
    slots = derivatives.layout().trained();
  }

  /** Loss and gradient at a point. */
  private record Place(Point point, double loss, Point gradient) {}

  List<LcaStep> steps() {
    return steps;
  }

  @Override
  public void accept(long step, Point point) {
    last.ifPresent(from -> steps.add(kept(from, point, step)));
    last = Optional.of(point);
    lastStep = step;
  }

  private LcaStep kept(Point from, Point to, long step) {
    List<String> key =
        List.of(
            "loss change allocation",
            LcaStep.TOLERANCE + " " + MOST_SPLITS,
            examples,
            from.digest(),
            to.digest());
    boolean[] computed = {false};
    double[] numbers =
        cache.get(
            key,
            () -> {
              computed[0] = true;
              return allocated(from, to, step).numbers();
            });
    if (!computed[0]) {
      progress.skip(gradient, derivatives.layout().hasStatistics() ? 3 : 2);
    }
    return LcaStep.of(lastStep, step, numbers);
  }

  private LcaStep allocated(Point from, Point to, long step) {
    Place begin = known.filter(place -> place.point().equals(from)).orElseGet(() -> place(from));
    Place end = place(to.withStatisticsOf(from));
    known = end.point().equals(to) ? Optional.of(end) : Optional.empty();
    double after = known.isPresent() ? end.loss() : loss(to);
    Segment segment = new Segment(begin, end);
    segment.refine();
    List<Double> allocated = new ArrayList<>();
    List<Long> helping = new ArrayList<>();
    List<Long> hurting = new ArrayList<>();
    for (Slot slot : slots) {
      double sum = 0;
      long helped = 0;
      long hurt = 0;
      for (int i = slot.offset(); i < slot.end(); i++) {
        double change = segment.change(i);
        sum += change;
        helped += change < 0 ? 1 : 0;
        hurt += change > 0 ? 1 : 0;
      }
      allocated.add(sum);
      helping.add(helped);
      hurting.add(hurt);
    }
    return new LcaStep(
        lastStep,
        step,
        begin.loss(),
        after,
        allocated,
        helping,
        hurting,
        after - end.loss(),
        segment.splits);
  }

  private Place place(Point point) {
    return new Place(point, loss(point), gradient(point));
  }

  private double loss(Point point) {
    double loss = derivatives.loss(point);
    if (!Double.isFinite(loss)) {
      throw new IllegalArgumentException(
          "the loss must be finite at each point of a training, got " + loss);
    }
    return loss;
  }

  private Point gradient(Point point) {
    Point result = derivatives.gradient(point);
    progress.done(gradient, 1);
    return result;
  }

  /** The straight way between two points, and Simpson's sums of gradients on it. */
  private final class Segment {

    private final Place begin;
    private final Place end;
    private final Line line;
    private final double[] even;
    private double[] odd;
    private int splits = 1;

    Segment(Place begin, Place end) {
      this.begin = begin;
      this.end = end;
      line = new Line(begin.point(), end.point());
      even = new double[begin.point().layout().size()];
      odd = new double[even.length];
      add(0.5);
    }

    private void add(double t) {
      Point slope = gradient(line.at(t));
      for (int i = 0; i < odd.length; i++) {
        odd[i] += slope.at(i);
      }
    }

    /** Splits all pieces in half until the sum is right, or there are as many as may be. */
    void refine() {
      while (splits < MOST_SPLITS
          && Math.abs(end.loss() - begin.loss() - sum()) > LcaStep.TOLERANCE) {
        for (int i = 0; i < even.length; i++) {
          even[i] += odd[i];
        }
        odd = new double[even.length];
        splits *= 2;
        progress.plan(gradient, splits);
        for (int piece = 0; piece < splits; piece++) {
          add((piece + 0.5) / splits);
        }
      }
    }

    private double sum() {
      double sum = 0;
      for (Slot slot : slots) {
        for (int i = slot.offset(); i < slot.end(); i++) {
          sum += change(i);
        }
      }
      return sum;
    }

    /** Returns what a parameter is allocated. */
    double change(int i) {
      double ends = (double) begin.gradient().at(i) + end.gradient().at(i);
      double moved = (double) end.point().at(i) - begin.point().at(i);
      return (ends + 4 * odd[i] + 2 * even[i]) / (6 * splits) * moved;
    }
  }
}
