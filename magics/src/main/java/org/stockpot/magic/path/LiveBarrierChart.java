package org.stockpot.magic.path;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.stockpot.barrier.BarrierOptions;
import org.stockpot.barrier.BarrierResult;
import org.stockpot.barrier.LinearBarrier;
import org.stockpot.barrier.PairResult;
import org.stockpot.barrier.PathScores;
import org.stockpot.display.Display;
import org.stockpot.display.Figures;
import org.stockpot.magic.session.ProgressForm;
import org.stockpot.magic.session.Session;
import org.stockpot.report.barrier.BarrierReport;
import org.stockpot.task.Outcome;
import org.stockpot.task.Pair;
import org.stockpot.task.PerExample;
import org.stockpot.task.Score;
import org.stockpot.task.Statistics;

/** The chart of a barrier, redrawn at most once a second as scores on the test examples arrive. */
final class LiveBarrierChart implements LinearBarrier.Watcher {

  private static final long SECOND = 1_000_000_000L;

  private final Session session;
  private final BarrierOptions options;
  private final String task;
  private final String id = "stockpot-" + UUID.randomUUID();
  private final Map<Pair, Map<Statistics, TreeMap<Double, Score>>> seen = new LinkedHashMap<>();
  private long drawn = System.nanoTime();
  private boolean shown;

  LiveBarrierChart(Session session, BarrierOptions options, String task) {
    this.session = session;
    this.options = options;
    this.task = task;
  }

  @Override
  public void arrived(
      Pair pair, Statistics statistics, boolean test, double position, Score score) {
    if (test) {
      seen.computeIfAbsent(pair, p -> new LinkedHashMap<>())
          .computeIfAbsent(statistics, s -> new TreeMap<>())
          .put(position, score);
    }
    if (session.progress() == ProgressForm.BAR && System.nanoTime() - drawn > SECOND) {
      draw(new BarrierResult(task, options, pairs(), Outcome.DONE));
    }
  }

  private List<PairResult> pairs() {
    List<PairResult> pairs = new ArrayList<>();
    seen.forEach(
        (pair, paths) -> {
          List<PathScores> soFar = new ArrayList<>();
          paths.forEach(
              (statistics, scores) ->
                  soFar.add(
                      new PathScores(
                          statistics,
                          List.copyOf(scores.keySet()),
                          List.copyOf(scores.values()),
                          List.of(),
                          PerExample.NONE)));
          pairs.add(new PairResult(pair, 0, soFar));
        });
    return pairs;
  }

  /** Draws a result over what was drawn before. */
  void draw(BarrierResult result) {
    Display figure = session.figures().pictured(Figures.display(BarrierReport.chart(result)));
    if (shown) {
      session.notebook().update(id, figure);
    } else {
      session.figures().prepare();
      session.notebook().show(id, figure);
      shown = true;
    }
    drawn = System.nanoTime();
  }
}
