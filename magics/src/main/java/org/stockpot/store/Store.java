package org.stockpot.store;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.stockpot.task.DivergedException;
import org.stockpot.task.Job;
import org.stockpot.task.Snapshot;
import org.stockpot.task.Training;
import org.stockpot.weights.Digests;

/**
 * Trainings, scores and runs in a directory, under a digest of everything that determined them.
 *
 * <pre>
 *   store.json            the layout of this directory
 *   trainings/DIGEST/     training.json history.csv end.safetensors at-STEP.safetensors SHA256SUMS
 *   snapshots/DIGEST/STEP/  the state of an unfinished training, the last two at most
 *   diverged/DIGEST/      diverged.json SHA256SUMS: a training that came to nothing
 *   scores/DIGEST/        scores.json scores.csv SHA256SUMS; or re-estimated statistics:
 *                         statistics.json statistics.safetensors SHA256SUMS
 *   runs/ID/              run.json table.csv SHA256SUMS
 *   damaged/              what was not as it was written
 *   temporary/            what is being written
 * </pre>
 *
 * <p>Any number of threads and processes can share a store: entries appear whole, and who makes one
 * holds its lock.
 */
public final class Store {

  static final String LOCKS = "locks";

  private static final Pattern KEY = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern STEP = Pattern.compile("\\d{1,18}");

  private final Path home;

  private Store(Path home) {
    this.home = home;
  }

  /**
   * Opens a store, or makes one.
   *
   * @param home its directory
   * @return the store
   * @throws StoreException if the directory holds something else, has a layout that this version
   *     does not know, or cannot be written to
   */
  public static Store open(Path home) {
    Store store = new Store(home.toAbsolutePath().normalize());
    store.whole(
        "open",
        () -> {
          StoreLayout.open(store.home);
          store.tidy();
          return store;
        });
    return store;
  }

  /**
   * Returns where the store is.
   *
   * @return an absolute path
   */
  public Path home() {
    return home;
  }

  /**
   * Returns whether the store is still in its directory.
   *
   * @return false if someone removed it
   */
  public boolean exists() {
    return Files.exists(home.resolve(StoreLayout.FILE));
  }

  /** Removes the store with all that it keeps. */
  public void delete() {
    whole(
        "remove",
        () -> {
          Disk.delete(home);
          return home;
        });
  }

  /** Returns whether a text can be a key, and so cannot lead out of the store. */
  static boolean isKey(String text) {
    return KEY.matcher(text).matches();
  }

  /**
   * Returns the key of a training: what it is of, and everything that decides where it ends. Points
   * that are kept on the way are not among that.
   */
  static String key(SortedMap<String, String> identity, Job job) {
    return formerKey(identity, job.capturing(Collections.emptySortedSet()));
  }

  /** Returns the key that a training had when points kept on the way were a part of it. */
  static String formerKey(SortedMap<String, String> identity, Job job) {
    return Digests.of("training", identity.toString(), job.digest());
  }

  /** Returns the positions whose points a training has, or empty if there is no such training. */
  Optional<SortedSet<Long>> captured(String key) {
    Entry entry = training(key);
    return entry.exists()
        ? Optional.of(whole("read", () -> CapturedPoints.positions(entry.place())))
        : Optional.empty();
  }

