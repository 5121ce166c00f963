package org.stockpot.report.parts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.stockpot.barrier.BarrierOptions;
import org.stockpot.barrier.BarrierResult;
import org.stockpot.barrier.CurveOptions;
import org.stockpot.barrier.CurveSurvey;
import org.stockpot.barrier.Fork;
import org.stockpot.barrier.Instability;
import org.stockpot.barrier.InstabilityOptions;
import org.stockpot.barrier.LinearBarrier;
import org.stockpot.barrier.MliResult;
import org.stockpot.barrier.PlaneOptions;
import org.stockpot.barrier.PlaneSurvey;
import org.stockpot.barrier.RewoundStart;
import org.stockpot.barrier.Robustness;
import org.stockpot.barrier.RobustnessOptions;
import org.stockpot.landscape.BasinOptions;
import org.stockpot.landscape.BasinResult;
import org.stockpot.landscape.RoughnessOptions;
import org.stockpot.landscape.RoughnessResult;
import org.stockpot.landscape.SurroundedPoint;
import org.stockpot.prune.Control;
import org.stockpot.prune.IterativePruning;
import org.stockpot.prune.PruneOptions;
import org.stockpot.prune.PruneResult;
import org.stockpot.report.Csv;
import org.stockpot.report.ResultReports;
import org.stockpot.report.study.SuccessiveBarrierReport;
import org.stockpot.soup.Finetune;
import org.stockpot.soup.FinetuneResult;
import org.stockpot.soup.Ingredient;
import org.stockpot.soup.Interpolation;
import org.stockpot.soup.SoupOptions;
import org.stockpot.soup.SoupRecipe;
import org.stockpot.soup.Soups;
import org.stockpot.soup.Variation;
import org.stockpot.soup.WeightedSoup;
import org.stockpot.study.Comparison;
import org.stockpot.study.Match;
import org.stockpot.study.Variant;
import org.stockpot.task.Distortion;
import org.stockpot.task.Job;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Span;
import org.stockpot.task.Statistics;
import org.stockpot.task.Task;
import org.stockpot.task.TestSet;
import org.stockpot.task.TrainResult;
import org.stockpot.task.replicates.Estimate;
import org.stockpot.testing.Bowl;
import org.stockpot.testing.Points;
import org.stockpot.testing.Sloped;
import org.stockpot.weights.Line;
import org.stockpot.weights.Mask;
import org.stockpot.weights.MaskedPoint;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

final class ColumnsTest {

  private static final Recipe RECIPE = Recipe.defaults().withLength(Span.epochs(2));
  private static final Pattern LITERAL = Pattern.compile("Column\\.create\\(\\s*\"");
  private static final Pattern PLACE = Pattern.compile("\\{}|\\*");
  private final Bowl bowl = new Bowl(Points.small());
  private final List<TestSet> shift = List.of(Distortion.parse("noise:0.2"));

  /** Returns a table of each kind that there is. */
  private List<Table> tables() {
    PruneOptions options =
        PruneOptions.defaults().withRounds(2).withSeeds(1L, 2L).withControls(Control.RANDOM_MASK);
    PruneResult pruning =
        IterativePruning.run(bowl, RECIPE, options, Optional.empty(), Progress.NONE);
    BarrierOptions barrier = BarrierOptions.defaults().withSamples(3);
    BarrierResult barriers =
        LinearBarrier.of(
            pruning.pairs("imp"), bowl, barrier, LinearBarrier.Watcher.NONE, Progress.NONE);
    List<Variation> variations =
        List.of(new Variation(RECIPE, 1), new Variation(RECIPE.withBatch(7), 2));
    FinetuneResult fine =
        Finetune.of(bowl.init(1), variations, bowl, shift, new HashMap<>(), Progress.NONE);
    List<Ingredient> two = fine.ingredients("ft");
    SoupOptions soups = SoupOptions.defaults().withShift(Distortion.parse("noise:0.2"));
    Mask mask = Mask.keeping(bowl.layout(), i -> i % 2 == 0);
    Mask next = Mask.keeping(bowl.layout(), i -> i % 4 == 0);
    SurroundedPoint around = new SurroundedPoint("a", MaskedPoint.dense(bowl.init(1)));
    Task sloped = new Sloped(bowl, w -> w.minus(bowl.minimum()));
    List<Object> results =
        List.of(
            MliResult.of(pruning.pairs("imp"), bowl, barrier),
            CurveSurvey.of(
                List.of(CurveSurvey.Ends.dense("a → b", bowl.init(1), bowl.init(2))),
                sloped,
                CurveOptions.defaults().withSamples(3),
                RECIPE),
            RoughnessResult.of(List.of(around), bowl, RoughnessOptions.defaults()),
            BasinResult.of(List.of(around), sloped, BasinOptions.defaults()),
            TrainResult.of(bowl, Job.dense(bowl.init(1), RECIPE, 10, 1), Progress.NONE),
            pruning,
            barriers,
            fine,
            Soups.of(SoupRecipe.GREEDY, two, bowl, soups.withGate(0.5), Progress.NONE),
            WeightedSoup.of(two, List.of(1.0, 2.0), bowl, soups, Progress.NONE),
            Interpolation.of(
                new Line(two.get(0).point(), two.get(1).point()),
                3,
                Statistics.CARRY,
                shift,
                bowl,
                Progress.NONE),
            Instability.of(
                List.of(Fork.dense(bowl.init(1), 1)),
                bowl,
                RECIPE,
                new InstabilityOptions(List.of(Span.parse("init")), 2, List.of(1L)),
                barrier,
                Progress.NONE),
            Robustness.of(
                List.of(new RewoundStart(bowl.init(1), mask, next, 1)),
                10,
                bowl,
                RECIPE,
                new RobustnessOptions(List.of(0.0, 2.0)),
                barrier,
                Estimate.of(List.of(0.02, 0.03)),
                Progress.NONE),
            PlaneSurvey.through(
                List.of("a", "b", "c"),
                List.of(bowl.init(1), bowl.init(2), bowl.init(3)),
                bowl,
                PlaneOptions.defaults(),
                Progress.NONE),
            compared(pruning, Match.DENSITY, Map.of("scope", "global")),
            compared(pruning, Match.ROUND, Map.of()),
            compared(barriers, Match.DENSITY, Map.of("samples", "3")),
            bowl);
    List<Table> tables = new ArrayList<>();
    Stream.concat(results.stream(), new AnalysisResults().ofClosedForms().stream())
        .flatMap(r -> ResultReports.tables(r).stream())
        .forEach(t -> tables.add(t.table()));
    tables.add(new SuccessiveBarrierReport(pruning, barriers).table());
    return tables;
  }

