package org.stockpot.magic.task;

import ai.djl.training.dataset.RandomAccessDataset;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.stockpot.data.Data;
import org.stockpot.data.DataSource;
import org.stockpot.data.LabelKind;
import org.stockpot.data.Split;
import org.stockpot.data.csv.TableFile;
import org.stockpot.data.table.TableOptions;
import org.stockpot.djl.DjlData;
import org.stockpot.djl.ModelOptions;
import org.stockpot.magic.session.Call;
import tech.tablesaw.api.Table;

/** The Java of {@code %task DATA MODEL}. */
final class TaskJava {

  private final Call call;

  private TaskJava(Call call) {
    this.call = call;
  }

  /** Returns the statement that makes the task of a resolved call the current one. */
  static String of(Call call) {
    return new TaskJava(call).statement();
  }

  private String statement() {
    List<String> words = call.arguments().words();
    ModelOptions options = call.options(ModelOptions.class);
    String made =
        "DjlTask.of("
            + data(words.get(0))
            + ", "
            + call.java(words.get(1))
            + model(words.get(1))
            + (options.equals(ModelOptions.defaults()) ? "" : ", " + call.java(options))
            + ")";
    String threads = call.arguments().options().getOrDefault("threads", "");
    return call.assigned(
        "DjlTask",
        "Stockpot.use(" + made + (threads.isEmpty() ? "" : ".withThreads(" + threads + ")") + ")");
  }

  private String model(String word) {
    if (TaskNames.isNamed(word)) {
      return "";
    }
    boolean supplied = call.session().find(word) instanceof Supplier<?>;
    return ", " + word + (supplied ? ".get()" : "");
  }

  private String data(String word) {
    return TaskNames.isVariables(word) ? variables(word) : source(word);
  }

  private String variables(String word) {
    Object value = call.session().find(word);
    if (value instanceof Data) {
      return word;
    }
    String split = call.java(call.options(Split.class));
    String named = ").withName(" + call.java(word) + ")";
    if (value instanceof RandomAccessDataset) {
      return "DjlData.of(" + word + ", " + split + named;
    } else if (value instanceof Table) {
      String options = call.java(tables());
      return "TableData.of(TableSource.of("
          + word
          + "), "
          + options
          + ", "
          + split
          + ", "
          + also()
          + named;
    }
    return "ArrayData.of(" + word.replace(",", ", ") + ", " + split + named;
  }

  private String source(String word) {
    boolean ofDjl = DjlData.sources().stream().anyMatch(s -> s.name().equals(word));
    String size = call.options(ImageOptions.class).size();
    DataSource source = TaskNames.SOURCES.named(word, tables(), List.of());
    Split split = call.options(Split.class);
    return "DataSources.standard()"
        + (ofDjl ? ".with(DjlData.sources())" : "")
        + (size.isEmpty() ? "" : ".withImageSize(ImageSize.parse(" + call.java(size) + "))")
        + ".named("
        + call.java(word)
        + (isPlain(word) ? "" : ", " + call.java(tables()) + ", " + also())
        + ").load("
        + (split.equals(source.split()) ? "" : call.java(split))
        + ")";
  }

  private boolean isPlain(String word) {
    TaskOptions options = call.options(TaskOptions.class);
    return !TableFile.isNamed(word)
        && options.label().isEmpty()
        && options.kind() == LabelKind.AUTO;
  }

  private TableOptions tables() {
    TaskOptions options = call.options(TaskOptions.class);
    return TableArguments.options(call, options.label(), options.kind());
  }

  private String also() {
    return call.options(TableArguments.Options.class).also().stream()
        .map(this::table)
        .collect(Collectors.joining(", ", "List.of(", ")"));
  }

  private String table(String word) {
    return TableFile.isNamed(word)
        ? "TableSource.of(DataSources.path(" + call.java(word) + "))"
        : "TableSource.of(" + word + ").withName(" + call.java(word) + ")";
  }
}
