package org.stockpot.report.soup;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.stockpot.report.parts.PathWords;
import org.stockpot.report.parts.RepairWords;
import org.stockpot.report.parts.Scores;
import org.stockpot.report.parts.TieWords;
import org.stockpot.soup.AlignedGate;
import org.stockpot.soup.SoupDifference;
import org.stockpot.soup.SoupResult;
import org.stockpot.soup.SoupRow;
import org.stockpot.soup.Trial;
import org.stockpot.soup.WeightedResult;
import org.stockpot.task.Baseline;
import org.stockpot.task.Metric;
import org.stockpot.task.Profile;
import org.stockpot.task.Score;
import org.stockpot.task.Statistics;
import org.stockpot.task.replicates.Interval;
import org.stockpot.task.replicates.TestSetError;
import org.stockpot.task.replicates.Verdict;
import org.stockpot.text.Listed;
import org.stockpot.text.Numbers;
import org.stockpot.weights.Point;

/** What a soup means, in sentences. */
final class SoupWords {

  /** A barrier of an average that is worth a word. */
  private static final double RIDGE = 0.02;

  private static final int MOST_NAMES = 12;

  private SoupWords() {}

  /** Says how the soup compares with its baselines. */
  static String outcome(SoupResult result, List<SoupDifference> differences) {
    SoupRow soup = result.row();
    return "The "
        + SoupTables.name(result)
        + " soup of "
        + result.members().size()
        + " from "
        + Numbers.counted(result.ingredients().size(), "network")
        + " "
        + (result.members().size() == 1 ? "is " + result.members().get(0) + " itself: " : "has ")
        + "test "
        + Scores.measured(soup.test())
        + ". It minus "
        + differences.stream()
            .filter(d -> !isItself(d, result))
            .map(d -> against(d, result) + ": " + verdict(d))
            .collect(Collectors.joining("; minus "))
        + " ("
        + Scores.overPairs(differences.get(0).difference())
        + ")."
        + gate(result);
  }

  /** Returns whether a difference is that of the best network to itself. */
  private static boolean isItself(SoupDifference difference, SoupResult result) {
    return result.bestSingle().name().startsWith(difference.against())
        && result.members().equals(List.of(result.ingredients().get(0).name()));
  }

  private static String against(SoupDifference difference, SoupResult result) {
    String against = difference.against();
    if (against.equals(result.ensemble().name())) {
      against +=
          ", which runs "
              + Numbers.counted(result.ensemble().members(), "network")
              + " where the soup is one";
    } else if (result.bestSingle().name().startsWith(against)) {
      against = result.bestSingle().name();
    }
    return against + difference.shift().map(shift -> " on " + shift).orElse("");
  }

  private static String verdict(SoupDifference difference) {
    return difference(difference.difference(), difference.soup());
  }

  /** Says a difference and what it tells; what lies within its error is none that was measured. */
  static String difference(Interval difference, Score like) {
    Verdict better = difference.atMost(0).not();
    String shown = Scores.range(Scores.plain(difference, like), like);
    return better == Verdict.UNDECIDED
        ? "no difference beyond its error (" + shown + ", undecided)"
        : shown + ", " + verdict(better);
  }

  /** Returns what a difference says of what it is a difference to. */
  static String verdict(Verdict better) {
    return switch (better) {
      case YES -> "better";
      case NO -> "worse";
      case UNDECIDED -> "undecided";
    };
  }

  /** Says what soups over repeats come to. */
  static String repeats(List<SoupDifference> differences) {
    return differences.stream()
        .map(
            d ->
                "The "
                    + SoupTables.name(d)
                    + " soup minus "
                    + d.against()
                    + d.shift().map(shift -> " on " + shift).orElse("")
                    + ": "
                    + verdict(d)
                    + " ("
                    + Scores.overPairs(d.difference())
                    + ").")
        .collect(Collectors.joining(" "));
  }

  /** Says by what members were chosen and everything was measured. */
  static String selection(SoupResult result) {
    return "Members were chosen on validation examples; the test examples were opened once, after"
        + " that."
        + TieWords.words(
            result.ingredients().stream().map(SoupRow::validation).toList(),
            "ingredients",
            result.ingredients().get(0).name())
        + statistics(result.soup(), result.options().recalibrate());
  }

  /** Says what became of running statistics, if there are any. */
  static String statistics(Point soup, Statistics statistics) {
    if (!soup.layout().hasStatistics()) {
      return statistics.repairs() ? " " + RepairWords.of(statistics, soup.layout()) : "";
    }
    return switch (statistics) {
      case NONE ->
          " Running statistics of averages are those of the first network in them; single networks"
              + " have their own.";
      case CARRY ->
          " Running statistics of averages are averaged like the weights; single networks have their"
              + " own.";
      case RE_ESTIMATE ->
          " Running statistics were re-estimated on training examples, those of averages and of"
              + " single networks alike.";
      case REPAIR, REPAIR_OUTPUTS -> " " + RepairWords.of(statistics, soup.layout());
    };
  }

  /** Says how the weights of an average count. */
  static String weights(WeightedResult result) {
    double sum = result.weights().stream().mapToDouble(w -> w).sum();
    String shares =
        "Each weight counts by its share of their sum, " + Numbers.significant(sum, 3) + ".";
    boolean negative = result.weights().stream().anyMatch(w -> w / sum < 0);
    return shares
        + (negative && result.options().recalibrate() == Statistics.CARRY
            ? extrapolated(result.soup())
            : statistics(result.soup(), result.options().recalibrate()));
  }

