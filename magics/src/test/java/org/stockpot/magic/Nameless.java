package org.stockpot.magic;

import java.util.Optional;
import org.stockpot.task.Distortion;
import org.stockpot.task.Job;
import org.stockpot.task.Metric;
import org.stockpot.task.Objective;
import org.stockpot.task.Progress;
import org.stockpot.task.Task;
import org.stockpot.task.Training;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Point;

/** Another task that does not tell what decides it: the least that a user's own task has. */
record Nameless(Task task) implements Task {

  @Override
  public String name() {
    return "nameless";
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
    return Optional.empty();
  }

  @Override
  public long stepsPerEpoch(int batch) {
    return task.stepsPerEpoch(batch);
  }

  @Override
  public Training train(Job job, Progress progress) {
    return task.train(job, progress);
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
  public Point recalibrate(Point point, int batch) {
    return task.recalibrate(point, batch);
  }

  @Override
  public void close() {}
}
