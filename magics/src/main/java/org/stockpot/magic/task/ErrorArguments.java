package org.stockpot.magic.task;

import ai.djl.nn.Block;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.stockpot.djl.BlockError;
import org.stockpot.error.ErrorFunction;
import org.stockpot.error.ErrorTask;
import org.stockpot.error.example.ErrorExamples;
import org.stockpot.magic.UsageException;
import org.stockpot.magic.session.Call;
import org.stockpot.task.analysis.ParameterBox;
import org.stockpot.task.analysis.ParameterRange;

/** Error functions of {@code %task --error f} and {@code %task error:NAME}. */
final class ErrorArguments {

  static final Set<String> OPTIONS = Set.of("error", "dimension", "box", "parameters", "start");

  private static final ParameterRange UNIT = new ParameterRange(-1, 1);

  private ErrorArguments() {}

  /** A function, how Java writes it, and the box that it comes with. */
  private record Named(
      String name, ErrorFunction function, String java, Optional<ParameterBox> box) {}

  /** Returns whether a line is about an error function. */
  static boolean areOf(Call call) {
    List<String> words = call.arguments().words();
    return call.arguments().options().containsKey("error")
        || (words.size() == 1 && words.get(0).startsWith(ErrorExamples.PREFIX));
  }

  /** Refuses options of other tasks. */
  static void requireAlone(Call call, Set<String> output) {
    boolean named = call.arguments().options().containsKey("error");
    if (named && !call.arguments().words().isEmpty()) {
      throw new UsageException(
          "error must stand in place of DATA MODEL, got "
              + String.join(" ", call.arguments().words()));
    }
    for (String option : call.arguments().options().keySet()) {
      if (!OPTIONS.contains(option) && !output.contains(option)) {
        throw new UsageException(
            option + " must not stand with an error function, which has no data and no model");
      }
    }
  }

  /** Refuses options of error functions where there is none. */
  static void requireNone(Call call) {
    call.arguments().options().keySet().stream()
        .filter(OPTIONS::contains)
        .findFirst()
        .ifPresent(
            option -> {
              throw new UsageException(option + " must stand with --error FUNCTION or error:NAME");
            });
  }

  /** Returns the options with what they came to. */
  static ErrorOptions resolved(Call call) {
    ErrorOptions options = call.options(ErrorOptions.class);
    ParameterBox box = box(options, named(call));
    return new ErrorOptions(
        options.error(), box.dimension(), box.ranges(), box.names(), options.start());
  }

  static ErrorTask task(Call resolved) {
    ErrorOptions options = resolved.options(ErrorOptions.class);
    Named named = named(resolved);
    ErrorTask task = ErrorTask.of(named.name(), named.function(), box(options, named));
    return options.start().isEmpty()
        ? task
        : task.withStart(options.start().stream().mapToDouble(v -> v).toArray());
  }

  /** Returns the statement that makes the task of a resolved call the current one. */
  static String java(Call resolved) {
    ErrorOptions options = resolved.options(ErrorOptions.class);
    Named named = named(resolved);
    String start =
        options.start().isEmpty()
            ? ""
            : ".withStart("
                + String.join(", ", options.start().stream().map(resolved::java).toList())
                + ")";
    return resolved.assigned(
        "ErrorTask",
        "Stockpot.use(ErrorTask.of("
            + resolved.java(named.name())
            + ", "
            + named.java()
            + ", "
            + resolved.java(box(options, named))
            + ")"
            + start
            + ")");
  }

  private static Named named(Call call) {
    String name = call.options(ErrorOptions.class).error();
    if (name.isEmpty()) {
      String word = call.arguments().words().get(0);
      String known = word.substring(ErrorExamples.PREFIX.length());
      ErrorExamples.Example example = ErrorExamples.of(known);
      String java = "ErrorExamples.of(" + call.java(known) + ").function()";
      return new Named(word, example.function(), java, Optional.of(example.box()));
    }
    Object value = call.session().variable(name);
    if (value instanceof ErrorFunction function) {
      return new Named(name, function, name, Optional.empty());
    } else if (value instanceof Block block) {
      return new Named(
          name, new BlockError(block), "new BlockError(" + name + ")", Optional.empty());
    } else if (value instanceof ToDoubleFunction<?> function) {
      @SuppressWarnings("unchecked")
      ToDoubleFunction<double[]> own = (ToDoubleFunction<double[]>) function;
      return new Named(name, own::applyAsDouble, name + "::applyAsDouble", Optional.empty());
    }
    throw new UsageException(
        "error must be an ErrorFunction, a ToDoubleFunction<double[]> or a DJL Block, got "
            + name
            + ", "
            + call.session().words(value));
  }

  private static ParameterBox box(ErrorOptions options, Named named) {
    Optional<ParameterBox> own = named.box();
    int ranges = options.box().size() > 1 ? options.box().size() : 0;
    int n =
        IntStream.of(
                own.map(ParameterBox::dimension).orElse(0),
                options.dimension(),
                options.parameters().size(),
                options.start().size(),
                ranges)
            .filter(count -> count > 0)
            .findFirst()
            .orElseThrow(
                () ->
                    new UsageException(
                        "dimension must say how many parameters "
                            + named.name()
                            + " takes, such as --dimension 2"));
    requireCount("dimension", options.dimension(), n);
    requireCount("parameters", options.parameters().size(), n);
    requireCount("start", options.start().size(), n);
    requireCount("box", ranges, n);
    List<ParameterRange> all =
        options.box().isEmpty()
            ? own.map(ParameterBox::ranges).orElse(Collections.nCopies(n, UNIT))
            : ranges > 0 ? options.box() : Collections.nCopies(n, options.box().get(0));
    ParameterBox box = ParameterBox.of(all.toArray(ParameterRange[]::new));
    return options.parameters().isEmpty()
        ? own.map(ParameterBox::names).map(box::withNames).orElse(box)
        : box.withNames(options.parameters());
  }

  private static void requireCount(String option, int got, int wanted) {
    if (got != 0 && got != wanted) {
      throw new UsageException(
          option + " must be of " + wanted + " parameters as the others, got " + got);
    }
  }
}
