package org.stockpot.report.soup;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.stockpot.report.parts.Scores;
import org.stockpot.report.parts.TieWords;
import org.stockpot.soup.Masks;
import org.stockpot.soup.SoupRow;
import org.stockpot.study.merge.MergeGrid;
import org.stockpot.study.merge.MergeNames;
import org.stockpot.study.merge.MergeResult;
import org.stockpot.study.merge.MergeRow;
import org.stockpot.study.merge.MergeTrial;
import org.stockpot.task.Outcome;
import org.stockpot.task.Score;
import org.stockpot.text.Listed;
import org.stockpot.text.Numbers;

/** What merges mean, in sentences. */
final class MergeWords {

  private static final int MOST = 12;

  private MergeWords() {}

  /** Returns all sentences, the most important first. */
  static List<String> all(MergeResult result) {
    List<String> all = new ArrayList<>();
    if (result.rows().stream().noneMatch(row -> row.point().isPresent())) {
      all.add("No merge was measured.");
      notes(result.trials()).forEach(all::add);
      return all;
    }
    all.add(outcome(result) + single(result));
    all.add(selection(result));
    ridge(result).ifPresent(all::add);
    String said =
        base(result)
            + masks(result)
            + edges(result.best().method(), result.best().options(), result.grid());
    if (!said.isBlank()) {
      all.add(said.strip());
    }
    String left = left(result.names(), result.grid());
    if (!left.isBlank()) {
      all.add(left.strip());
    }
    notes(result.trials()).forEach(all::add);
    OriginWords.dropped(result.origin()).ifPresent(all::add);
    return all;
  }

  private static String outcome(MergeResult result) {
    MergeRow best = result.best();
    long methods = result.rows().stream().filter(row -> row.point().isPresent()).count();
    String options = MergeTables.options(best.options(), result.grid());
    String chosen =
        "Validation chose "
            + best.method()
            + (options.isEmpty() ? "" : " (" + options + ")")
            + (methods > 1 ? " of " + Numbers.counted(methods, "row") : "")
            + (result.trials().size() > methods
                ? " (" + Numbers.counted(result.trials().size(), "setting") + " of methods tried)"
                : "")
            + ": ";
    if (!best.scores().missing().isEmpty()) {
      return chosen + "validation " + Scores.measured(best.scores().validation()) + ".";
    }
    List<String> against = new ArrayList<>();
    List<SoupRow> baselines = result.baselines().orElseThrow().baselines();
    for (int i = 0; i < 3; i++) {
      SoupRow other = baselines.get(i);
      if (!best.members().equals(List.of(name(other)))) {
        against.add(
            "minus "
                + other.name()
                + (i == 2 ? ", which runs " + Numbers.counted(other.members(), "network") : "")
                + ": "
                + SoupWords.difference(best.scores().minus(other, 0), best.scores().test()));
      }
    }
    return chosen
        + "test "
        + Scores.measured(best.scores().test())
        + ". It "
        + String.join("; ", against)
        + " ("
        + Scores.overPairs(best.scores().minus(baselines.get(0), 0))
        + ").";
  }

  private static String name(SoupRow best) {
    return best.name().replaceFirst("^[^(]*\\((.*)\\)$", "$1");
  }

  private static String single(MergeResult result) {
    return result
        .bestSingle()
        .filter(
            single ->
                Score.BEST_FIRST.compare(single.validation(), result.best().scores().validation())
                    < 0)
        .map(
            single ->
                " On validation no row is better than the "
                    + single.name()
                    + ", "
                    + Scores.text(single.validation())
                    + ".")
        .orElse("");
  }

  /** Explains merges that are worse than what they are made of. */
  private static Optional<String> ridge(MergeResult result) {
    double best = result.best().scores().validation().value();
    return result
        .baselines()
        .map(all -> all.baselines().get(1).validation())
        .filter(mean -> SoupWords.isRidge(mean.value() - best, mean, mean))
        .map(
            mean ->
                "Even the best row is worse than the mean of the single networks on validation by "
                    + Scores.points(mean.value() - best, mean)
                    + ": no basin holds them all. Only"
                    + " networks that shared much of their training merge well: start from one point"
                    + " (%%finetune), look at %barrier, or let greedy choose.");
  }

