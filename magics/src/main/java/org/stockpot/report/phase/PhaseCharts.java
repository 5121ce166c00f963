package org.stockpot.report.phase;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.stockpot.report.parts.LineChart;
import org.stockpot.study.Load;
import org.stockpot.study.phase.MeasuredState;
import org.stockpot.study.phase.PhaseOptions.Direction;
import org.stockpot.study.phase.PhaseResult;
import org.stockpot.study.phase.PhaseRun;
import tech.tablesaw.plotly.components.Figure;

/** Quantities of sweeps by the strength of the penalty. See {@link PhaseReport}. */
final class PhaseCharts {

  private PhaseCharts() {}

  /** Returns a quantity by β, one line for each network and sweep of the first seed. */
  static Figure of(PhaseResult result, String axis, ToDoubleFunction<MeasuredState> quantity) {
    LineChart chart =
        new LineChart(
                "Onset of learning: "
                    + result.task()
                    + "<br>by the strength β of the penalty, seed "
                    + result.options().seeds().get(0),
                "β",
                axis)
            .logX();
    for (Load load : result.loads()) {
      PhaseRun run = result.runs(load).get(0);
      for (Direction way : result.options().direction()) {
        add(
            chart,
            load + ", " + way.name().toLowerCase(Locale.ROOT),
            run.states().get(way),
            quantity);
      }
    }
    return chart.figure();
  }

  private static void add(
      LineChart chart,
      String name,
      List<MeasuredState> states,
      ToDoubleFunction<MeasuredState> quantity) {
    List<MeasuredState> all =
        states.stream().filter(s -> Double.isFinite(quantity.applyAsDouble(s))).toList();
    List<MeasuredState> ended = all.stream().filter(s -> s.state().converged()).toList();
    List<MeasuredState> others = all.stream().filter(s -> !s.state().converged()).toList();
    if (!ended.isEmpty()) {
      chart.line(name, strengths(ended), ended.stream().mapToDouble(quantity).toArray());
    }
    if (!others.isEmpty()) {
      chart.points(
          name + ", not converged",
          strengths(others),
          others.stream().mapToDouble(quantity).toArray());
    }
  }

  private static double[] strengths(List<MeasuredState> states) {
    return states.stream().mapToDouble(s -> s.state().strength()).toArray();
  }
}
