package org.stockpot.report.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.stockpot.report.parts.Scores;
import org.stockpot.study.robustness.Corruption;
import org.stockpot.study.robustness.LotteryRobustnessResult;
import org.stockpot.study.robustness.NetworkMeasures;
import org.stockpot.study.robustness.RobustnessLevel;
import org.stockpot.task.replicates.Interval;
import org.stockpot.task.replicates.Sample;
import org.stockpot.task.replicates.Verdict;
import org.stockpot.text.Numbers;

/** What the numbers of {@link LotteryRobustnessReport} say. */
final class LotteryRobustnessWords {

  private LotteryRobustnessWords() {}

  /** Returns how far an error may rise and count as none. */
  static String tolerance(LotteryRobustnessResult result) {
    List<Double> all = result.levels().stream().map(RobustnessLevel::tolerance).distinct().toList();
    return all.size() > 1
        ? "tolerance of its run"
        : Double.isNaN(all.get(0)) ? "unknown sd" : Scores.points(all.get(0), result.like());
  }

  static String text(LotteryRobustnessResult result) {
    List<String> sentences = new ArrayList<>();
    for (String run : result.runs()) {
      sentences.add(found(result, run));
    }
    sentences.add(
        "Corrupted is the mean over "
            + result.corruptions().stream()
                .map(Corruption::toString)
                .collect(Collectors.joining(", "))
            + ", each at its severities.");
    if (!result.classes().isEmpty()) {
      sentences.add(
          "Rises of the worst class and of the calibration error ("
              + Numbers.counted(result.options().bins(), "bin")
              + ") have intervals over seeds alone.");
    }
    if (result.levels().stream().anyMatch(level -> Double.isNaN(level.tolerance()))) {
      sentences.add(
          "One dense run has no spread: give %imp more seeds, or --matching 0.5%, and nothing is"
              + " undecided for that reason.");
    }
    sentences.addAll(result.missing());
    return String.join(" ", sentences);
  }

  /** Names the sparsest level that hides harm, else what is known of all. */
  private static String found(LotteryRobustnessResult result, String run) {
    List<RobustnessLevel> levels = result.levels(run);
    if (levels.isEmpty()) {
      return run + ": interrupted before a level was finished.";
    }
    List<RobustnessLevel> harmed = having(levels, Verdict.YES);
    if (!harmed.isEmpty()) {
      RobustnessLevel sparsest = harmed.get(harmed.size() - 1);
      return run
          + ": harm that the mean accuracy does not show at "
          + densities(harmed)
          + "; at "
          + density(sparsest)
          + " the mean test error matches that of the dense networks, but "
          + harm(result, sparsest)
          + ".";
    }
    int unharmed = having(levels, Verdict.NO).size();
    int undecided = having(levels, Verdict.UNDECIDED).size();
    int visible = levels.size() - unharmed - undecided;
    return run
        + ": no level surely hides harm ("
        + unharmed
        + " surely hide none, "
        + undecided
        + " undecided, at "
        + visible
        + " the mean accuracy itself falls).";
  }

  private static List<RobustnessLevel> having(List<RobustnessLevel> levels, Verdict verdict) {
    return levels.stream().filter(l -> l.hidden().equals(Optional.of(verdict))).toList();
  }

  private static String densities(List<RobustnessLevel> levels) {
    return levels.stream().map(LotteryRobustnessWords::density).collect(Collectors.joining(", "));
  }

  private static String density(RobustnessLevel level) {
    return Numbers.significant(100 * level.density(), 3) + " % kept";
  }

  private static String harm(LotteryRobustnessResult result, RobustnessLevel level) {
    List<String> harms = new ArrayList<>();
    add(harms, result, level, "corruption adds", RobustnessLevel::excess);
    add(harms, result, level, "the worst class loses", RobustnessLevel::worst);
    add(harms, result, level, "the calibration error rises by", RobustnessLevel::calibration);
    return String.join(", ", harms);
  }

  private static void add(
      List<String> harms,
      LotteryRobustnessResult result,
      RobustnessLevel level,
      String words,
      Function<NetworkMeasures, Optional<Sample>> measure) {
    Optional<Interval> rise = level.rise(measure);
    if (rise.isPresent() && rise.get().atMost(level.tolerance()) == Verdict.NO) {
      harms.add(words + " " + Scores.text(rise.get(), result.like()));
    }
  }
}
