package org.stockpot.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.stockpot.task.Job;
import org.stockpot.task.Progress;
import org.stockpot.task.Task;
import org.stockpot.task.Trainer;
import org.stockpot.task.Training;

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
  private final SortedSet<String> keys = new TreeSet<>();
  private final List<String> notes = new ArrayList<>();
  private int asked;
  private int reused;
  private int resumed;

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
    String key = Store.key(identity, job);
    Runnable waiting = () -> progress.phase("another kernel trains this now, waiting for it");
    return store.locked(key, waiting, () -> found(key, job, progress));
  }

  private Training found(String key, Job job, Progress progress) {
    if (fresh && !done(key)) {
      store.forget(key);
    }
    TrainingForm form = new TrainingForm(job, task.metric(), Page.NONE);
    Optional<Training> found = store.find(key, form, this::note);
    found.ifPresent(training -> progress.done(job.steps()));
    count(key, found.isPresent());
    return found.isPresent() ? found.get() : made(key, job, progress);
  }

  private Training made(String key, Job job, Progress progress) {
    SnapshotForm form = new SnapshotForm(job, task.metric());
    StoredSnapshots snapshots = new StoredSnapshots(store, key, form, interval, this::note);
    long began = System.nanoTime();
    Training training = task.train(job, snapshots, progress);
    Page page = Page.of(task, job, training, (System.nanoTime() - began) / 1e9);
    store.keep(key, training, new TrainingForm(job, task.metric(), page));
    if (snapshots.resumed()) {
      countResumed();
    }
    return training;
  }

  private synchronized boolean done(String key) {
    return keys.contains(key);
  }

  private synchronized void note(String note) {
    notes.add(note);
  }

  private synchronized void count(String key, boolean found) {
    keys.add(key);
    asked++;
    reused += found ? 1 : 0;
  }

  /** Returns how many trainings were made here, from their start or from a snapshot. */
  synchronized int made() {
    return asked - reused;
  }

  private synchronized void countResumed() {
    resumed++;
  }

  /**
   * Returns the keys of all trainings asked for, sorted.
   *
   * @return a new list
   */
  public synchronized List<String> keys() {
    return List.copyOf(keys);
  }

  /**
   * Returns what a user should know of the store: what was damaged, and where it is now.
   *
   * @return a new list, one sentence each
   */
  public synchronized List<String> notes() {
    return List.copyOf(notes);
  }

  /**
   * Returns how much work was saved.
   *
   * @return such as {@code reused 12 of 13 trainings, continued 1}; empty if all were made
   */
  public synchronized String saved() {
    List<String> parts = new ArrayList<>();
    if (reused > 0) {
      parts.add("reused " + reused + " of " + asked + (asked == 1 ? " training" : " trainings"));
    }
    if (resumed > 0) {
      parts.add("continued " + resumed);
    }
    return String.join(", ", parts);
  }
}
