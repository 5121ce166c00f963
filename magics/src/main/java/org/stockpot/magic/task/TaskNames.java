package org.stockpot.magic.task;

import java.util.List;
import org.stockpot.data.DataTask;
import org.stockpot.data.source.DataSources;
import org.stockpot.djl.DjlData;
import org.stockpot.djl.Models;
import org.stockpot.magic.option.JavaNames;
import org.stockpot.magic.session.Provenance;
import org.stockpot.task.Task;

/** Names of data and models, and which words are Java variables instead. */
final class TaskNames {

  static final DataSources SOURCES = DataSources.standard().with(DjlData.sources());

  private TaskNames() {}

  /** Returns whether data are in Java variables rather than of a name that sources know. */
  static boolean isVariables(String text) {
    boolean known = SOURCES.all().stream().anyMatch(s -> s.name().equals(text));
    return !known && List.of(text.split(",", -1)).stream().allMatch(JavaNames::isVariable);
  }

  /** Returns whether a model is one of a name rather than a Java variable. */
  static boolean isNamed(String model) {
    return model.contains(":") || Models.NAMES.contains(model) || !JavaNames.isVariable(model);
  }

  /** Returns the words of a task's model: its name without that of the data. */
  static String model(Task task) {
    return task.as(DataTask.class).map(on -> Provenance.model(task, on.data())).orElse(task.name());
  }
}
