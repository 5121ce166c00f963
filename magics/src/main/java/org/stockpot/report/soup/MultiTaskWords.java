package org.stockpot.report.soup;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.stockpot.report.parts.Scores;
import org.stockpot.soup.SoupRow;
import org.stockpot.study.merge.MultiTaskResult;
import org.stockpot.study.merge.MultiTaskRow;
import org.stockpot.task.Outcome;
import org.stockpot.task.Score;
import org.stockpot.task.Statistics;
import org.stockpot.task.replicates.Interval;
import org.stockpot.text.Numbers;

/** What merges between tasks mean, in sentences. */
final class MultiTaskWords {

  private MultiTaskWords() {}

  /** Returns all sentences, the most important first. */
  static List<String> all(MultiTaskResult result) {
    List<String> all = new ArrayList<>();
    if (result.rows().stream().allMatch(row -> row.point().isEmpty())) {
      return List.of("No merge was measured.");
    }
    all.add(outcome(result));
    all.add(selection(result));
    String left =
        MergeWords.edges(result.best().name(), result.best().options(), result.grid())
            + MergeWords.left(result.names(), result.grid());
    if (!left.isBlank()) {
      all.add(left.strip());
    }
    all.addAll(MergeWords.notes(result.trials()));
    return all;
  }

  /** Returns what a row is called: methods by their names, experts with their tasks. */
  static String name(MultiTaskResult result, MultiTaskRow row) {
    int expert = result.experts().indexOf(row);
    if (expert < 0) {
      return row.name();
    }
    return expert < result.tasks().size()
        ? "expert " + row.name() + " (" + result.tasks().get(expert) + ")"
        : "base " + row.name();
  }

  private static String outcome(MultiTaskResult result) {
    MultiTaskRow best = result.best();
    String options = MergeTables.options(best.options(), result.grid());
    String chosen =
        "Validation of all tasks chose "
            + best.name()
            + (options.isEmpty() ? "" : " (" + options + ")")
            + " of "
            + Numbers.counted(result.trials().size(), "setting")
            + ": ";
    if (!best.isTested()) {
      return chosen + best.scores().get(0).missing() + ".";
    }
    MultiTaskRow expert = result.bestExpert();
    OptionalDouble normalised = result.normalised(best, SoupRow::test);
    String tasks =
        IntStream.range(0, result.tasks().size())
            .mapToObj(t -> result.tasks().get(t) + " " + Scores.value(best.scores().get(t).test()))
            .collect(Collectors.joining(", "));
    return chosen
        + "test "
        + tasks
        + (normalised.isPresent()
            ? ", "
                + Numbers.percent(normalised.getAsDouble(), 1)
                + " of what the experts have on their own tasks"
            : "")
        + ". Its mean over tasks minus that of "
        + name(result, expert)
        + ", the best single network for all: "
        + difference(best, expert)
        + ".";
  }

  /**
   * Says the mean over tasks of differences that are paired by example. Half its width is at most
   * the mean of the tasks' half widths, whatever their errors have in common.
   */
  private static String difference(MultiTaskRow one, MultiTaskRow other) {
    List<Interval> tasks =
        IntStream.range(0, one.scores().size())
            .mapToObj(t -> one.scores().get(t).minus(other.scores().get(t), 0))
            .toList();
    Score like = one.scores().get(0).test();
    double mean = tasks.stream().mapToDouble(Interval::mean).average().orElseThrow();
    double width = tasks.stream().mapToDouble(Interval::halfWidth).average().orElseThrow();
    return Scores.points(mean, like)
        + (Double.isNaN(width) ? "" : " (± at most " + Scores.points(width, like) + ")");
  }

  private static String selection(MultiTaskResult result) {
    if (result.outcome().state() != Outcome.State.DONE) {
      return "The work was stopped: rows without test scores were not measured on them, and settings"
          + " that are not in the table were not tried.";
    }
    boolean undefined = result.normalised(result.best(), SoupRow::validation).isEmpty();
    return "Options were chosen by the "
        + (undefined
            ? "mean over tasks of the metric (it cannot be normalised, as an expert has none above 0"
                + " on its own task)"
            : "normalised mean")
        + " on the validation examples of all tasks; the test examples were opened once, after that."
        + " The mean normalised by the experts is the mean over tasks of a network's metric divided by"
        + " that of the task's own expert."
        + (result.base().isEmpty()
            ? ""
            : " Task vectors are what experts add to " + result.base() + ".")
        + statistics(result);
  }

  private static String statistics(MultiTaskResult result) {
    Statistics statistics = result.options().recalibrate();
    String words = SoupWords.statistics(result.best().point().orElseThrow(), statistics);
    boolean fitted = statistics == Statistics.RE_ESTIMATE || statistics.repairs();
    return !words.isEmpty() && fitted
        ? words
            + " Each task has scores after that with its own training examples; the network that is"
            + " kept is the one before."
        : words;
  }
}
