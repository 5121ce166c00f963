package org.stockpot.store;

import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.stockpot.task.Score;

/** Entries of scores in a store, and how many of them one session has open. */
final class ScoreEntries {

  private final StoreFiles files;
  private final Duration interval;
  private final boolean fresh;
  private final Consumer<String> notes;
  private final ReuseCounter counter = new ReuseCounter("score");
  private final AtomicInteger open = new AtomicInteger();

  ScoreEntries(StoreFiles files, Duration interval, boolean fresh, Consumer<String> notes) {
    this.files = files;
    this.interval = interval;
    this.fresh = fresh;
    this.notes = notes;
  }

  /** Returns what was asked for. */
  ReuseCounter counter() {
    return counter;
  }

  boolean isAnyOpen() {
    return open.get() > 0;
  }

  /** Notes that scores are open, until {@link #close}. */
  void opened() {
    open.incrementAndGet();
  }

  void close(KeyLock lock) {
    open.decrementAndGet();
    lock.close();
  }

  SortedMap<double[], Score> read(String key, ScoresFormat format) {
    return find(key, format).orElseGet(ScoresFormat::none);
  }

  <T> Optional<T> find(String key, Entry.Format<T> format) {
    return files.find(StorePart.SCORES, key, format, notes);
  }

  <T> void keep(String key, T value, Entry.Format<T> format) {
    files.keep(StorePart.SCORES, key, value, format);
  }

  /** Returns whether open scores must be written again. */
  boolean isDue(long written) {
    return System.nanoTime() - written >= interval.toNanos();
  }

  boolean trusts(String key, double... at) {
    return trusts(counter, key, ScoresFormat.text(at));
  }

  /**
   * Returns whether a part of an entry counts: not what was there before, if all is made afresh.
   */
  boolean trusts(ReuseCounter asked, String key, String part) {
    return !fresh || asked.has(key, part);
  }

  void count(String key, double[] at, boolean found) {
    counter.count(key, ScoresFormat.text(at), found);
  }

  /** Runs work while no other thread or process has the lock of a key. */
  <T> T locked(String key, Supplier<T> work) {
    return files.locked(key, () -> {}, work);
  }

  KeyLock lock(String key) {
    return files.lock(key, () -> {});
  }

  Optional<KeyLock> tryLock(String key) {
    return files.tryLock(key);
  }
}
