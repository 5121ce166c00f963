package org.stockpot.magic.task;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.stockpot.data.Data;
import org.stockpot.display.Display;
import org.stockpot.magic.UsageException;
import org.stockpot.magic.option.Arguments;
import org.stockpot.magic.session.Call;
import org.stockpot.magic.session.Echo;
import org.stockpot.magic.session.Output;

/**
 * Where a task is from: the line that made it, which can be changed option by option, or Java.
 *
 * @param call the call of {@code %task DATA MODEL}, resolved; of {@code %%task}, whose body is the
 *     Java; empty for a task of a variable
 * @param given whether the data were a variable's, so that no split was made
 */
record TaskOrigin(Optional<Call> call, boolean given) {

  /** Of a task that Java made outside of a magic. */
  static final TaskOrigin JAVA = new TaskOrigin(Optional.empty(), false);

  private static final Set<String> OF_SPLIT = Set.of("validation", "test", "seed", "rare");
  private static final Set<String> OF_MODEL = Set.of("threads", "prunable", "unfreeze");
  static final Set<String> OF_OUTPUT = Set.of("as", "quiet", "groups");

  /** What is shown of a task: the call that shows it, and the line with its Java. */
  record Shown(Call call, Optional<Display> echo) {}

  static TaskOrigin ofLine(Call resolved, boolean given) {
    Map<String, String> typed = decisive(resolved.arguments().options());
    typed.remove("threads", "0"); // The number that it came to is in the options.
    Arguments arguments = new Arguments(resolved.arguments().words(), typed, false);
    return new TaskOrigin(Optional.of(resolved.with(arguments)), given);
  }

  static TaskOrigin ofCell(Call call) {
    return new TaskOrigin(Optional.of(call), false);
  }

  /** Returns the options that decide something of a task. */
  static Map<String, String> decisive(Map<String, String> typed) {
    Map<String, String> decisive = new LinkedHashMap<>(typed);
    decisive.keySet().removeAll(OF_OUTPUT);
    return decisive;
  }

  /** Refuses options that say how to part data which are parted already. */
  static void requireNone(Call call, Data data) {
    for (String option : call.arguments().options().keySet()) {
      if (!OF_OUTPUT.contains(option) && !OF_MODEL.contains(option)) {
        throw new UsageException(
            option
                + " must not stand with the Data "
                + call.arguments().words().get(0)
                + ", which has been read and parted in Java ("
                + data.training().count()
                + " training examples)");
      }
    }
  }

  /** Returns the options that are not echoed, as they decided nothing. */
  Set<String> idle() {
    Set<String> idle = new LinkedHashSet<>();
    if (given) {
      idle.addAll(OF_SPLIT);
      idle.addAll(Set.of("label", "kind", "size"));
    }
    return idle;
  }

  /** Returns what a call shows of the task, which it may name. */
  Shown shown(Call now) {
    Output output = now.output();
    if (call.isEmpty()) {
      boolean named = !now.arguments().words().isEmpty();
      String line = "%task " + String.join("", now.arguments().words());
      String as = output.as().isEmpty() ? "" : " --as " + output.as();
      return new Shown(now, named ? Optional.of(Display.text(line + as)) : Optional.empty());
    }
    Call made = call.get();
    if (made.body() != null) {
      String line = ("%%task " + String.join("", made.arguments().words())).strip();
      return new Shown(now, Optional.of(Echo.of(line, made.body().strip())));
    }
    Call shown = made.with(output).with(now.options(GroupsShown.class));
    String line =
        ("%task"
                + made.arguments().words().stream()
                    .map(word -> " " + Arguments.quote(word))
                    .collect(Collectors.joining())
                + " "
                + shown.options(idle()))
            .strip();
    return new Shown(
        shown,
        Optional.of(
            Echo.of(
                line,
                ErrorArguments.areOf(shown) ? ErrorArguments.java(shown) : TaskJava.of(shown))));
  }

  /** Returns where a task is from that is like this one of another model, if a line can make it. */
  Optional<TaskOrigin> withModel(String model) {
    return call.filter(made -> made.body() == null)
        .filter(made -> made.arguments().words().size() == 2)
        .filter(made -> TaskNames.isNamed(made.arguments().words().get(1)))
        .map(
            made -> {
              Arguments line = made.arguments();
              List<String> words = List.of(line.words().get(0), model);
              Call like = made.with(new Arguments(words, line.options(), false));
              return new TaskOrigin(Optional.of(like), given);
            });
  }

  /** Returns the call that makes a task like this one but for some options. */
  Call changed(Call now, Map<String, String> changes) {
    Call made =
        call.filter(c -> c.body() == null)
            .orElseThrow(
                () ->
                    new UsageException(
                        changes.keySet().iterator().next()
                            + " cannot change a task that Java made, type the whole:"
                            + " %task DATA MODEL --"
                            + changes.keySet().iterator().next()
                            + " "
                            + changes.values().iterator().next()));
    Map<String, String> options = new LinkedHashMap<>(made.arguments().options());
    options.putAll(changes);
    return now.reading(new Arguments(made.arguments().words(), options, false));
  }
}
