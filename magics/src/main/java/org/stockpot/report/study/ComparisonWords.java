package org.stockpot.report.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.stockpot.report.parts.Scores;
import org.stockpot.study.Comparison;
import org.stockpot.study.ComparisonRow;
import org.stockpot.study.Level;
import org.stockpot.study.Measure;
import org.stockpot.study.ResultKind;
import org.stockpot.task.Metric;
import org.stockpot.task.replicates.Contrast;
import org.stockpot.task.replicates.Interval;
import org.stockpot.task.replicates.Verdict;
import org.stockpot.text.Numbers;

/** What the differences of a comparison say. */
final class ComparisonWords {

  /** More variants are not told one by one. */
  private static final int MOST_TOLD = 4;

  private final Comparison comparison;
  private final String first;

  ComparisonWords(Comparison comparison) {
    this.comparison = comparison;
    first = comparison.variants().get(0).name();
  }

  /** Says what a difference is taken between, in a word. */
  static String pairing(Contrast contrast) {
    return switch (contrast.pairing()) {
      case SAME -> "same networks";
      case PAIRED -> "paired";
      case UNPAIRED -> "unpaired";
    };
  }

  /** Says the same with how many replicates there are. */
  private static String replicates(Contrast contrast) {
    Interval difference = contrast.difference();
    boolean single = difference.over() == Interval.Over.EXAMPLES;
    return pairing(contrast) + (single ? ", test set only" : ", n " + difference.n());
  }

  String text() {
    List<String> sentences = new ArrayList<>();
    for (int i = 1; i < comparison.variants().size() && i <= MOST_TOLD; i++) {
      sentences.add(sentence(comparison.variants().get(i).name()));
    }
    sentences.addAll(cautions());
    return String.join(" ", sentences);
  }

  private String sentence(String name) {
    ComparisonRow last = null;
    for (ComparisonRow row : comparison.rows()) {
      boolean told = row.variant().equals(name) && row.contrast().isPresent();
      last = told ? row : last;
    }
    if (last == null) {
      return name + " and " + first + " have no level in common" + advice() + ".";
    }
    Contrast contrast = last.contrast().orElseThrow();
    Level level = last.level();
    String where = where(comparison.at(first, level).map(ComparisonRow::level).orElse(level));
    if (contrast.pairing() == Contrast.Pairing.SAME) {
      return where + name + " and " + first + " are the same networks.";
    }
    return where + name + compared(contrast) + ".";
  }

  private String advice() {
    return ComparisonHeadings.isByDensity(comparison)
        ? " within a hundredth of the weights kept (end both at one density by --to, or compare by"
            + " --match round)"
        : "";
  }

  private String compared(Contrast contrast) {
    boolean itself = comparison.like().metric() == Metric.NEGATIVE_ERROR;
    double sign = itself ? 1 : ComparisonHeadings.sign(comparison);
    double mean = sign * contrast.difference().mean();
    String what =
        comparison.measure() == Measure.TEST ? comparison.like().metric().label() : "error barrier";
    String of = " (" + replicates(contrast) + ")";
    Interval size = contrast.difference();
    Verdict better = contrast.better();
    boolean decided = better != Verdict.UNDECIDED;
    Interval shown =
        new Interval(decided ? Math.abs(mean) : mean, size.halfWidth(), size.n(), size.over());
    String range = Scores.range(shown, comparison.like());
    return decided
        ? " lies " + range + (mean < 0 ? " below " : " above ") + first + " in test " + what + of
        : " minus " + first + " is " + range + " in test " + what + of + ": undecided";
  }

  private String where(Level level) {
    if (ComparisonHeadings.isByDensity(comparison)) {
      return "At " + Numbers.significant(level.position(), 3) + " % of the weights kept, ";
    }
    if (comparison.kind() == ResultKind.INSTABILITIES) {
      return "Forked at " + level.name() + " (" + level.series() + "), ";
    }
    String name = level.series().isEmpty() ? level.name() : level.series() + ", " + level.name();
    return name.isEmpty()
        ? ""
        : "At " + ComparisonHeadings.levelHeading(comparison) + " " + name + ", ";
  }

  private List<String> cautions() {
    List<String> cautions = new ArrayList<>();
    long differences = contrasts(Contrast.Pairing.PAIRED) + contrasts(Contrast.Pairing.UNPAIRED);
    boolean single = contrasts().anyMatch(c -> c.difference().over() == Interval.Over.EXAMPLES);
    if (single) {
      cautions.add(
          "With one replicate the interval is that of the test set: others may say otherwise.");
    } else if (contrasts(Contrast.Pairing.UNPAIRED) > 0) {
      cautions.add("Unpaired: fewer than two replicates are shared, so the noise of both counts.");
    }
    if (differences > 1) {
      cautions.add(
          "Of "
              + differences
              + " differences at 95 % about "
              + Numbers.significant(0.05 * differences, 2)
              + " would be decided by chance alone.");
    }
    Optional<String> lost =
        comparison.variants().stream()
            .filter(v -> v.diverged() > 0)
            .map(v -> v.name() + " lacks " + v.diverged() + " that diverged.")
            .reduce((a, b) -> a + " " + b);
    lost.ifPresent(cautions::add);
    return cautions;
  }

  private long contrasts(Contrast.Pairing pairing) {
    return contrasts().filter(contrast -> contrast.pairing() == pairing).count();
  }

  private Stream<Contrast> contrasts() {
    return comparison.rows().stream().flatMap(row -> row.contrast().stream());
  }
}
