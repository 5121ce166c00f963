package org.stockpot.task;

import java.nio.file.Path;
import org.stockpot.weights.Point;

/**
 * What a task may have beside its points: a file format of the engine that runs its model. {@code
 * task.as(PointWriter.class)} tells whether it has one.
 */
public interface PointWriter {

  /**
   * Writes a point in the engine's own format, so that the engine loads it into such a model.
   *
   * @param point a point of this task
   * @param file the file
   * @throws RuntimeException if the file cannot be written
   */
  void save(Point point, Path file);
}
