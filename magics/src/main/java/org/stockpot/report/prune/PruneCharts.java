package org.stockpot.report.prune;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.stockpot.prune.Control;
import org.stockpot.prune.NetworkKind;
import org.stockpot.prune.PruneOptions;
import org.stockpot.prune.PruneReplicate;
import org.stockpot.prune.PruneResult;
import org.stockpot.prune.Round;
import org.stockpot.prune.Saliencies;
import org.stockpot.report.parts.LineChart;
import org.stockpot.report.parts.ScoreCharts;
import org.stockpot.report.parts.Scores;
import org.stockpot.task.Score;
import org.stockpot.task.replicates.Interval;
import org.stockpot.weights.Slot;
import tech.tablesaw.plotly.components.Figure;

/** Iterative pruning as charts. See {@link PruneReport}. */
final class PruneCharts {

  private static final double PERCENT = 100;

  private final PruneResult result;
  private final Score like;
  private final double[] kept;

  PruneCharts(PruneResult result) {
    this.result = result;
    like = result.round(0).test();
    kept = result.longest().rounds().stream().mapToDouble(r -> PERCENT * r.density()).toArray();
  }

  Figure metric() {
    LineChart chart =
        new LineChart(
                run() + "<br>test " + like.metric().label() + " by the weights kept, " + seeds(),
                "weights kept (%)",
                ScoreCharts.axis("test", like.metric()))
            .fallingLogX(kept);
    ScoreCharts.bounded(chart, like.metric());
    add(chart, NetworkKind.TICKET, 0);
    for (Control control : result.options().controls()) {
      add(chart, NetworkKind.of(control), 1);
    }
    if (result.options().retraining().continuesDense()) {
      add(chart, NetworkKind.DENSE, 0);
      return chart.figure();
    }
    double dense = Scores.scale(like.metric()) * Scores.valueOf(result.testError(0).mean(), like);
    double[] ends = {kept[0], kept[kept.length - 1]};
    return chart.plain("dense", ends, new double[] {dense, dense}).figure();
  }

  /** Says what was run, such as {@code Iterative pruning, global, rewind init: digits}. */
  private String run() {
    PruneOptions options = result.options();
    boolean magnitude = options.saliency().equals(Saliencies.magnitude());
    return PruneWords.title(result)
        + ", "
        + (magnitude ? "" : Saliencies.label(options.saliency()) + ", ")
        + options.scope().name().toLowerCase(Locale.ROOT).replace('_', '-')
        + ", rewind "
        + options.rewind()
        + ": "
        + result.task();
  }

  private String seeds() {
    List<Long> seeds = result.replicates().stream().map(PruneReplicate::seed).toList();
    return seeds.size() == 1 ? "seed " + seeds.get(0) : "mean of " + seeds.size() + " seeds";
  }

  private void add(LineChart chart, NetworkKind kind, int first) {
    List<Integer> rounds = new ArrayList<>();
    List<Interval> errors = new ArrayList<>();
    for (int round = first; round < kept.length; round++) {
      Interval error = result.error(kind, round);
      if (error.n() > 0) {
        rounds.add(round);
        errors.add(error);
      }
    }
    if (errors.isEmpty()) {
      return;
    }
    double[] places = rounds.stream().mapToDouble(round -> kept[round]).toArray();
    ScoreCharts.values(chart, kind.toString(), places, errors, like);
  }

  Figure slots() {
    List<Round> rounds = result.longest().rounds();
    LineChart chart =
        new LineChart(
                "Where the weights went, seed "
                    + result.longest().seed()
                    + ": "
                    + result.task()
                    + "<br>kept in each slot by kept in all",
                "weights kept in the network (%)",
                "kept in the slot (%)")
            .fallingLogX(kept)
            .logY();
    for (Slot slot : rounds.get(0).mask().layout().slots()) {
      if (slot.role().isPrunable()) {
        chart.line(
            slot.name(),
            kept,
            rounds.stream().mapToDouble(r -> PERCENT * r.mask().density(slot)).toArray());
      }
    }
    return chart.figure();
  }

  Figure magnitudes(int round) {
    Round before = result.round(round - 1);
    Round after = result.round(round);
    List<MagnitudeHistogram.Kept> shown =
        List.of(
            new MagnitudeHistogram.Kept(before.solution(), before.mask()),
            new MagnitudeHistogram.Kept(before.solution(), after.mask()),
            new MagnitudeHistogram.Kept(after.solution(), after.mask()));
    MagnitudeHistogram bins = MagnitudeHistogram.spanning(shown);
    return new LineChart(
            "Magnitudes around pruning "
                + round
                + ", seed "
                + result.replicates().get(0).seed()
                + ": "
                + result.task()
                + "<br>kept weights by magnitude, all slots",
            "|w| (logarithmic)",
            "weights per bin")
        .logX()
        .steps("before pruning", bins.centres(), bins.count(shown.get(0)))
        .steps("kept by pruning", bins.centres(), bins.count(shown.get(1)))
        .steps("after retraining", bins.centres(), bins.count(shown.get(2)))
        .figure();
  }
}
