package org.stockpot.djl;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.stockpot.data.DataSource;
import org.stockpot.data.LabelKind;
import org.stockpot.data.Split;
import org.stockpot.data.source.DataSources;
import org.stockpot.task.TaskSpec;

/**
 * Makes tasks from words alone, so that another JVM makes the same ones.
 *
 * <p>Options are {@code validation}, {@code test} and {@code seed} of the split, {@code label} and
 * {@code kind} of a table, {@code prunable} and {@code unfreeze} of the model, and {@code threads},
 * as results depend on them in their last bits. Example: {@code TaskSpecs.task("digits", "mlp:32",
 * Map.of("seed", "7")).spec().orThrow()}.
 */
public final class TaskSpecs {

  private static final Set<String> OPTIONS =
      Set.of("validation", "test", "seed", "label", "kind", "prunable", "unfreeze", "threads");

  private TaskSpecs() {}

  /**
   * Makes a task that can be written down.
   *
   * @param data words of {@link DataSources}, such as {@code digits} or {@code mnist:DIR}
   * @param model words of {@link DjlTask#of(org.stockpot.data.Data, String)}
   * @param options text by name; what is not given is the default
   * @return the task, whose {@link DjlTask#spec} is there
   * @throws IllegalArgumentException if there is no such data, model or option
   */
  public static DjlTask task(String data, String model, Map<String, String> options) {
    for (String name : options.keySet()) {
      if (!OPTIONS.contains(name)) {
        throw new IllegalArgumentException(
            "no option named "
                + name
                + " of a task, the options are "
                + String.join(" ", OPTIONS.stream().sorted().toList()));
      }
    }
    Options given = new Options(options);
    DataSource source =
        DataSources.standard()
            .named(
                data,
                given.text("label", ""),
                LabelKind.valueOf(given.text("kind", "auto").toUpperCase(Locale.ROOT)));
    DjlTask task = DjlTask.of(source.load(given.split(source.split())), model, given.model());
    given.value("threads").ifPresent(count -> task.withThreads(Integer.parseInt(count)));
    SortedMap<String, String> words = new TreeMap<>(options);
    return task.describedBy(() -> spec(task, data, model, words));
  }

  /**
   * Makes the task that a spec is of.
   *
   * @param spec what {@link DjlTask#spec} gave, perhaps in another JVM
   * @return the same task
   * @throws IllegalStateException if the task that is made here differs, as one of other data or on
   *     another processor does; the message names what
   */
  public static DjlTask task(TaskSpec spec) {
    DjlTask task = task(spec.data(), spec.model(), spec.options());
    try {
      spec.requireSame(task.identity());
      return task;
    } catch (IllegalStateException e) {
      task.close();
      throw e;
    }
  }

  /** Texts by name. */
  private record Options(Map<String, String> texts) {
    Optional<String> value(String name) {
      return Optional.ofNullable(texts.get(name));
    }

    String text(String name, String other) {
      return texts.getOrDefault(name, other);
    }

    Split split(Split usual) {
      return new Split(
          value("validation").map(Double::valueOf).orElse(usual.validation()),
          value("test").map(Double::valueOf).orElse(usual.test()),
          value("seed").map(Long::valueOf).orElse(usual.seed()),
          usual.rare());
    }

    ModelOptions model() {
      return new ModelOptions(
          Stream.of(text("prunable", "").split(",")).filter(s -> !s.isBlank()).toList(),
          Boolean.parseBoolean(text("unfreeze", "false")));
    }
  }

  private static TaskSpec spec(
      DjlTask task, String data, String model, SortedMap<String, String> words) {
    SortedMap<String, String> options = new TreeMap<>(words);
    options.put("threads", "" + task.threads());
    return new TaskSpec(data, model, options, task.identity());
  }
}
