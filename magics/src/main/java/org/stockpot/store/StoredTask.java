package org.stockpot.store;

import java.util.Optional;
import java.util.SortedMap;
import org.stockpot.task.Distortion;
import org.stockpot.task.Job;
import org.stockpot.task.Metric;
import org.stockpot.task.Objective;
import org.stockpot.task.Progress;
import org.stockpot.task.Task;
import org.stockpot.task.Trainer;
import org.stockpot.task.Training;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Point;

/**
 * A task whose trainings another trainer makes.
 *
 * @param task everything else
 * @param trainer makes the trainings
 */
public record StoredTask(Task task, Trainer trainer) implements Task {

  @Override
  public Training train(Job job, Progress progress) {
    return trainer.train(job, progress);
  }

  @Override
  public int parallelism() {
    return task.parallelism();
  }

  @Override
  public String name() {
    return task.name();
  }

  @Override
  public SortedMap<String, String> identity() {
    return task.identity();
  }

  @Override
  public Layout layout() {
    return task.layout();
  }

  @Override
  public Metric metric() {
    return task.metric();
  }

  @Override
  public Point init(long seed) {
    return task.init(seed);
  }

  @Override
  public Optional<Point> pretrained() {
    return task.pretrained();
  }

  @Override
  public long stepsPerEpoch(int batch) {
    return task.stepsPerEpoch(batch);
  }

  @Override
  public Objective training() {
    return task.training();
  }

  @Override
  public Objective validation() {
    return task.validation();
  }

  @Override
  public Objective test() {
    return task.test();
  }

  @Override
  public Objective shifted(Distortion shift) {
    return task.shifted(shift);
  }

  @Override
  public Point recalibrate(Point point) {
    return task.recalibrate(point);
  }

  @Override
  public void close() {
    task.close();
  }
}
