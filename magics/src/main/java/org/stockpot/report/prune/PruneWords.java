package org.stockpot.report.prune;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.stockpot.prune.Budget;
import org.stockpot.prune.Control;
import org.stockpot.prune.Copies;
import org.stockpot.prune.DivergedRound;
import org.stockpot.prune.NetworkKind;
import org.stockpot.prune.PruneResult;
import org.stockpot.prune.Retraining;
import org.stockpot.report.parts.Columns;
import org.stockpot.report.parts.Scores;
import org.stockpot.task.Metric;
import org.stockpot.task.Score;
import org.stockpot.task.replicates.Interval;
import org.stockpot.task.replicates.Tolerance;
import org.stockpot.task.replicates.Verdict;
import org.stockpot.text.Numbers;

/** What the tables of iterative pruning mean, in sentences. See {@link PruneReport}. */
final class PruneWords {

  private final PruneResult result;
  private final Score like;
  private final Tolerance tolerance;

  PruneWords(PruneResult result) {
    this.result = result;
    like = result.round(0).test();
    tolerance = result.options().matching();
  }

  List<String> all() {
    List<String> sentences = new ArrayList<>(List.of(matching(), budget()));
    if (result.options().retraining().pruning() == Retraining.Ladder.ONE_SHOT) {
      sentences.add(
          "Each round pruned the dense run at once to what iterative pruning keeps there, and its ticket"
              + " was trained on its own: no round goes on from another one.");
    }
    if (!result.diverged().isEmpty()) {
      sentences.add(diverged());
    }
    CollapseWords.of(result).ifPresent(sentences::add);
    result.options().controls().forEach(control -> sentences.add(compared(control)));
    if (result.copies().count() > 1) {
      sentences.add(merged(result.copies()));
    }
    if (IntStream.range(0, length())
        .anyMatch(r -> result.error(NetworkKind.TICKET, r).over() == Interval.Over.EXAMPLES)) {
      sentences.add(
          "With one seed an interval is the error of the test set alone: it says nothing of another"
              + " seed.");
    }
    return sentences;
  }

  /** Says what was run. */
  static String title(PruneResult result) {
    return switch (result.options().retraining().pruning()) {
      case ITERATIVE -> "Iterative pruning";
      case ONE_SHOT -> "One-shot pruning";
    };
  }

  /** Returns the heading of the column of steps that a network has had in all. */
  String stepsFromInit() {
    return Columns.STEPS_FROM.heading(result.fresh() ? "init" : "start");
  }

  /** Says which dense networks tickets are compared with, such as {@code at equal steps}. */
  String dense() {
    Retraining how = result.options().retraining();
    return how.accumulates() && !how.continuesDense()
        ? "of " + Numbers.counted(result.round(0).steps(), "step")
        : "at equal steps";
  }

  /** Says how many steps went into what is compared. */
  private String budget() {
    Retraining how = result.options().retraining();
    List<Control> controls = result.options().controls();
    if (how.budget() == Budget.SCHEDULE) {
      return "Tickets, controls and the dense run may have had different numbers of steps (--budget"
          + " schedule): see the columns of steps.";
    }
    String fresh =
        controls.contains(Control.RANDOM_INIT) && how.accumulates()
            ? " A fresh initialisation was trained by the schedule and then as the tickets were, its"
                + " mask there from the start."
            : "";
    String dense =
        how.continuesDense()
            ? " The dense run was trained on as the tickets were, without pruning, and tickets are"
                + " compared with the one of as many steps."
            : "";
    return "Tickets and what they are compared with have had equal steps (--budget equal"
        + (controls.contains(Control.LONGER_RETRAINING)
            ? "; longer-retraining in one network those of all copies)."
            : ").")
        + fresh
        + dense
        + (result.fresh()
            ? ""
            : " Steps count from the point that all seeds began at: what it had been trained for is not"
                + " in them"
                + (controls.contains(Control.RANDOM_INIT)
                    ? ", and random-init has not had it."
                    : "."));
  }

  private String matching() {
    String error = like.metric() == Metric.R2 ? "a test error 1 - R²" : "a test error";
    if (Double.isNaN(result.tolerance())) {
      return "Matching means "
          + error
          + " above that of the dense network by no more than the spread of dense runs, and one has none:"
          + " no round is decided. "
          + offer()
          + " sets a bound, several --seeds give a spread.";
    }
    return "Matching means "
        + error
        + " at most "
        + amount(result.tolerance())
        + (tolerance.kind() == Tolerance.Kind.SPREAD ? ", the " + result.matchingWords() + "," : "")
        + " above that of the dense network of the same seed: yes where the whole 95 % interval says so,"
        + " no where none of it does, else undecided (Paul et al., Definition 2.2). "
        + found()
        + doubt();
  }

  private String found() {
    List<Integer> sure = rounds(r -> result.matching(r) == Verdict.YES);
    List<Integer> open = rounds(r -> result.matching(r) == Verdict.UNDECIDED);
    List<Integer> not = rounds(r -> result.matching(r) == Verdict.NO);
    String sparsest = "No pruned round surely matches";
    if (!sure.isEmpty()) {
      int round = sure.get(sure.size() - 1);
      double density = result.rounds(NetworkKind.TICKET, round).get(0).density();
      sparsest =
          "The sparsest round that surely matches is "
              + round
              + " with "
              + Numbers.significant(100 * density, 3)
              + " % of the weights";
    }
    return sparsest
        + (open.isEmpty() ? "" : "; undecided: " + list(open))
        + (not.isEmpty() ? "" : "; surely not: " + list(not))
        + ".";
  }

