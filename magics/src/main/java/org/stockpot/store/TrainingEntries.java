package org.stockpot.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.stockpot.task.DivergedException;
import org.stockpot.task.Snapshot;
import org.stockpot.task.Training;

/**
 * The trainings of a store: those that are finished, how others diverged, and the snapshots of
 * those that were stopped.
 *
 * @param files where they are
 */
record TrainingEntries(StoreFiles files) {

  private static final Pattern STEP = Pattern.compile("\\d{1,18}");

  /** Returns the positions whose points a training has, or empty if there is no such training. */
  Optional<SortedSet<Long>> captured(String key) {
    Entry entry = training(key);
    return entry.exists()
        ? Optional.of(files.whole("read", () -> CapturedPoints.positions(entry.place())))
        : Optional.empty();
  }

  Optional<Training> find(String key, TrainingFormat format, Consumer<String> notes) {
    return files.whole(
        "read",
        () -> {
          Optional<Training> found = training(key).read(format, notes);
          if (found.isPresent()) {
            Disk.delete(snapshots(key));
          }
          return found;
        });
  }

  /** Keeps a training. Its snapshots are needed no more. */
  void keep(String key, Training training, TrainingFormat format) {
    if (training.end().firstNonFinite() >= 0) {
      return;
    }
    files.whole(
        "write",
        () -> {
          training(key).write(training, format);
          Disk.delete(snapshots(key));
          return training;
        });
  }

  /** Keeps how a training diverged. Its snapshots are needed no more. */
  void keepDiverged(String key, DivergedException e, DivergedFormat format) {
    files.keep(StorePart.DIVERGED, key, DivergedFormat.Ending.of(e), format);
    files.whole(
        "remove from",
        () -> {
          Disk.delete(snapshots(key));
          return key;
        });
  }

  Optional<Snapshot> latest(String key, SnapshotFormat format, Consumer<String> notes) {
    return files.whole(
        "read",
        () -> {
          for (long step : steps(key)) {
            if (!format.fits(step, snapshot(key, step).place())) {
              continue;
            }
            Optional<Snapshot> snapshot = snapshot(key, step).read(format, notes);
            if (snapshot.isPresent()) {
              return snapshot;
            }
          }
          return Optional.empty();
        });
  }

  /** Keeps a snapshot in place of those before. */
  void keep(String key, Snapshot snapshot, SnapshotFormat format) {
    if (!isFinite(snapshot)) {
      return;
    }
    files.whole(
        "write",
        () -> {
          snapshot(key, snapshot.step()).write(snapshot, format);
          for (long step : steps(key)) {
            if (step != snapshot.step()) {
              snapshot(key, step).remove();
            }
          }
          return snapshot;
        });
  }

  /** Returns whether a state can be written; one that cannot is about to diverge. */
  private static boolean isFinite(Snapshot snapshot) {
    return snapshot.weights().firstNonFinite() < 0
        && snapshot.outputs().stream().allMatch(outputs -> outputs.firstNonFinite() < 0)
        && snapshot.moments().stream().allMatch(moment -> moment.firstNonFinite() < 0);
  }

  /** Returns the steps of a training's snapshots, the latest first. */
  private List<Long> steps(String key) throws IOException {
    return Disk.list(snapshots(key)).stream()
        .map(path -> path.getFileName().toString())
        .filter(name -> STEP.matcher(name).matches())
        .map(Long::valueOf)
        .sorted(Comparator.reverseOrder())
        .toList();
  }

  /** Forgets a training, how it ended, and its snapshots. */
  void forget(String key) {
    files.whole(
        "remove from",
        () -> {
          remove(key);
          return key;
        });
  }

  /** Removes a training, how it ended, and its snapshots. */
  void remove(String key) throws IOException {
    training(key).remove();
    files.entry(StorePart.DIVERGED, key).remove();
    Disk.delete(snapshots(key));
  }

  /** Returns the bytes of a training. */
  long size(String key) throws IOException {
    return Disk.size(training(key).place());
  }

  private Entry training(String key) {
    return files.entry(StorePart.TRAININGS, key);
  }

  private Path snapshots(String key) {
    return files.home().resolve(StorePart.SNAPSHOTS.directory()).resolve(key);
  }

  private Entry snapshot(String key, long step) {
    return files.entry(snapshots(key).resolve(Long.toString(step)), key);
  }
}
