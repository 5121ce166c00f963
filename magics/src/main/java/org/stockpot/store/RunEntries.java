package org.stockpot.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The runs of a store, each with the keys of its trainings and scores.
 *
 * @param files where they are
 * @param trainings those that runs name
 */
record RunEntries(StoreFiles files, TrainingEntries trainings) {

  /** Keeps a run in place of one with the same id. */
  void keep(Run run) {
    files.locked(run.id(), () -> {}, () -> files.whole("write", () -> written(run)));
  }

  private Run written(Run run) throws IOException {
    run(run.id()).write(run, RunFormat.INSTANCE);
    return run;
  }

  /** Returns all runs, the oldest first. */
  List<Run> all(Consumer<String> notes) {
    return files.whole(
        "read",
        () -> {
          List<Run> runs = new ArrayList<>();
          for (Path place : Disk.list(files.home().resolve(StorePart.RUNS.directory()))) {
            String id = place.getFileName().toString();
            if (StoreKeys.isKey(id)) {
              run(id).read(RunFormat.INSTANCE, notes).ifPresent(runs::add);
            }
          }
          runs.sort(Comparator.comparing(Run::finished).thenComparing(Run::id));
          return runs;
        });
  }

  /** Removes a run with what no other run has and nobody works on; returns the bytes set free. */
  long remove(Run run) {
    Set<String> shared = keysOfOthers(run);
    return files.whole(
        "remove from",
        () -> {
          long before = Disk.size(files.home());
          run(run.id()).remove();
          for (String key : run.trainings()) {
            if (!shared.contains(key)) {
              files.unlessLocked(key, () -> trainings.remove(key));
            }
          }
          for (String key : run.scores()) {
            if (!shared.contains(key)) {
              files.unlessLocked(key, scores(key)::remove);
            }
          }
          return before - Disk.size(files.home());
        });
  }

  private Set<String> keysOfOthers(Run run) {
    Set<String> shared = new HashSet<>();
    all(note -> {}).stream()
        .filter(other -> !other.id().equals(run.id()))
        .forEach(
            other -> {
              shared.addAll(other.trainings());
              shared.addAll(other.scores());
            });
    return shared;
  }

  /** Returns the bytes of a run with its trainings and scores. */
  long size(Run run) {
    return files.whole(
        "read",
        () -> {
          long size = Disk.size(run(run.id()).place());
          for (String key : run.trainings()) {
            size += trainings.size(key);
          }
          for (String key : run.scores()) {
            size += Disk.size(scores(key).place());
          }
          return size;
        });
  }

  private Entry run(String id) {
    return files.entry(StorePart.RUNS, id);
  }

  private Entry scores(String key) {
    return files.entry(StorePart.SCORES, key);
  }
}
