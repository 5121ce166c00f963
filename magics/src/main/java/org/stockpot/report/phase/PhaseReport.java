package org.stockpot.report.phase;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.stockpot.display.Display;
import org.stockpot.display.Tables;
import org.stockpot.phase.PhaseState;
import org.stockpot.report.parts.Columns;
import org.stockpot.report.parts.CurvatureColumns;
import org.stockpot.report.parts.LawColumns;
import org.stockpot.report.parts.MetricColumns;
import org.stockpot.report.parts.ResultChart;
import org.stockpot.report.parts.ResultReport;
import org.stockpot.report.parts.ScoreCharts;
import org.stockpot.report.parts.Scores;
import org.stockpot.report.parts.SimilarityColumns;
import org.stockpot.study.Load;
import org.stockpot.study.phase.MeasuredState;
import org.stockpot.study.phase.PhaseOptions.Direction;
import org.stockpot.study.phase.PhaseResult;
import org.stockpot.study.phase.PhaseRun;
import org.stockpot.task.replicates.Interval;
import org.stockpot.text.Numbers;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;

/** The onset of learning under an L2 penalty as tables, charts and sentences. */
public final class PhaseReport {

  /** The tables, charts and papers of these results. */
  public static final ResultReport<PhaseResult> REPORT =
      ResultReport.of(PhaseResult.class)
          .table("transitions", "PhaseReport.table", PhaseReport::table)
          .table("states", "PhaseReport.states", PhaseReport::states)
          .withCharts(PhaseReport::charts)
          .papers(
              (result, papers) -> {
                papers.addTask(result.task());
                papers.add("ersoy2025phase", "the onset of learning under an L2 penalty");
              });

  private static final double PERCENT = 100;
  private static final String ERROR = "error";
  private static final String NORM = "norm";
  private static final String EIGENVALUE = "eigenvalue";

  /** The names of what charts show. */
  public static final List<String> QUANTITIES = List.of(ERROR, NORM, EIGENVALUE);

  private PhaseReport() {}

  private static List<ResultChart> charts(PhaseResult result) {
    return QUANTITIES.stream()
        .map(
            name ->
                new ResultChart(
                    name,
                    "PhaseReport.chart(" + ResultChart.RESULT + ", \"" + name + "\")",
                    () -> chart(result, name)))
        .toList();
  }

  private static void append(DoubleColumn column, Optional<Double> value) {
    value.filter(Double::isFinite).ifPresentOrElse(column::append, column::appendMissing);
  }

  private static void append(
      DoubleColumn mean, DoubleColumn half, Optional<Interval> interval, double scale) {
    append(mean, interval.map(i -> scale * i.mean()));
    append(half, interval.map(i -> scale * i.halfWidth()));
  }

  /**
   * Returns one row per network and sweep: where learning begins or ends, what the curvature of the
   * trivial state predicts, how much is learned at once, and the area between both sweeps.
   *
   * @param result sweeps
   * @return the table
   */
  public static Table table(PhaseResult result) {
    String seed = result.options().seeds().get(0).toString();
    Table table =
        Table.create(
            "Onset of learning under β |weights|²: " + result.task(),
            SimilarityColumns.LOAD.texts(),
            LawColumns.WAY.texts(),
            Columns.N.ints(),
            LawColumns.CRITICAL.numbers(),
            LawColumns.CRITICAL_INTERVAL.numbers(),
            LawColumns.PREDICTED.numbers(),
            LawColumns.JUMP.numbers(),
            LawColumns.JUMP_INTERVAL.numbers(),
            LawColumns.IS_JUMP.texts(Numbers.percent(PhaseResult.JUMP, 0)),
            LawColumns.HYSTERESIS.numbers(),
            LawColumns.HYSTERESIS_INTERVAL.numbers(),
            LawColumns.FURTHER.texts(seed),
            LawColumns.UNCONVERGED.ints());
    for (Load load : result.loads()) {
      for (Direction way : result.options().direction()) {
        add(table, result, load, way);
      }
    }
    return table;
  }

  private static void add(Table table, PhaseResult result, Load load, Direction way) {
    table.stringColumn(0).append(load.toString());
    table.stringColumn(1).append(words(way));
    table.intColumn(2).append(result.runs(load).size());
    append(table.doubleColumn(3), table.doubleColumn(4), result.critical(load, way), 1);
    append(table.doubleColumn(5), result.predicted(load));
    append(table.doubleColumn(6), table.doubleColumn(7), result.jump(load, way), PERCENT);
    table.stringColumn(8).append(result.isJump(load, way).toString());
    append(table.doubleColumn(9), table.doubleColumn(10), result.hysteresis(load), 1);
    table
        .stringColumn(11)
        .append(
            result.further(load, way).stream()
                .map(beta -> Numbers.significant(beta, 2))
                .collect(Collectors.joining(", ")));
    table.intColumn(12).append((int) result.unconverged(load, way));
  }

