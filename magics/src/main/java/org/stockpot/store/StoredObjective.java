package org.stockpot.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.stockpot.store.CachedScores.Kind;
import org.stockpot.task.Blends;
import org.stockpot.task.Objective;
import org.stockpot.task.PerExample;
import org.stockpot.task.Score;
import org.stockpot.task.ScoreSink;
import org.stockpot.task.work.Interrupts;
import org.stockpot.weights.Line;
import org.stockpot.weights.Point;

/**
 * Measures what a store does not have, and takes the rest from there.
 *
 * @param inner measures
 * @param split on which examples
 * @param scores what the store has
 */
record StoredObjective(Objective inner, String split, CachedScores scores) implements Objective {

  @Override
  public Score score(Point point) {
    return single(Kind.POINT, List.of(point.digest()), () -> inner.score(point));
  }

  @Override
  public long examples() {
    return inner.examples();
  }

  @Override
  public PerExample errors(Point point) {
    Interrupts.check();
    return scores.errors(split, Kind.POINT, List.of(point.digest()), () -> inner.errors(point));
  }

  @Override
  public Score ensemble(Iterable<Point> points) {
    return single(Kind.ENSEMBLE, digests(points), () -> inner.ensemble(points));
  }

  @Override
  public PerExample ensembleErrors(Iterable<Point> points) {
    Interrupts.check();
    List<String> digests = digests(points);
    return scores.errors(split, Kind.ENSEMBLE, digests, () -> inner.ensembleErrors(points));
  }

  private static List<String> digests(Iterable<Point> points) {
    List<String> digests = new ArrayList<>();
    points.forEach(point -> digests.add(point.digest()));
    return digests;
  }

  private Score single(Kind kind, List<String> points, Supplier<Score> measure) {
    Interrupts.check();
    try (OpenScores scored = scores.open(split, kind, points)) {
      return scored.find(1).orElseGet(() -> scored.put(measure.get(), 1));
    }
  }

  @Override
  public void along(Line line, double[] positions, ScoreSink sink) {
    Interrupts.check();
    List<String> points = List.of(line.from().digest(), line.to().digest());
    List<double[]> places = Arrays.stream(positions).mapToObj(t -> new double[] {t}).toList();
    try (OpenScores scored = scores.open(split, Kind.LINE, points)) {
      complete(
          scored,
          places,
          sink,
          (missing, put) -> {
            double[] rest = missing.stream().mapToDouble(i -> positions[i]).toArray();
            inner.along(line, rest, put);
          });
    }
  }

  /** Takes the scores of some places from a scored, and those that it lacks from who measures. */
  private static void complete(
      OpenScores scored,
      List<double[]> places,
      ScoreSink sink,
      BiConsumer<List<Integer>, ScoreSink> measure) {
    List<Integer> missing = new ArrayList<>();
    for (int i = 0; i < places.size(); i++) {
      Optional<Score> known = scored.find(places.get(i));
      if (known.isPresent()) {
        sink.accept(i, known.get());
      } else {
        missing.add(i);
      }
    }
    if (!missing.isEmpty()) {
      ScoreSink put =
          (j, score) -> {
            int i = missing.get(j);
            sink.accept(i, scored.put(score, places.get(i)));
          };
      measure.accept(missing, put);
    }
  }

  @Override
  public Blends blends(List<Point> basis) {
    Interrupts.check();
    return scores
        .openForLong(split, Kind.BLENDS, basis.stream().map(Point::digest).toList())
        .<Blends>map(scored -> new StoredBlends(inner, basis, scored))
        .orElseGet(() -> inner.blends(basis));
  }

  /** Blends of which some are known; those that measure are made for the first that is not. */
  private static final class StoredBlends implements Blends {
    private final Objective inner;
    private final List<Point> basis;
    private final OpenScores scored;
    private Blends missing;
    private int[] order;

    StoredBlends(Objective inner, List<Point> basis, OpenScores scored) {
      this.inner = inner;
      this.basis = List.copyOf(basis);
      this.scored = scored;
      order = IntStream.range(0, basis.size()).toArray();
    }

    @Override
    public Score score(double... weights) {
      Interrupts.check();
      return scored.find(weights).orElseGet(() -> scored.put(measuring().score(weights), weights));
    }

    @Override
    public void scores(List<double[]> weights, ScoreSink sink) {
      Interrupts.check();
      complete(
          scored,
          weights,
          sink,
          (rest, put) -> measuring().scores(rest.stream().map(weights::get).toList(), put));
    }

    @Override
    public void sumInOrder(int... places) {
      order = places.clone();
      if (missing != null) {
        missing.sumInOrder(order);
      }
    }

    private Blends measuring() {
      if (missing == null) {
        missing = inner.blends(basis);
        missing.sumInOrder(order);
      }
      return missing;
    }

    @Override
    public void close() {
      try (scored) {
        if (missing != null) {
          missing.close();
        }
      }
    }
  }
}