  private static String extrapolated(Point soup) {
    return soup.layout().hasStatistics()
        ? " Running statistics of the average were re-estimated on training examples, as a weight is"
            + " negative; single networks have their own."
        : "";
  }

  private static String gate(SoupResult result) {
    List<Trial> refused = refused(result);
    if (refused.isEmpty()) {
      return "";
    }
    List<String> each =
        refused.stream()
            .map(t -> t.ingredient() + " (" + height(t, result) + aligned(t) + ")")
            .toList();
    return " The gate of "
        + gateHeight(result)
        + ", which goes by the validation error as measured at "
        + refused.get(0).gate().orElseThrow().positions().size()
        + " positions, refused "
        + Listed.first(each, MOST_NAMES)
        + "."
        + alignment(result, refused);
  }

  /** Says what alignment makes of what was refused, or how to ask. */
  private static String alignment(SoupResult result, List<Trial> refused) {
    List<Trial> measured = refused.stream().filter(t -> t.aligned().isPresent()).toList();
    if (measured.isEmpty()) {
      return " With --align weights these paths are measured with units aligned, too.";
    }
    return measured.stream()
        .filter(t -> t.aligned().get().lowest() <= result.options().gate())
        .findFirst()
        .map(
            t ->
                " What the gate lets in is an aligned network: %align "
                    + t.ingredient()
                    + " --to "
                    + result.ingredients().get(0).name()
                    + " --as aligned"
                    + (t.aligned().get().aligned() <= result.options().gate()
                        ? "."
                        : ", in a soup with --repair repair."))
        .orElse(" Alignment leaves them behind it.");
  }

  private static String gateHeight(SoupResult result) {
    double gate = result.options().gate();
    return result.row().test().metric() == Metric.ACCURACY
        ? Numbers.significant(100 * gate, 3) + "%"
        : Numbers.significant(gate, 3);
  }

  /** Says how high the path to an ingredient is, such as {@code 25.0 points above the chord}. */
  static String height(Trial trial, SoupResult result) {
    boolean ridge = trial.gate().map(path -> path.hasRidge(Score::error)).orElse(true);
    return Scores.points(trial.barrier().orElse(Double.NaN), trial.validation())
        + " above the "
        + baseline(result)
        + (ridge ? "" : ", no ridge: the path " + PathWords.way(trial.gate().get().scores()));
  }

  private static String aligned(Trial trial) {
    if (trial.aligned().isEmpty()) {
      return "";
    }
    AlignedGate gate = trial.aligned().get();
    return "; after alignment "
        + Scores.points(gate.aligned(), trial.validation())
        + (gate.repaired().isPresent()
            ? "; after repair " + Scores.points(gate.repaired().getAsDouble(), trial.validation())
            : "; " + gate.unrepaired());
  }

  private static String baseline(SoupResult result) {
    return result.options().baseline().label();
  }

  /** Returns the first refusal of each ingredient that the gate refused. */
  static List<Trial> refused(SoupResult result) {
    Set<String> seen = new HashSet<>();
    return result.ledger().stream()
        .filter(t -> t.decision() == Trial.Decision.REFUSED && seen.add(t.ingredient()))
        .toList();
  }

  /** Explains soups that fall between the valleys of their ingredients. */
  static Optional<String> explanation(SoupResult result) {
    Map<String, Score> own = new HashMap<>();
    result.ingredients().forEach(row -> own.put(row.name(), row.validation()));
    for (Trial trial : result.ledger()) {
      if (trial.move() == Trial.Move.ADD && trial.tried()) {
        double barrier = barrier(trial, own.get(trial.ingredient()), result.options().baseline());
        if (isRidge(barrier, own.get(trial.ingredient()), trial.validation())) {
          return Optional.of(ridge(trial, barrier, result));
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Returns whether a rise of the error is more than nothing and than chance, where that is known.
   */
  static boolean isRidge(double rise, Score single, Score like) {
    boolean scaled = like.metric() == Metric.NEGATIVE_ERROR;
    double least = scaled ? RIDGE * Math.abs(single.error()) : RIDGE;
    return rise > least && !(rise <= TestSetError.of(like));
  }

  /**
   * Returns how far the error of an average lies above the baseline between the soup before and the
   * ingredient: the average of k networks and one more lies at 1 / (k + 1) of the way.
   */
  private static double barrier(Trial trial, Score own, Baseline baseline) {
    int before = trial.taken() ? trial.members() - 1 : trial.members();
    Score average = trial.validation();
    double value = average.value() - trial.difference();
    Score soup = new Score(average.metric(), Double.NaN, value, average.examples());
    List<Double> positions = List.of(0.0, 1.0 / (before + 1), 1.0);
    return new Profile(positions, List.of(soup, average, own)).height(Score::error, baseline);
  }

  private static String ridge(Trial trial, double barrier, SoupResult result) {
    return "With "
        + trial.ingredient()
        + " the average "
        + (trial.validation().metric() == Metric.NEGATIVE_ERROR ? "rose" : "fell")
        + " to a validation "
        + Scores.text(trial.validation())
        + ": its error lies "
        + Scores.points(barrier, trial.validation())
        + " above the "
        + baseline(result)
        + " between the soup before and "
        + trial.ingredient()
        + ". A ridge of the error lies between them, as between networks from different"
        + " initialisations, which use their units for different things. Only networks that shared"
        + " much of their training average well: start from one point (%%finetune), look at"
        + " %barrier, or let --gate 2% refuse those behind a ridge, with --align weights to see"
        + " whether units in other places are all that lies between.";
  }
}