  private static String words(Direction way) {
    return way.name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns one row per state of each sweep.
   *
   * @param result sweeps
   * @return the table
   */
  public static Table states(PhaseResult result) {
    Table table =
        Table.create(
            "States under β |weights|²: " + result.task(),
            SimilarityColumns.LOAD.texts(),
            Columns.SEED.longs(),
            LawColumns.WAY.texts(),
            LawColumns.STRENGTH.numbers(),
            DoubleColumn.create(MetricColumns.error("training", result.metric())),
            LawColumns.LEARNED.numbers(),
            LawColumns.WEIGHT_NORM.numbers(),
            Columns.LARGEST.numbers(),
            Columns.GRADIENT.numbers(),
            Columns.STEPS.ints(),
            CurvatureColumns.CONVERGED.facts());
    for (PhaseRun run : result.runs()) {
      for (Direction way : result.options().direction()) {
        run.states().get(way).forEach(state -> add(table, result, run, way, state));
      }
    }
    return table;
  }

  private static void add(
      Table table, PhaseResult result, PhaseRun run, Direction way, MeasuredState measured) {
    PhaseState state = measured.state();
    table.stringColumn(0).append(run.load().toString());
    table.longColumn(1).append(run.seed());
    table.stringColumn(2).append(words(way));
    table.doubleColumn(3).append(state.strength());
    table.doubleColumn(4).append(Scores.scale(result.metric()) * measured.error());
    append(table.doubleColumn(5), Optional.of(PERCENT * run.sweeps().get(way).order(state)));
    table.doubleColumn(6).append(state.norm());
    append(table.doubleColumn(7), Optional.of(measured.eigenvalue().orElse(Double.NaN)));
    table.doubleColumn(8).append(state.gradient());
    table.intColumn(9).append(state.steps());
    table.booleanColumn(10).append(state.converged());
  }

  /**
   * Shows the transitions and what they mean.
   *
   * @param result sweeps
   * @return the display
   */
  public static Display display(PhaseResult result) {
    List<Display> parts = new ArrayList<>();
    if (!result.runs().isEmpty()) {
      parts.add(Tables.display(table(result)));
      parts.add(Display.text(words(result)));
    }
    return Display.stack(parts);
  }

  private static String words(PhaseResult result) {
    List<String> words = new ArrayList<>();
    for (Load load : result.loads()) {
      for (Direction way : result.options().direction()) {
        words.add(words(result, load, way));
      }
      result.hysteresis(load).map(area -> hysteresis(result, load, area)).ifPresent(words::add);
    }
    long unconverged =
        result.loads().stream()
            .flatMap(
                load -> result.options().direction().stream().map(w -> result.unconverged(load, w)))
            .mapToLong(count -> count)
            .sum();
    words.add(
        "Learned is (trivial loss − loss) as a share of that at the smallest β; the trivial state"
            + " has no weights and the best biases, which are not penalised. Critical β are halved"
            + " down to half a per cent; a jump learns more than "
            + Numbers.percent(PhaseResult.JUMP, 0)
            + " across that. −λ_min / 2 of the trivial state is exact for linear networks with one"
            + " hidden layer, and is none where that state is stable anyway. Further drops are"
            + " those of a tenth or more of what is learned, from one β to the next.");
    if (result.options().direction().contains(Direction.DOWN)
        && result.loads().stream().anyMatch(load -> isStable(result, load))) {
      words.add(
          "Where the trivial state is stable without a penalty, as with two hidden layers or more,"
              + " it is left by what weights are moved by: the critical β of the sweep down, and"
              + " hysteresis, are those of --noise "
              + result.options().noise()
              + ".");
    }
    if (unconverged > 0) {
      words.add(
          Numbers.counted(unconverged, "descent")
              + " did not converge within --budget "
              + result.options().budget()
              + ": charts mark these states and do not join them.");
    }
    return String.join(" ", words);
  }

  private static boolean isStable(PhaseResult result, Load load) {
    return result.predicted(load).isEmpty() && result.hasTrivialState(load);
  }

  private static String words(PhaseResult result, Load load, Direction way) {
    String sweep = "Sweeping " + words(way) + ", " + load;
    if (!result.hasTrivialState(load)) {
      return sweep
          + " has no transition: its state without weights is stationary at no β, so what is learned"
          + " falls smoothly.";
    }
    return result
        .critical(load, way)
        .map(
            beta ->
                sweep
                    + " changes at β = "
                    + range(beta)
                    + result
                        .predicted(load)
                        .map(p -> " (by the trivial state " + Numbers.significant(p, 3) + ")")
                        .orElse("")
                    + "; a jump: "
                    + result.isJump(load, way)
                    + ".")
        .orElse(
            sweep
                + " has no transition that all seeds show between β = "
                + result.options().l2()
                + ": undecided.");
  }

  private static String hysteresis(PhaseResult result, Load load, Interval area) {
    return "Hysteresis of "
        + load
        + ": "
        + range(area)
        + " decades, above "
        + PhaseResult.AREA
        + ": "
        + result.hasHysteresis(load)
        + ".";
  }

  private static String range(Interval interval) {
    return Numbers.significant(interval.mean(), 3)
        + (Double.isNaN(interval.halfWidth())
            ? ""
            : " ± " + Numbers.significant(interval.halfWidth(), 2));
  }

  /**
   * Returns the training error by β.
   *
   * @param result sweeps
   * @return the figure
   */
  public static Figure chart(PhaseResult result) {
    return chart(result, ERROR);
  }

  /**
   * Returns a quantity by β, one line for each network and sweep of the first seed.
   *
   * @param result sweeps
   * @param quantity one of {@link #QUANTITIES}
   * @return the figure
   * @throws IllegalArgumentException if there is no such quantity
   */
  public static Figure chart(PhaseResult result, String quantity) {
    double scale = Scores.scale(result.metric());
    return switch (quantity) {
      case ERROR ->
          PhaseCharts.of(
              result,
              ScoreCharts.errorAxis("training", result.metric()),
              state -> scale * state.error());
      case NORM -> PhaseCharts.of(result, "norm of the weights", state -> state.state().norm());
      case EIGENVALUE ->
          PhaseCharts.of(
              result, "λ1 of the Hessian", state -> state.eigenvalue().orElse(Double.NaN));
      default ->
          throw new IllegalArgumentException(
              "quantity must be one of " + String.join(", ", QUANTITIES) + ", got " + quantity);
    };
  }
}
