package org.stockpot.report.gradient;

import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.stockpot.curvature.gradient.CoherenceResult;
import org.stockpot.curvature.gradient.CoherenceResult.Moment;
import org.stockpot.curvature.gradient.GradientAgreement;
import org.stockpot.display.Display;
import org.stockpot.display.Tables;
import org.stockpot.report.parts.Columns;
import org.stockpot.report.parts.GradientColumns;
import org.stockpot.report.parts.LineChart;
import org.stockpot.report.parts.NumberCells;
import org.stockpot.report.parts.ResultReport;
import org.stockpot.text.Numbers;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;

/** Coherence and noise of gradients along a training as a table and charts. */
public final class CoherenceReport {

  /** The tables, charts and papers of these results. */
  public static final ResultReport<CoherenceResult> REPORT =
      ResultReport.of(CoherenceResult.class)
          .table("points", "CoherenceReport.table", CoherenceReport::table)
          .chart("CoherenceReport.chart", CoherenceReport::chart)
          .chart("noise", "CoherenceReport.noise", CoherenceReport::noise)
          .papers(
              (result, papers) -> {
                papers.addTask(result.task());
                papers.add("chatterjee2020coherence", "m-coherence of the gradients of examples");
                papers.add("mccandlish2018batch", "the simple noise scale of gradients");
              });

  private static final String OWN = "given labels";
  private static final String SHUFFLED = "shuffled labels";

  private CoherenceReport() {}

  /**
   * Returns one row per point and labelling.
   *
   * @param result coherence along a training
   * @return the table; the noise scale is missing where the mean gradient is 0
   */
  public static Table table(CoherenceResult result) {
    Table table =
        Table.create(
            "Coherence of gradients along " + result.training() + ", " + result.task(),
            Columns.STEP.longs(),
            GradientColumns.LABELS.texts(),
            GradientColumns.COHERENCE.numbers(),
            GradientColumns.COHERENCE_SE.numbers(),
            GradientColumns.COHERENCE_SHARE.numbers(),
            GradientColumns.NOISE_SCALE.numbers(),
            GradientColumns.NOISE_SCALE_SE.numbers(),
            Columns.GRADIENT.numbers(),
            Columns.EXAMPLES.longs());
    for (Moment moment : result.moments()) {
      append(table, moment.step(), OWN, moment.own());
      moment.shuffled().ifPresent(s -> append(table, moment.step(), SHUFFLED, s));
    }
    return table;
  }

  private static void append(Table table, long step, String labels, GradientAgreement found) {
    table.longColumn(0).append(step);
    table.stringColumn(1).append(labels);
    table.doubleColumn(2).append(found.coherence());
    table.doubleColumn(3).append(found.coherenceError());
    table.doubleColumn(4).append(100 * found.alpha());
    NumberCells.append(table.doubleColumn(5), found.noiseScale());
    NumberCells.append(table.doubleColumn(6), found.noiseScaleError());
    table.doubleColumn(7).append(Math.sqrt(found.squaredMean()));
    table.longColumn(8).append(found.examples());
  }

  /**
   * Shows the table with a sentence on what it means.
   *
   * @param result coherence along a training
   * @return the display
   */
  public static Display display(CoherenceResult result) {
    Moment last = result.moments().get(result.moments().size() - 1);
    String text =
        "m-coherence says how many of "
            + result.examples()
            + " examples a step along the mean gradient helps for each: 1 if their gradients are"
            + " orthogonal, "
            + result.examples()
            + " if they are the same; it was "
            + Numbers.significant(last.own().coherence(), 3)
            + last.shuffled()
                .map(
                    s ->
                        ", and " + Numbers.significant(s.coherence(), 3) + " with shuffled labels,")
                .orElse("")
            + " at step "
            + last.step()
            + ". The noise scale is the batch size up to which a larger batch still saves steps"
            + " (simple noise scale, without the Hessian). Shuffled labels are measured at the same"
            + " points: no network was trained on them. Standard errors are jackknifed over"
            + " examples."
            + (result.together()
                ? ""
                : " This model has layers other than dense ones, so that gradients were computed"
                    + " one example at a time.")
            + (result.moments().stream().allMatch(m -> Double.isFinite(m.own().noiseScale()))
                ? ""
                : " Empty noise scales are infinite: the mean gradient is 0.");
    return Display.stack(List.of(Tables.display(table(result)), Display.text(text)));
  }

  /**
   * Returns m-coherence over the steps.
   *
   * @param result coherence along a training
   * @return the figure
   */
  public static Figure chart(CoherenceResult result) {
    return figure(
        result,
        "m-coherence of gradients: ",
        "m-coherence (1: orthogonal, " + result.examples() + ": the same)",
        GradientAgreement::coherence,
        GradientAgreement::coherenceError);
  }

  /**
   * Returns the noise scale over the steps.
   *
   * @param result coherence along a training
   * @return the figure
   */
  public static Figure noise(CoherenceResult result) {
    return figure(
        result,
        "Simple noise scale (critical batch size): ",
        "noise scale (examples)",
        GradientAgreement::noiseScale,
        GradientAgreement::noiseScaleError);
  }

  private static Figure figure(
      CoherenceResult result,
      String title,
      String y,
      ToDoubleFunction<GradientAgreement> value,
      ToDoubleFunction<GradientAgreement> error) {
    LineChart chart =
        new LineChart(title + result.training() + ", " + result.task(), "optimizer step", y)
            .logY()
            .band("± standard error");
    line(chart, OWN, result.moments(), Moment::own, value, error);
    List<Moment> control = result.moments().stream().filter(m -> m.shuffled().isPresent()).toList();
    if (!control.isEmpty()) {
      line(chart, SHUFFLED, control, m -> m.shuffled().orElseThrow(), value, error);
    }
    return chart.figure();
  }

  /** Adds the moments that a logarithmic axis can show. */
  private static void line(
      LineChart chart,
      String name,
      List<Moment> moments,
      Function<Moment, GradientAgreement> of,
      ToDoubleFunction<GradientAgreement> value,
      ToDoubleFunction<GradientAgreement> error) {
    List<Moment> shown =
        moments.stream()
            .filter(m -> value.applyAsDouble(of.apply(m)) > 0)
            .filter(m -> Double.isFinite(value.applyAsDouble(of.apply(m))))
            .toList();
    double[] xs = shown.stream().mapToDouble(Moment::step).toArray();
    double[] ys = shown.stream().mapToDouble(m -> value.applyAsDouble(of.apply(m))).toArray();
    double[] low = new double[xs.length];
    double[] high = new double[xs.length];
    for (int i = 0; i < xs.length; i++) {
      double se = error.applyAsDouble(of.apply(shown.get(i)));
      double width = Double.isFinite(se) ? se : 0;
      low[i] = Math.max(ys[i] / 100, ys[i] - width);
      high[i] = ys[i] + width;
    }
    chart.banded(name, xs, ys, low, high);
  }
}
