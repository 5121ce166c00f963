package org.stockpot.magic.session;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stockpot.data.Data;
import org.stockpot.data.DataTask;
import org.stockpot.task.Task;
import org.stockpot.task.TaskRows;

/**
 * What a result was derived with: enough to write down how to make it again.
 *
 * @param line the magic's line, all options resolved
 * @param settings what decided it, by option, with the task and the words
 * @param rows the rows of the task it ran on; unknown if there was none
 * @param setting the task it ran on; empty if there was none
 * @param sources the results that it was given, in the order of the line
 */
public record Derivation(
    String line,
    Map<String, String> settings,
    TaskRows rows,
    Optional<Setting> setting,
    List<Object> sources) {

  /**
   * A task as it was then.
   *
   * @param name its name
   * @param line the line that made it; empty if it was not made by a magic
   * @param data name, shape and sizes of the parts
   * @param source where the data is from
   * @param notes what was done to the data
   * @param engine what computed
   */
  public record Setting(
      String name, String line, String data, String source, List<String> notes, String engine) {

    static Setting of(Task task, String line) {
      Optional<Data> data = task.as(DataTask.class).map(DataTask::data);
      return new Setting(
          task.name(),
          line,
          data.map(Data::toString).orElse(""),
          data.map(Data::source).orElse(""),
          task.notes(),
          task.engine());
    }
  }

  public Derivation {
    sources = List.copyOf(sources);
  }
}
