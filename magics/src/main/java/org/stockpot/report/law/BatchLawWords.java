package org.stockpot.report.law;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.stockpot.law.Constant;
import org.stockpot.law.Fit;
import org.stockpot.study.batch.BatchLawCell;
import org.stockpot.study.batch.BatchLawResult;
import org.stockpot.study.batch.Edge;
import org.stockpot.task.Availability;
import org.stockpot.task.Optimizer;
import org.stockpot.task.analysis.ExampleCount;
import org.stockpot.task.replicates.Interval;
import org.stockpot.text.Numbers;

/** What grids of batch sizes and learning rates mean, in words. See {@link BatchLawReport}. */
final class BatchLawWords {

  private static final int DIGITS = 3;

  private BatchLawWords() {}

  static String edge(BatchLawResult result) {
    if (result.cells().stream().allMatch(cell -> cell.highest().isEmpty())) {
      return "Where sharpness stands is undecided: it is known of no training.";
    }
    List<String> sentences = new ArrayList<>();
    List<BatchLawCell> full =
        result.cells().stream().filter(cell -> cell.full() && cell.highest().isPresent()).toList();
    if (!full.isEmpty()) {
      sentences.add(
          full.stream()
              .map(cell -> words(cell, result.options().within()))
              .collect(Collectors.joining("; ", "Full batch: ", ".")));
    }
    sentences.add(threshold(result.recipe().optimizer()));
    if (!result.options().examples().equals(ExampleCount.ALL)) {
      sentences.add(
          "Curvature and noise are those of "
              + result.options().examples()
              + " training examples, which is not all of the loss that is descended.");
    }
    sentences.add(
        "It stands at its mean over the quarter of the probes in a row in which it is highest, the"
            + " start left out; at the edge is within "
            + Numbers.percent(result.options().within(), 0)
            + " of the threshold, with the whole interval over "
            + Edge.LEAST
            + " or more seeds.");
    if (!result.cells().stream().allMatch(BatchLawCell::full)) {
      sentences.add(
          "Thresholds are of full-batch steps: with mini-batches sharpness typically stays below them"
              + " (Cohen et al., ICLR 2021), so that below is no margin there.");
    }
    return String.join(" ", sentences);
  }

  private static String words(BatchLawCell cell, double within) {
    return "at lr "
        + number(cell.rate())
        + " sharpness stands at "
        + range(cell.highest().orElseThrow())
        + " of the threshold "
        + number(cell.threshold())
        + ": "
        + cell.edge(within);
  }

  /** Says what is compared with what. */
  private static String threshold(Optimizer optimizer) {
    double momentum = optimizer.momentum();
    boolean shifted = optimizer.weightDecay() > 0 && optimizer.optimizer() != Optimizer.Kind.ADAMW;
    String sharpness = shifted ? "λ1 + weight decay" : "λ1";
    String preconditioned =
        (shifted ? " of P^-½ (H + weight decay) P^-½" : " of P^-½ H P^-½")
            + ", P from the second moments of past gradients";
    String words =
        switch (optimizer.optimizer()) {
          case SGD ->
              sharpness
                  + " of the Hessian of the training loss; the threshold of this optimizer is "
                  + (momentum == 0
                      ? "2 / η"
                      : optimizer.nesterov()
                          ? "2 (1 + μ) / ((1 + 2μ) η), μ = " + number(momentum)
                          : "2 (1 + μ) / η, μ = " + number(momentum));
          case RMSPROP -> "λ1" + preconditioned + "; the threshold of this optimizer is 2 / η";
          case ADAM, ADAMW ->
              "λ1"
                  + preconditioned
                  + "; the threshold of this optimizer is 38 / η"
                  + (optimizer.optimizer() == Optimizer.Kind.ADAMW && optimizer.weightDecay() > 0
                      ? " - 19 weight decay"
                      : "");
        };
    return "Sharpness is " + words + ".";
  }

  static String steps(BatchLawResult result, String target) {
    List<String> sentences = new ArrayList<>();
    if (result.target().isEmpty()) {
      return "The critical batch size is undecided: there is no validation loss above 0 and below"
          + " that of the start which each batch size reaches at one of its rates with all seeds.";
    }
    sentences.add(
        "Steps are counted to "
            + target
            + (result.options().target() > 0
                ? ""
                : ", a quarter of the way back, by its logarithm, to the start's from the lowest that"
                    + " each batch size reaches at one of its rates with all seeds")
            + ".");
    Availability<Fit> fit = result.fit();
    sentences.add(
        fit.value()
            .map(f -> law(result, f))
            .orElseGet(() -> "The critical batch size is undecided: " + fit.reason() + "."));
    List<String> ends =
        result.batches().stream()
            .flatMap(batch -> result.fastest(batch).stream())
            .filter(result::isAtTheEnd)
            .map(
                cell ->
                    (cell.full() ? "full" : "" + cell.batch())
                        + " (lr "
                        + number(cell.rate())
                        + ")")
            .toList();
    if (!ends.isEmpty()) {
      sentences.add(
          "The fastest rate is at an end of the rates for batch "
              + String.join(", ", ends)
              + ": others outside may be faster, and the law another; widen --rates.");
    }
    return String.join(" ", sentences);
  }

  private static String law(BatchLawResult result, Fit fit) {
    List<Constant> constants = new ArrayList<>(fit.constants());
    constants.add(BatchLawResult.criticalBatch(fit));
    String noise =
        result.batches().stream()
            .flatMap(batch -> result.fastest(batch).stream())
            .flatMap(
                cell ->
                    cell.noiseScale(result.target().orElseThrow()).stream()
                        .mapToObj(b -> (cell.full() ? "full " : cell.batch() + " ") + number(b)))
            .collect(Collectors.joining(", "));
    return "(S / S_min - 1)(E / E_min - 1) = 1 of S steps and E = B S examples (McCandlish et al.,"
        + " 2018): "
        + LawTables.words(constants)
        + ", B_crit = E_min / S_min; intervals over "
        + LawTables.over(fit)
        + "."
        + (noise.isEmpty()
            ? ""
            : " Beside B_crit, the simple noise scale tr Σ / |g|² on the way to the target, by batch"
                + " size: "
                + noise
                + ".");
  }

  private static String range(Interval interval) {
    return number(interval.mean())
        + (Double.isNaN(interval.halfWidth())
            ? ""
            : String.format(Locale.ROOT, " ± %s", Numbers.significant(interval.halfWidth(), 2)));
  }

  private static String number(double value) {
    return Numbers.significant(value, DIGITS);
  }
}
