package org.stockpot.store;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Supplier;
import org.stockpot.task.PerExample;
import org.stockpot.task.Task;
import org.stockpot.weights.Digests;
import org.stockpot.weights.Point;

/** The scores and re-estimated statistics that a store has of a task. */
final class CachedScores {

  /** What is measured of some points. Each has its own bits, and so its own entries. */
  enum Kind {
    /** The only point, at 1. */
    POINT,
    /** At t, the point (1 - t) a + t b. */
    LINE,
    /** At weights c, the point sum_i c_i w_i / sum_i c_i. */
    BLENDS,
    /** The mean prediction of all points, at 1. */
    ENSEMBLE
  }

  private final Task task;
  private final SortedMap<String, String> identity;
  private final ScoreEntries entries;
  private final ReuseCounter statistics = new ReuseCounter("re-estimation");
  private final ReuseCounter numbers = new ReuseCounter("computation");

  CachedScores(Task task, ScoreEntries entries) {
    this.task = task;
    identity = task.identity();
    this.entries = entries;
  }

  /** Returns which scores were asked for. */
  ReuseCounter scores() {
    return entries.counter();
  }

  /** Returns which re-estimated statistics were asked for. */
  ReuseCounter statistics() {
    return statistics;
  }

  /** Returns which numbers were asked for that are no scores. */
  ReuseCounter numbers() {
    return numbers;
  }

  /** Opens the scores of some points, once nobody else has them open. */
  OpenScores open(String split, Kind kind, List<String> points) {
    String key = key("scores", split, kind, points);
    return open(entries.lock(key), key, split, kind, points);
  }

  /**
   * Opens the scores of some points, which may stay open while others are opened. Waits only while
   * nothing is open, so that no two wait for each other.
   *
   * @return empty if someone else has them open and waiting might never end
   */
  Optional<OpenScores> openForLong(String split, Kind kind, List<String> points) {
    if (!entries.isAnyOpen()) {
      return Optional.of(open(split, kind, points));
    }
    String key = key("scores", split, kind, points);
    return entries.tryLock(key).map(lock -> open(lock, key, split, kind, points));
  }

  private OpenScores open(KeyLock lock, String key, String split, Kind kind, List<String> points) {
    ScoresFormat format = new ScoresFormat(provenance(split, kind, points), task.metric());
    try {
      OpenScores scores = new OpenScores(entries, lock, key, format);
      entries.opened();
      return scores;
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private String key(String what, String split, Kind kind, List<String> points) {
    return Digests.of(what, identity.toString(), split, kind.name(), points.toString());
  }

  private Provenance provenance(String split, Kind kind, List<String> points) {
    Map<String, Object> tree = ofTask();
    tree.put("examples", split);
    tree.put("of", kind.name().toLowerCase(Locale.ROOT));
    tree.put("points", points);
    return new Provenance(tree);
  }

  private Map<String, Object> ofTask() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("task", task.name());
    tree.put("identity", identity);
    return tree;
  }

  /** Returns the errors by example of one point or an ensemble, measured only if not known. */
  PerExample errors(String split, Kind kind, List<String> points, Supplier<PerExample> measure) {
    String key = key("errors", split, kind, points);
    ErrorsFormat format = new ErrorsFormat(provenance(split, kind, points));
    return entries.locked(key, () -> errors(key, format, measure));
  }

  private PerExample errors(String key, ErrorsFormat format, Supplier<PerExample> measure) {
    Optional<PerExample> found = found(scores(), key, format);
    PerExample errors = found.orElseGet(measure);
    if (errors.count() == 0) {
      return errors;
    }
    if (found.isEmpty()) {
      entries.keep(key, errors, format);
    }
    scores().count(key, "", found.isPresent());
    return errors;
  }

  /** Returns numbers that are no scores, computed only if they are not known. */
  double[] numbers(List<String> of, Supplier<double[]> compute) {
    String key = Digests.of("numbers", identity.toString(), of.toString());
    Map<String, Object> tree = ofTask();
    tree.put("of", of);
    NumbersFormat format = new NumbersFormat(new Provenance(tree));
    return entries.locked(key, () -> numbers(key, format, compute));
  }

  private double[] numbers(String key, NumbersFormat format, Supplier<double[]> compute) {
    Optional<List<Double>> found = found(numbers, key, format);
    List<Double> all = found.orElseGet(() -> Arrays.stream(compute.get()).boxed().toList());
    if (found.isEmpty()) {
      entries.keep(key, all, format);
    }
    numbers.count(key, "", found.isPresent());
    return all.stream().mapToDouble(d -> d).toArray();
  }

  private <T> Optional<T> found(ReuseCounter asked, String key, Entry.Format<T> format) {
    return entries.trusts(asked, key, "") ? entries.find(key, format) : Optional.empty();
  }

  /** Returns a point with its statistics re-estimated, by the task only if they are not known. */
  Point recalibrated(Point point, int batch) {
    if (!point.layout().hasStatistics()) {
      return task.recalibrate(point, batch);
    }
    String key = Digests.of("statistics", identity.toString(), point.digest(), "" + batch);
    Map<String, Object> tree = ofTask();
    tree.put("point", point.digest());
    tree.put("batch", batch);
    StatisticsFormat format = new StatisticsFormat(point, new Provenance(tree));
    return entries.locked(key, () -> recalibrated(point, batch, key, format));
  }

  private Point recalibrated(Point point, int batch, String key, StatisticsFormat format) {
    Optional<Point> found = found(statistics, key, format);
    Point made = found.orElseGet(() -> task.recalibrate(point, batch));
    if (found.isEmpty() && made.firstNonFinite() < 0) {
      entries.keep(key, made, format);
    }
    statistics.count(key, "", found.isPresent());
    return made;
  }
}