  private String doubt() {
    boolean few =
        tolerance.kind() == Tolerance.Kind.SPREAD
            && result.testError(0).n() < Tolerance.ENOUGH_RUNS;
    return few
        ? " A spread of fewer than "
            + Tolerance.ENOUGH_RUNS
            + " runs is hardly known: "
            + offer()
            + " sets a bound."
        : "";
  }

  private String offer() {
    return percent() ? "--matching 0.2%" : "--matching 0.002";
  }

  private String diverged() {
    return "Diverged, and in no mean: "
        + result.diverged().stream().map(PruneWords::lost).collect(Collectors.joining("; "))
        + ". What such a seed is missing from is not decided. (Seed "
        + result.diverged().get(0).seed()
        + ": "
        + result.diverged().get(0).message()
        + ".)";
  }

  private static String lost(DivergedRound diverged) {
    return "seed "
        + diverged.seed()
        + ", round "
        + diverged.round()
        + " ("
        + diverged.kind()
        + (diverged.copy() == 0 ? "" : ", copy " + diverged.copy() + ", the others were merged")
        + ") at step "
        + diverged.step();
  }

  private String compared(Control control) {
    NetworkKind kind = NetworkKind.of(control);
    List<Integer> better = rounds(r -> isDecided(kind, r) && above(kind, r).high() < 0);
    List<Integer> worse = rounds(r -> isDecided(kind, r) && above(kind, r).low() > 0);
    String sentence =
        "Tickets surely have a lower test error than "
            + kind
            + (better.isEmpty() ? " at no round" : " at " + list(better))
            + (worse.isEmpty() ? "." : ", and a higher one at " + list(worse) + ".");
    return switch (control) {
      case RANDOM_MASK -> sentence + random();
      case RANDOM_SEARCH ->
          sentence
              + " Each round of random-search scored the starts of "
              + Control.CANDIDATES
              + " random masks on the validation examples, untrained, and trained the one of the lowest"
              + " loss.";
      case INVERTED ->
          sentence
              + " Each round of inverted pruned the weights of highest score instead: where it does as well,"
              + " the order of scores says nothing (Frankle et al., 2021).";
      case LONGER_RETRAINING ->
          sentence
              + " Rounds of longer-retraining trained one network for the steps of all copies together, by"
              + " the schedule stretched, on masks of its own: plain pruning at the budget of the copies.";
      case RANDOM_INIT -> sentence;
    };
  }

  private Interval above(NetworkKind kind, int round) {
    return result.difference(NetworkKind.TICKET, kind, round);
  }

  private boolean isDecided(NetworkKind kind, int round) {
    return result.isComplete(NetworkKind.TICKET, kind, round);
  }

  private String random() {
    List<Integer> sure = rounds(r -> result.matching(NetworkKind.RANDOM_MASK, r) == Verdict.YES);
    List<Integer> open =
        rounds(r -> result.matching(NetworkKind.RANDOM_MASK, r) == Verdict.UNDECIDED);
    return (sure.isEmpty()
            ? " Random masks surely match at no round"
            : " Random masks surely match too at "
                + list(sure)
                + ", where a ticket that matches says nothing of which weights were kept (Frankle et"
                + " al., 2020, §4.4)")
        + (open.isEmpty() ? "" : "; undecided: " + list(open))
        + ".";
  }

  private String merged(Copies copies) {
    boolean rewound = !result.options().retraining().accumulates();
    return "Each pruning retrained "
        + copies.count()
        + " networks under its mask, from one start with different data orders"
        + (copies.weightDecays().isEmpty() ? "" : " and weight decays " + copies.weightDecays())
        + (copies.swa() == 0
            ? ""
            : ", each averaged over weights an epoch apart, back from its end, in the last "
                + Numbers.significant(100 * copies.swa(), 3)
                + " % of its training (SWA)")
        + "; their "
        + copies.name()
        + " is the network of the round, as sparse as they are, and the next to be pruned "
        + (rewound
            ? "(Choi et al., SWAMP): copies of the next round start from rewound weights again."
            : "(Zimmer et al., Sparse Model Soups).");
  }

  private int length() {
    return result.longest().rounds().size();
  }

  private List<Integer> rounds(IntPredicate which) {
    return IntStream.range(1, length()).filter(which).boxed().toList();
  }

  /** Writes rounds in order as such as {@code rounds 1 to 3, 5}. */
  static String list(List<Integer> rounds) {
    List<String> parts = new ArrayList<>();
    for (int from = 0; from < rounds.size(); ) {
      int to = from;
      while (to + 1 < rounds.size() && rounds.get(to + 1) == rounds.get(to) + 1) {
        to++;
      }
      parts.add(rounds.get(from) + (to > from ? " to " + rounds.get(to) : ""));
      from = to + 1;
    }
    return (rounds.size() == 1 ? "round " : "rounds ") + String.join(", ", parts);
  }

  /** Writes a difference of errors, such as {@code 0.28 points}. */
  private String amount(double share) {
    String unit = Scores.unit(like.metric());
    return Numbers.significant(Scores.scale(like.metric()) * share, 2)
        + (unit.isEmpty() ? "" : " " + unit);
  }

  private boolean percent() {
    return like.metric() == Metric.ACCURACY;
  }
}