  private static String selection(MergeResult result) {
    if (result.outcome().state() != Outcome.State.DONE) {
      return "The work was stopped: rows without a test score were not measured on it, and settings"
          + " that are not in the table were not tried.";
    }
    List<MergeRow> made = result.rows().stream().filter(row -> row.point().isPresent()).toList();
    List<Score> scores = made.stream().map(row -> row.scores().validation()).toList();
    return "Methods, options and members were chosen on validation examples; the test examples were"
        + " opened once, after that. The chosen row is the one to take: the best of the others on test"
        + " would look better than it is."
        + TieWords.words(scores, "rows", result.best().method())
        + TieWords.spread(scores)
        + SoupWords.statistics(result.best().point().orElseThrow(), result.options().recalibrate());
  }

  private static String base(MergeResult result) {
    return result.base().isEmpty()
        ? ""
        : " Task vectors are what members add to " + result.base() + ".";
  }

  private static String masks(MergeResult result) {
    if (!MergeTables.isSparse(result)) {
      return "";
    }
    Map<String, List<String>> fates = new LinkedHashMap<>();
    result.rows().stream()
        .filter(row -> row.point().isPresent())
        .forEach(
            row ->
                fates.computeIfAbsent(fate(row.masks()), f -> new ArrayList<>()).add(row.method()));
    String told =
        fates.entrySet().stream()
            .map(e -> Listed.first(e.getValue(), MOST) + " " + e.getKey())
            .collect(Collectors.joining("; "));
    return " Masks: "
        + told
        + "."
        + (result.base().isEmpty()
            ? ""
            : " What one member prunes is a task vector of minus the base there.");
  }

  private static String fate(Masks masks) {
    return switch (masks) {
      case REFUSE -> "keep the mask that all members share";
      case UNION -> "keep what any member keeps";
      case INTERSECT -> "keep what all members keep, to which these were cut before";
      case RE_PRUNE ->
          "keep the largest weights of what any member keeps, as many as members do on average";
    };
  }

  /** Says which chosen numbers are at an end of what was tried. */
  static String edges(String method, Map<String, String> chosen, MergeGrid grid) {
    List<String> edges = new ArrayList<>();
    chosen.forEach(
        (option, value) -> {
          List<String> tried = grid.values().getOrDefault(option, List.of());
          if (tried.size() > 1 && tried.stream().allMatch(t -> t.matches("-?[0-9.eE-]+"))) {
            List<Double> sorted = tried.stream().map(Double::parseDouble).sorted().toList();
            double at = Double.parseDouble(value);
            if (at == sorted.get(0) || at == sorted.get(sorted.size() - 1)) {
              edges.add(MergeTables.symbol(option) + " " + value);
            }
          }
        });
    return edges.isEmpty()
        ? ""
        : " Of "
            + method
            + ", "
            + String.join(" and ", edges)
            + (edges.size() == 1 ? " lies" : " lie")
            + " at an end of what was tried: the best may lie beyond.";
  }

  /** Says which options some methods do not have, and which methods were left out. */
  static String left(MergeNames names, MergeGrid grid) {
    StringBuilder left = new StringBuilder();
    List<String> untaken = names.untaken(grid);
    if (!untaken.isEmpty()) {
      left.append(" ").append(String.join("; ", untaken)).append('.');
    }
    if (!names.leftOut().isEmpty()) {
      left.append(" Left out: ").append(String.join("; ", names.leftOut())).append('.');
    }
    return left.toString();
  }

  /** Returns what methods say of their results, each once. */
  static List<String> notes(List<MergeTrial> trials) {
    Map<String, List<String>> notes = new LinkedHashMap<>();
    for (MergeTrial trial : trials) {
      trial
          .notes()
          .forEach(note -> notes.computeIfAbsent(note, n -> new ArrayList<>()).add(trial.method()));
    }
    return notes.entrySet().stream()
        .map(
            e ->
                String.join(", ", e.getValue().stream().distinct().toList())
                    + ": "
                    + e.getKey()
                    + (e.getKey().endsWith(".") ? "" : "."))
        .toList();
  }
}