  Optional<Training> find(String key, TrainingFormat format, Consumer<String> notes) {
    return whole(
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
    whole(
        "write",
        () -> {
          training(key).write(training, format);
          Disk.delete(snapshots(key));
          return training;
        });
  }

  /** Keeps how a training diverged. Its snapshots are needed no more. */
  void keepDiverged(String key, DivergedException e, DivergedFormat format) {
    keep(Part.DIVERGED, key, DivergedFormat.Ending.of(e), format);
    whole(
        "remove from",
        () -> {
          Disk.delete(snapshots(key));
          return key;
        });
  }

  <T> Optional<T> find(Part part, String key, Entry.Format<T> format, Consumer<String> notes) {
    Entry entry = entry(part, key);
    return entry.exists() ? whole("read", () -> entry.read(format, notes)) : Optional.empty();
  }

  <T> void keep(Part part, String key, T value, Entry.Format<T> format) {
    whole(
        "write",
        () -> {
          entry(part, key).write(value, format);
          return value;
        });
  }

  Optional<Snapshot> latest(String key, SnapshotFormat format, Consumer<String> notes) {
    return whole(
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
    whole(
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
    whole(
        "remove from",
        () -> {
          removeTraining(key);
          return key;
        });
  }

  private void removeTraining(String key) throws IOException {
    training(key).remove();
    entry(Part.DIVERGED, key).remove();
    Disk.delete(snapshots(key));
  }

  /** Runs work while no other thread or process has the lock of a key. */
  <T> T locked(String key, Runnable waiting, Supplier<T> work) {
    KeyLock lock = lock(key, waiting);
    try {
      return work.get();
    } finally {
      lock.close();
    }
  }

  /** Waits for the lock of a key; {@code waiting} is told once if others have it. */
  KeyLock lock(String key, Runnable waiting) {
    try {
      return KeyLock.acquire(home.resolve(LOCKS), key, waiting);
    } catch (IOException e) {
      throw failure("lock", e);
    }
  }

  /** Returns the lock of a key, or empty if others have it. */
  Optional<KeyLock> tryLock(String key) {
    try {
      return KeyLock.tryAcquire(home.resolve(LOCKS), key);
    } catch (IOException e) {
      throw failure("lock", e);
    }
  }

  /**
   * Keeps a run in place of one with the same id.
   *
   * @param run the run
   */
  public void keep(Run run) {
    locked(run.id(), () -> {}, () -> whole("write", () -> written(run)));
  }

  private Run written(Run run) throws IOException {
    run(run.id()).write(run, RunFormat.INSTANCE);
    return run;
  }

  /**
   * Returns all runs, the oldest first.
   *
   * @param notes told what was damaged and set aside
   * @return a new list
   */
  public List<Run> runs(Consumer<String> notes) {
    return whole(
        "read",
        () -> {
          List<Run> runs = new ArrayList<>();
          for (Path place : Disk.list(home.resolve("runs"))) {
            String id = place.getFileName().toString();
            if (isKey(id)) {
              run(id).read(RunFormat.INSTANCE, notes).ifPresent(runs::add);
            }
          }
          runs.sort(Comparator.comparing(Run::finished).thenComparing(Run::id));
          return runs;
        });
  }

  /**
   * Removes a run, and those of its trainings and scores that no other run has and nobody works on.
   *
   * @param run the run
   * @return the bytes that are free now
   */
  public long remove(Run run) {
    Set<String> shared = new HashSet<>();
    runs(note -> {}).stream()
        .filter(other -> !other.id().equals(run.id()))
        .forEach(
            other -> {
              shared.addAll(other.trainings());
              shared.addAll(other.scores());
            });
    return whole(
        "remove from",
        () -> {
          long before = Disk.size(home);
          run(run.id()).remove();
          for (String key : run.trainings()) {
            if (!shared.contains(key)) {
              unlessLocked(key, () -> removeTraining(key));
            }
          }
          for (String key : run.scores()) {
            if (!shared.contains(key)) {
              unlessLocked(key, entry(Part.SCORES, key)::remove);
            }
          }
          return before - Disk.size(home);
        });
  }

  /**
   * Returns how much room a run's trainings and scores take.
   *
   * @param run the run
   * @return bytes, those shared with other runs included
   */
  public long size(Run run) {
    return whole(
        "read",
        () -> {
          long size = Disk.size(run(run.id()).place());
          for (String key : run.trainings()) {
            size += Disk.size(training(key).place());
          }
          for (String key : run.scores()) {
            size += Disk.size(entry(Part.SCORES, key).place());
          }
          return size;
        });
  }

  /**
   * Returns how much room a part of the store takes.
   *
   * @param part which
   * @return bytes
   */
  public long size(Part part) {
    return whole("read", () -> Disk.size(home.resolve(part.directory())));
  }

  /**
   * Returns how many entries a part of the store has.
   *
   * @param part which
   * @return a count
   */
  public int count(Part part) {
    return whole("read", () -> Disk.list(home.resolve(part.directory())).size());
  }

  /** The directories of a store. */
  public enum Part {
    /** Finished trainings. */
    TRAININGS,
    /** States of unfinished ones. */
    SNAPSHOTS,
    /** How trainings diverged. */
    DIVERGED,
    /** Scores, and re-estimated statistics. */
    SCORES,
    /** What magics did. */
    RUNS,
    /** What was set aside because it is not what was written. */
    DAMAGED;

    String directory() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Removes the snapshots of trainings that nobody makes now, and what was set aside.
   *
   * @return the bytes that are free now
   */
  public long clean() {
    return whole(
        "remove from",
        () -> {
          long before = Disk.size(home);
          Disk.delete(home.resolve(Part.DAMAGED.directory()));
          for (Path place : Disk.list(home.resolve(Part.SNAPSHOTS.directory()))) {
            deleteUnlessLocked(place);
          }
          return before - Disk.size(home);
        });
  }

  /** Removes what a killed process left half-written. */
  private void tidy() throws IOException {
    for (Path place : Disk.list(home.resolve("temporary"))) {
      deleteUnlessLocked(place);
    }
  }

  private void deleteUnlessLocked(Path place) throws IOException {
    String key = place.getFileName().toString();
    if (!isKey(key)) {
      Disk.delete(place);
      return;
    }
    unlessLocked(key, () -> Disk.delete(place));
  }

  /** A change of files. */
  private interface Change {
    void make() throws IOException;
  }

  /** Changes what belongs to a key, unless someone works on it. */
  private void unlessLocked(String key, Change change) throws IOException {
    Optional<KeyLock> lock = KeyLock.tryAcquire(home.resolve(LOCKS), key);
    if (lock.isPresent()) {
      try {
        change.make();
      } finally {
        lock.get().close();
      }
    }
  }

  private Entry training(String key) {
    return entry(Part.TRAININGS, key);
  }

  private Entry entry(Part part, String key) {
    return entry(home.resolve(part.directory()).resolve(key), key);
  }

  private Path snapshots(String key) {
    return home.resolve("snapshots").resolve(key);
  }

  private Entry snapshot(String key, long step) {
    return entry(snapshots(key).resolve(Long.toString(step)), key);
  }

  private Entry run(String id) {
    return entry(Part.RUNS, id);
  }

  private Entry entry(Path place, String key) {
    return new Entry(
        place, home.resolve("temporary").resolve(key), home.resolve("damaged").resolve(key));
  }

  private <T> T whole(String doing, UninterruptedIo.Work<T> work) {
    try {
      return UninterruptedIo.call(work);
    } catch (IOException e) {
      throw failure(doing, e);
    }
  }

  private StoreException failure(String doing, IOException e) {
    String what = "cannot " + doing + " the store " + home + ": " + reason(e);
    String advice =
        e instanceof AccessDeniedException
            ? ". Use another with %stockpot --store DIR, or none with %stockpot --store none"
            : ". What was finished is kept: make room or mend the disk, or use another with"
                + " %stockpot --store DIR, then run the cell again";
    return new StoreException(what + advice, e);
  }

  private static String reason(IOException e) {
    if (e instanceof FileSystemException f && f.getReason() != null) {
      return f.getReason();
    }
    if (e instanceof NoSuchFileException || e instanceof AccessDeniedException) {
      return (e instanceof NoSuchFileException ? "no such file or directory, " : "access denied, ")
          + e.getMessage();
    }
    return String.valueOf(e.getMessage());
  }
}
