package org.stockpot.study;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import org.stockpot.task.DivergedException;
import org.stockpot.task.Job;
import org.stockpot.task.Outcome;
import org.stockpot.task.Plan;
import org.stockpot.task.Progress;
import org.stockpot.task.Task;
import org.stockpot.weights.Point;

/**
 * A sweep: each setting on each task of a family. It is planned as a whole and walked load by load;
 * an interrupt ends it with what is finished. What is trained and computed is kept by tasks that
 * keep it, so that a stopped sweep goes on where it was.
 *
 * @param family makes the task of each load
 * @param loads the tasks
 * @param settings what is done with each of them
 * @param <S> a setting
 */
public record TaskGrid<S>(TaskFamily family, List<Load> loads, List<S> settings) {

  /**
   * A place of the grid.
   *
   * @param load the load of its task
   * @param setting what is done
   * @param <S> a setting
   */
  public record Cell<S>(Load load, S setting) {
    @Override
    public String toString() {
      return load + ", " + setting;
    }
  }

  /**
   * The replicates of one cell.
   *
   * @param points where trainings ended, in the order of their jobs
   * @param diverged how many ended nowhere, as their loss became NaN
   */
  public record Replicates(List<Point> points, int diverged) {

    /**
     * Trains replicates; one that diverges leaves the others be.
     *
     * @param task trains
     * @param jobs the trainings
     * @param progress told about steps
     * @return where they ended
     */
    public static Replicates of(Task task, List<Job> jobs, Progress progress) {
      List<Point> points = new ArrayList<>();
      for (Job job : jobs) {
        try {
          points.add(task.train(job, progress).end());
        } catch (DivergedException e) {
          // Counted by what is missing.
        }
      }
      return new Replicates(points, jobs.size() - points.size());
    }
  }

  /** A task that is closed unless it is the task itself. */
  private record Member(Load load, Task task) implements AutoCloseable {
    @Override
    public void close() {
      if (!load.equals(Load.ITSELF)) {
        task.close();
      }
    }
  }

  /**
   * Returns how much work all cells are.
   *
   * @param plan tells the work of one cell
   * @return the work of all
   */
  public Plan plan(BiFunction<Task, Cell<S>, Plan> plan) {
    List<Plan> plans = new ArrayList<>();
    for (Load load : loads) {
      try (Member member = new Member(load, family.member(load))) {
        Task task = member.task();
        settings.forEach(setting -> plans.add(plan.apply(task, new Cell<>(load, setting))));
      }
    }
    return Plan.sum(plans);
  }

  /**
   * Works on each cell; an interrupt ends that.
   *
   * @param progress told which cell is worked on
   * @param work on one cell, with its task
   * @return how the work ended
   */
  public Outcome walk(Progress progress, BiConsumer<Task, Cell<S>> work) {
    return Outcome.of(() -> loads.forEach(load -> walk(load, progress, work)));
  }

  private void walk(Load load, Progress progress, BiConsumer<Task, Cell<S>> work) {
    try (Member member = new Member(load, family.member(load))) {
      Task task = member.task();
      for (S setting : settings) {
        Cell<S> cell = new Cell<>(load, setting);
        progress.phase(cell.toString());
        work.accept(task, cell);
      }
    }
  }
}
