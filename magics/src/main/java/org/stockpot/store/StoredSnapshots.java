package org.stockpot.store;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.stockpot.task.Snapshot;
import org.stockpot.task.Snapshots;

/** The snapshots of one training. The last is kept; its forerunner goes when it is whole. */
final class StoredSnapshots implements Snapshots {

  private final Store store;
  private final String key;
  private final SnapshotFormat format;
  private final Duration interval;
  private final Consumer<String> notes;
  private long last = System.nanoTime();
  private boolean resumed;

  StoredSnapshots(
      Store store, String key, SnapshotFormat format, Duration interval, Consumer<String> notes) {
    this.store = store;
    this.key = key;
    this.format = format;
    this.interval = interval;
    this.notes = notes;
  }

  @Override
  public Optional<Snapshot> latest() {
    Optional<Snapshot> latest = store.trainings().latest(key, format, notes);
    resumed = latest.isPresent();
    last = System.nanoTime();
    return latest;
  }

  /** Returns whether there was a state to go on from. */
  boolean resumed() {
    return resumed;
  }

  @Override
  public boolean isDue() {
    return System.nanoTime() - last >= interval.toNanos();
  }

  @Override
  public void keep(Snapshot snapshot) {
    store.trainings().keep(key, snapshot, format);
    last = System.nanoTime();
  }
}
