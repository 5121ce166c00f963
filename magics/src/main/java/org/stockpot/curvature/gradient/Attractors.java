package org.stockpot.curvature.gradient;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.stockpot.task.analysis.Derivatives;
import org.stockpot.task.work.NumberCache;
import org.stockpot.weights.Point;

/**
 * Gathers stationary ends of walks: the end with the shortest gradient is an attractor, and so is,
 * one after the other, each that is not near to one before; all others join the first that they are
 * near to.
 */
final class Attractors {

  private final Derivatives derivatives;
  private final CloudOptions options;
  private final double radius;
  private final NumberCache cache;

  Attractors(Derivatives derivatives, CloudOptions options, double extent, NumberCache cache) {
    this.derivatives = derivatives;
    this.options = options;
    this.cache = cache;
    radius = options.near() * Collections.max(options.b()) * extent * Math.sqrt(2.0 / 3);
  }

  /** Returns the attractors of walks down a loss, those with most walks first. */
  List<Attractor> of(CloudLoss loss, List<CloudWalk> walks) {
    List<CloudWalk> ends =
        new ArrayList<>(walks.stream().filter(w -> w.end().isPresent()).toList());
    ends.sort(Comparator.comparingDouble(w -> w.last().gradient()));
    List<List<CloudWalk>> gathered = new ArrayList<>();
    for (CloudWalk walk : ends) {
      gathered.stream()
          .filter(some -> isNear(some.get(0), walk))
          .findFirst()
          .ifPresentOrElse(
              some -> some.add(walk), () -> gathered.add(new ArrayList<>(List.of(walk))));
    }
    gathered.sort(Comparator.comparingInt(some -> -some.size()));
    return gathered.stream().map(some -> attractor(loss, some)).toList();
  }

  private boolean isNear(CloudWalk first, CloudWalk other) {
    return first.end().orElseThrow().distance(other.end().orElseThrow()) <= radius;
  }

  private Attractor attractor(CloudLoss loss, List<CloudWalk> walks) {
    CloudWalk first = walks.get(0);
    Point at = first.end().orElseThrow();
    HessianEnds.Index index = index(loss, at, first.last());
    return new Attractor(loss, walks, first.last(), index.negative(), index.bound(), at);
  }

  private HessianEnds.Index index(CloudLoss loss, Point at, CloudPoint end) {
    List<String> key =
        List.of(
            "index",
            loss.name(),
            "" + options.flat(),
            "" + options.index(),
            options.subset().toString(),
            at.digest());
    try {
      double[] numbers =
          cache.get(
              key,
              () -> {
                HessianEnds.Index found =
                    new HessianEnds(derivatives, options.flat()).index(at, end, options.index());
                return new double[] {found.negative(), found.bound() ? 1 : 0};
              });
      return new HessianEnds.Index((int) numbers[0], numbers[1] == 1);
    } catch (CancellationException e) {
      // What the ends tell needs no more products.
      boolean negative = CurvatureSign.hasNegative(end.largest(), end.least(), options.flat());
      return new HessianEnds.Index(negative ? 1 : 0, true);
    }
  }
}
