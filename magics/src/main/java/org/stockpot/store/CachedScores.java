package org.stockpot.store;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.stockpot.task.PerExample;
import org.stockpot.task.Score;
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

  private final Store store;
  private final Task task;
  private final SortedMap<String, String> identity;
  private final Duration interval;
  private final boolean fresh;
  private final Consumer<String> notes;
  private final ReuseCounter tally = new ReuseCounter("score");
  private final ReuseCounter statistics = new ReuseCounter("re-estimation");
  private final AtomicInteger open = new AtomicInteger();

  CachedScores(Store store, Task task, Duration interval, boolean fresh, Consumer<String> notes) {
    this.store = store;
    this.task = task;
    identity = task.identity();
    this.interval = interval;
    this.fresh = fresh;
    this.notes = notes;
  }

  ReuseCounter tally() {
    return tally;
  }

  ReuseCounter statistics() {
    return statistics;
  }

  /** Opens the scores of some points, once nobody else has them open. */
  OpenScores open(String split, Kind kind, List<String> points) {
    String key = key(split, kind, points);
    return sheet(store.lock(key, () -> {}), key, split, kind, points);
  }

  /**
   * Opens the scores of some points, which may stay open while others are opened. Waits only while
   * nothing is open, so that no two wait for each other.
   *
   * @return empty if someone else has them open and waiting might never end
   */
  Optional<OpenScores> openForLong(String split, Kind kind, List<String> points) {
    if (open.get() == 0) {
      return Optional.of(open(split, kind, points));
    }
    String key = key(split, kind, points);
    return store.tryLock(key).map(lock -> sheet(lock, key, split, kind, points));
  }

  private OpenScores sheet(KeyLock lock, String key, String split, Kind kind, List<String> points) {
    Map<String, Object> page = page();
    page.put("examples", split);
    page.put("of", kind.name().toLowerCase(Locale.ROOT));
    page.put("points", points);
    ScoresFormat format = new ScoresFormat(new Provenance(page), task.metric());
    try {
      OpenScores sheet = new OpenScores(this, lock, key, format);
      open.incrementAndGet();
      return sheet;
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /** Closes what {@link #open} opened. */
  void close(KeyLock lock) {
    open.decrementAndGet();
    lock.close();
  }

  private String key(String split, Kind kind, List<String> points) {
    return Digests.of("scores", identity.toString(), split, kind.name(), points.toString());
  }

  private Map<String, Object> page() {
    Map<String, Object> page = new LinkedHashMap<>();
    page.put("task", task.name());
    page.put("identity", identity);
    return page;
  }

  SortedMap<double[], Score> read(String key, ScoresFormat format) {
    return store.find(Store.Part.SCORES, key, format, notes).orElseGet(ScoresFormat::none);
  }

  void write(String key, SortedMap<double[], Score> scores, ScoresFormat format) {
    store.keep(Store.Part.SCORES, key, scores, format);
  }

  boolean isDue(long written) {
    return System.nanoTime() - written >= interval.toNanos();
  }

  boolean trusts(String key, double... at) {
    return !fresh || tally.has(key, ScoresFormat.text(at));
  }

  void count(String key, double[] at, boolean found) {
    tally.count(key, ScoresFormat.text(at), found);
  }

  /** Returns the errors by example of one point or an ensemble, measured only if not known. */
  PerExample errors(String split, Kind kind, List<String> points, Supplier<PerExample> measure) {
    String key = Digests.of("errors", identity.toString(), split, kind.name(), points.toString());
    Map<String, Object> page = page();
    page.put("examples", split);
    page.put("of", kind.name().toLowerCase(Locale.ROOT));
    page.put("points", points);
    ErrorsFormat format = new ErrorsFormat(new Provenance(page));
    return store.locked(key, () -> {}, () -> errors(key, format, measure));
  }

  private PerExample errors(String key, ErrorsFormat format, Supplier<PerExample> measure) {
    boolean trusted = !fresh || tally.has(key, "");
    Optional<PerExample> found =
        trusted ? store.find(Store.Part.SCORES, key, format, notes) : Optional.empty();
    PerExample errors = found.orElseGet(measure);
    if (errors.count() == 0) {
      return errors;
    }
    if (found.isEmpty()) {
      store.keep(Store.Part.SCORES, key, errors, format);
    }
    tally.count(key, "", found.isPresent());
    return errors;
  }

  /** Returns a point with its statistics re-estimated, by the task only if they are not known. */
  Point recalibrated(Point point, int batch) {
    if (!point.layout().hasStatistics()) {
      return task.recalibrate(point, batch);
    }
    String key = Digests.of("statistics", identity.toString(), point.digest(), "" + batch);
    Map<String, Object> page = page();
    page.put("point", point.digest());
    page.put("batch", batch);
    StatisticsFormat format = new StatisticsFormat(point, new Provenance(page));
    return store.locked(key, () -> {}, () -> recalibrated(point, batch, key, format));
  }

  private Point recalibrated(Point point, int batch, String key, StatisticsFormat format) {
    boolean trusted = !fresh || statistics.has(key, "");
    Optional<Point> found =
        trusted ? store.find(Store.Part.SCORES, key, format, notes) : Optional.empty();
    Point made = found.orElseGet(() -> task.recalibrate(point, batch));
    if (found.isEmpty() && made.firstNonFinite() < 0) {
      store.keep(Store.Part.SCORES, key, made, format);
    }
    statistics.count(key, "", found.isPresent());
    return made;
  }
}
