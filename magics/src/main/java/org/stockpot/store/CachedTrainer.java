package org.stockpot.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.stockpot.task.DivergedException;
import org.stockpot.task.Job;
import org.stockpot.task.Progress;
import org.stockpot.task.Task;
import org.stockpot.task.Trainer;
import org.stockpot.task.Training;
import org.stockpot.task.Work;
import org.stockpot.weights.Point;

/**
 * Trains what a store does not have, goes on with what was stopped, and takes the rest from there.
 * What comes out is the same, bit for bit.
 */
public final class CachedTrainer implements Trainer {

  private final Store store;
  private final Task task;
  private final SortedMap<String, String> identity;
  private final Duration interval;
  private final boolean fresh;
  private final ReuseCounter counter = new ReuseCounter("training");
  private final List<String> notes = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger resumed = new AtomicInteger();

  /**
   * Trains for a task.
   *
   * @param store where trainings are kept
   * @param task who trains what is missing; its identity must be known
   * @param interval time between two snapshots of a training; zero for one at each step
   * @param fresh whether to train again what the store has
   */
  public CachedTrainer(Store store, Task task, Duration interval, boolean fresh) {
    this.store = store;
    this.task = task;
    identity = task.identity();
    this.interval = interval;
    this.fresh = fresh;
  }

  @Override
  public Training train(Job job, Progress progress) {
    String key = StoreKeys.training(identity, job);
    Runnable waiting = () -> progress.phase("another kernel trains this now, waiting for it");
    return store.files().locked(key, waiting, () -> found(key, job, progress));
  }

  private Training found(String key, Job job, Progress progress) {
    if (fresh && !counter.has(key, "")) {
      store.trainings().forget(key);
      store.trainings().forget(StoreKeys.formerTraining(identity, job));
    }
    Optional<Training> found = stored(key, job, progress);
    if (found.isPresent()) {
      counter.count(key, "", true);
      return found.get();
    }
    DivergedFormat failure = new DivergedFormat(Provenance.NONE);
    Optional<DivergedFormat.Ending> diverged =
        store.files().find(StorePart.DIVERGED, key, failure, notes::add);
    counter.count(key, "", diverged.isPresent());
    if (diverged.isPresent()) {
      throw diverged.get().exception();
    }
    return made(key, job, progress);
  }

  /** Returns what the store has, with points on the way that it lacks trained once more. */
  private Optional<Training> stored(String key, Job job, Progress progress) {
    Optional<SortedSet<Long>> kept = store.trainings().captured(key);
    SortedSet<Long> known = kept.orElse(Collections.emptySortedSet());
    SortedSet<Long> missing = new TreeSet<>(job.captures());
    missing.removeAll(known);
    if (missing.isEmpty() || kept.isEmpty()) {
      String where = missing.isEmpty() ? key : StoreKeys.formerTraining(identity, job);
      Optional<Training> found = store.trainings().find(where, format(job), notes::add);
      found.ifPresent(training -> progress.skip(Work.step(job.recipe()), job.steps()));
      return found;
    }
    return store
        .trainings()
        .find(key, format(job.capturing(known)), notes::add)
        .map(end -> completed(key, job, end, missing, progress));
  }

  /** Trains the beginning of a job again, up to the last point on the way that is missing. */
  private Training completed(
      String key, Job job, Training known, SortedSet<Long> missing, Progress progress) {
    SortedMap<Long, Point> captured = new TreeMap<>(known.captured());
    Job beginning = job.until(missing.last(), missing);
    captured.putAll(task.train(beginning, progress).captured());
    progress.skip(Work.step(job.recipe()), job.steps() - beginning.steps());
    resumed.incrementAndGet();
    Training whole =
        new Training(known.end(), captured, known.history(), known.masks(), known.reused());
    Job all = job.capturing(new TreeSet<>(captured.keySet()));
    Provenance provenance = Provenance.of(task, all, whole, whole.seconds(Double.NaN));
    store.trainings().keep(key, whole, new TrainingFormat(all, task.metric(), provenance));
    captured.keySet().retainAll(job.captures());
    return new Training(known.end(), captured, known.history(), known.masks(), known.reused());
  }

  private TrainingFormat format(Job job) {
    return new TrainingFormat(job, task.metric(), Provenance.NONE);
  }

  private Training made(String key, Job job, Progress progress) {
    SnapshotFormat format = new SnapshotFormat(job, task.metric());
    StoredSnapshots snapshots = new StoredSnapshots(store, key, format, interval, notes::add);
    long began = System.nanoTime();
    Training training;
    try {
      training = task.train(job, snapshots, progress);
    } catch (DivergedException e) {
      store.trainings().keepDiverged(key, e, new DivergedFormat(Provenance.of(task, job)));
      throw e;
    }
    Provenance provenance = Provenance.of(task, job, training, (System.nanoTime() - began) / 1e9);
    store.trainings().keep(key, training, new TrainingFormat(job, task.metric(), provenance));
    if (snapshots.resumed()) {
      resumed.incrementAndGet();
    }
    return training;
  }

  /** Returns what was asked for. */
  ReuseCounter counter() {
    return counter;
  }

  /** Tells what a user should know of the store. */
  void note(String note) {
    notes.add(note);
  }

  /**
   * Returns the keys of all trainings asked for, sorted.
   *
   * @return a new list
   */
  public List<String> keys() {
    return counter.keys();
  }

  /**
   * Returns what a user should know of the store: what was damaged, and where it is now.
   *
   * @return a new list, one sentence each
   */
  public List<String> notes() {
    return List.copyOf(notes);
  }

  /**
   * Returns how much work was saved.
   *
   * @return such as {@code reused 12 of 13 trainings, continued 1}; empty if all were made
   */
  public String saved() {
    return saved(counter);
  }

  /** Words how much of all was there before, and how many trainings went on. */
  String saved(ReuseCounter... tallies) {
    String reused = ReuseCounter.reused(tallies);
    if (resumed.get() == 0) {
      return reused;
    }
    return (reused.isEmpty() ? "" : reused + ", ") + "continued " + resumed.get();
  }
}