  private Comparison compared(Object result, Match match, Map<String, String> settings) {
    Variant one = new Variant("one", List.of(result), settings, 0);
    return Comparison.of(List.of(one, Variant.of("other", result)), match, bowl);
  }

  @Test
  void eachColumnOfEachReportIsInTheVocabularyAndOnceInItsTable() {
    Map<String, Boolean> numeric = new HashMap<>();
    for (Table table : tables()) {
      List<String> names = names(table);
      for (int i = 0; i < names.size(); i++) {
        String name = names.get(i);
        boolean number = table.column(i) instanceof tech.tablesaw.api.NumericColumn;
        Boolean before = numeric.putIfAbsent(name, number);
        assertTrue(before == null || before == number, name + " is a number in one table alone");
        if (name.contains("_ci95")) {
          assertTrue(names.get(i + 1).matches("n(_pairs)?"), "n beside " + name);
        }
      }
    }
  }

  /**
   * These say how many examples, where {@code %mli} says which; number eigenvalues, where a
   * spectrum's last is called the least; and have one n for the intervals of a row.
   */
  @Test
  void eachColumnOfOtherAnalysesIsInTheVocabularyToo() {
    AnalysisResults analyses = new AnalysisResults();
    Stream.concat(
            Stream.of(
                analyses.coherence(),
                analyses.similarity(),
                analyses.tangents(),
                analyses.taxonomy()),
            Stream.concat(analyses.merges().stream(), analyses.laws().stream()))
        .flatMap(result -> ResultReports.tables(result).stream())
        .forEach(table -> names(table.table()));
  }

  /** Returns the names that programs read, each of the vocabulary and another. */
  private static List<String> names(Table table) {
    List<String> names = new ArrayList<>();
    for (Column<?> column : table.columns()) {
      String name = MachineNames.of(column.name()).orElse("");
      assertTrue(name.matches("[a-z][a-z0-9_]*"), column.name() + " of " + table.name());
      names.add(name);
    }
    assertEquals(names.size(), names.stream().distinct().count(), table.name() + names);
    assertEquals(names, Csv.named(table).columnNames());
    return names;
  }

  /** What is not in the sources cannot be in a table. */
  @Test
  void noReportNamesAColumnItself() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java/org/stockpot/report"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertTrue(!LITERAL.matcher(Files.readString(file)).find(), file + " names a column");
      }
    }
  }

  @Test
  void headingsAreReadBackAsTheirOwnColumn() {
    String[] words = IntStream.range(0, 3).mapToObj(i -> "w" + i).toArray(String[]::new);
    for (Heading column : MachineNames.HEADINGS) {
      String heading = column.heading(words);
      String name = MachineNames.of(heading).orElseThrow();
      assertTrue(name.matches("[a-z][a-z0-9_]*"), heading);
      assertEquals(machine(column, words), name);
      for (Heading other : MachineNames.HEADINGS) {
        assertTrue(
            other == column || !MachineNames.of(other.heading(words)).orElseThrow().equals(name),
            column + " and " + other);
      }
    }
  }

  /** Returns a column's own name; words in the place of stars are shown alone. */
  private static String machine(Heading column, String... words) {
    List<String> places = PLACE.matcher(column.shown()).results().map(MatchResult::group).toList();
    String name = column.machine();
    for (int i = 0; i < places.size(); i++) {
      name = places.get(i).equals("*") ? name : name.replaceFirst("\\{}", words[i]);
    }
    return name;
  }

  @Test
  void filesHaveTheSameNamesWhateverTheSettings() {
    assertEquals("test_accuracy_percent", MachineNames.of("test accuracy %").orElseThrow());
    assertEquals(
        "noise_0_2_accuracy_percent", MachineNames.of("noise:0.2 accuracy %").orElseThrow());
    assertEquals("matching", MachineNames.of("matching (within 2%)").orElseThrow());
    assertEquals(
        "accuracy_minus_dense_points",
        MachineNames.of("accuracy minus dense of 30 steps, points").orElseThrow());
    assertEquals(Optional.empty(), MachineNames.of("my own column"));
    assertEquals(
        "mine,my own column\n1,2\n",
        Csv.of(
            Table.create(
                tech.tablesaw.api.IntColumn.create("mine", new int[] {1}),
                tech.tablesaw.api.IntColumn.create("my own column", new int[] {2}))));
  }
}
