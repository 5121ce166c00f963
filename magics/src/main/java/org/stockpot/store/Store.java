package org.stockpot.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

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

  private final StoreFiles files;
  private final TrainingEntries trainings;
  private final RunEntries runs;

  private Store(Path home) {
    files = new StoreFiles(home);
    trainings = new TrainingEntries(files);
    runs = new RunEntries(files, trainings);
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
    store.files.whole(
        "open",
        () -> {
          StoreLayout.open(store.home());
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
    return files.home();
  }

  /** Returns the entries and their locks. */
  StoreFiles files() {
    return files;
  }

  TrainingEntries trainings() {
    return trainings;
  }

  /**
   * Returns whether the store is still in its directory.
   *
   * @return false if someone removed it
   */
  public boolean exists() {
    return Files.exists(home().resolve(StoreLayout.FILE));
  }

  /** Removes the store with all that it keeps. */
  public void delete() {
    files.whole(
        "remove",
        () -> {
          Disk.delete(home());
          return home();
        });
  }

  /**
   * Keeps a run in place of one with the same id.
   *
   * @param run the run
   */
  public void keep(Run run) {
    runs.keep(run);
  }

  /**
   * Returns all runs, the oldest first.
   *
   * @param notes told what was damaged and set aside
   * @return a new list
   */
  public List<Run> runs(Consumer<String> notes) {
    return runs.all(notes);
  }

  /**
   * Removes a run, and those of its trainings and scores that no other run has and nobody works on.
   *
   * @param run the run
   * @return the bytes that are free now
   */
  public long remove(Run run) {
    return runs.remove(run);
  }

  /**
   * Returns how much room a run's trainings and scores take.
   *
   * @param run the run
   * @return bytes, those shared with other runs included
   */
  public long size(Run run) {
    return runs.size(run);
  }

  /**
   * Returns how much room a part of the store takes.
   *
   * @param part which
   * @return bytes
   */
  public long size(StorePart part) {
    return files.whole("read", () -> Disk.size(directory(part)));
  }

  /**
   * Returns how many entries a part of the store has.
   *
   * @param part which
   * @return a count
   */
  public int count(StorePart part) {
    return files.whole("read", () -> Disk.list(directory(part)).size());
  }

  private Path directory(StorePart part) {
    return home().resolve(part.directory());
  }

  /**
   * Removes the snapshots of trainings that nobody makes now, and what was set aside.
   *
   * @return the bytes that are free now
   */
  public long clean() {
    return files.whole(
        "remove from",
        () -> {
          long before = Disk.size(home());
          Disk.delete(directory(StorePart.DAMAGED));
          for (Path place : Disk.list(directory(StorePart.SNAPSHOTS))) {
            deleteUnlessLocked(place);
          }
          return before - Disk.size(home());
        });
  }

  /** Removes what a killed process left half-written. */
  private void tidy() throws IOException {
    for (Path place : Disk.list(files.temporary())) {
      deleteUnlessLocked(place);
    }
  }

  private void deleteUnlessLocked(Path place) throws IOException {
    String key = place.getFileName().toString();
    if (!StoreKeys.isKey(key)) {
      Disk.delete(place);
      return;
    }
    files.unlessLocked(key, () -> Disk.delete(place));
  }
}
