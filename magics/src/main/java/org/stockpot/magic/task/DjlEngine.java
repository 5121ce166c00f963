package org.stockpot.magic.task;

import java.nio.file.Path;
import java.util.Optional;
import org.stockpot.data.Data;
import org.stockpot.data.DataTask;
import org.stockpot.djl.engine.Engines;
import org.stockpot.djl.engine.Natives;
import org.stockpot.magic.session.TaskEngine;
import org.stockpot.study.Load;
import org.stockpot.task.Task;

/** DJL's PyTorch, which runs the models of {@code %task}. */
public final class DjlEngine implements TaskEngine {

  @Override
  public String version() {
    return Engines.version();
  }

  @Override
  public Optional<String> fault() {
    return Natives.find().flatMap(Natives::fault);
  }

  @Override
  public Optional<String> notice() {
    return Natives.find().flatMap(Natives::notice);
  }

  @Override
  public Task member(Task task, Load load) {
    return TaskFamilies.member(task, load);
  }

  @Override
  public Optional<String> advice(Path file, Task task) {
    return task.as(DataTask.class).map(DataTask::data).flatMap(data -> advice(file, data));
  }

  private static Optional<String> advice(Path file, Data data) {
    return FittingModel.of(file, data).map(model -> model.advice(file, data));
  }
}
