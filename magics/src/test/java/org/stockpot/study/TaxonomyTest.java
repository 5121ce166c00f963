package org.stockpot.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.djl.DjlTask;
import org.stockpot.report.study.TaxonomyReport;
import org.stockpot.store.Store;
import org.stockpot.store.StoredTask;
import org.stockpot.task.Metric;
import org.stockpot.task.Outcome;
import org.stockpot.task.Plan;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Score;
import org.stockpot.task.Span;
import org.stockpot.task.replicates.Interval;
import org.stockpot.task.replicates.Verdict;
import org.stockpot.testing.Golden;
import org.stockpot.testing.MemoryDirectory;
import tech.tablesaw.api.Table;

final class TaxonomyTest {

  private static final TaxonomyOptions SMALL =
      new TaxonomyOptions(
          List.of(2, 16),
          List.of(),
          List.of(64),
          List.of(),
          List.of(1L, 2L, 3L, 4L),
          Span.epochs(1),
          1,
          100,
          6);

  private static final Recipe RECIPE = Recipe.defaults().withLength(Span.epochs(2));

  @TempDir(factory = MemoryDirectory.class)
  Path directory;

  private static DjlTask member(Load load) {
    return DjlTask.of(Golden.digits(List.of(64)), "mlp:" + load.width().getAsInt());
  }

  @Test
  void connectivityIsThatOfTheFarthestPosition() {
    assertEquals(-30, CellSurvey.connectivity(1, 20, 32, 20, 3));
    assertEquals(5, CellSurvey.connectivity(10, 6, 5, 8, 10));
    assertEquals(0, CellSurvey.connectivity(4, 4, 4, 4, 4));
  }

  @Test
  void cellsAreTrainedAndMeasured() {
    Plan plan = Taxonomy.plan(TaxonomyTest::member, SMALL, RECIPE);
    assertEquals(8, plan.trainings().size());
    assertEquals(16, plan.trainings().get(0).steps());
    TaxonomyResult result = Taxonomy.of("digits mlp", TaxonomyTest::member, SMALL, RECIPE);
    assertEquals(2, result.cells().size());
    TaxonomyCell narrow = result.cells().get(0);
    TaxonomyCell wide = result.cells().get(1);
    assertTrue(wide.training().loss() < narrow.training().loss());
    assertTrue(wide.similarity().mean() > narrow.similarity().mean());
    assertEquals(4, wide.connectivity().n());
    assertTrue(wide.similarity().halfWidth() > 0);
    assertTrue(wide.logTrace().orElseThrow().mean() > wide.logEigenvalue().orElseThrow().mean());
    assertEquals(List.of("", ""), result.cells().stream().map(TaxonomyCell::whyEmpty).toList());
  }

  /** Interrupted as the second cell begins, and run again with what the store has of the first. */
  @Test
  void anInterruptedGridGoesOnFromTheStore() {
    TaxonomyOptions two = withSeeds(SMALL, List.of(1L, 2L));
    Store store = Store.open(directory.resolve("store"));
    List<StoredTask> before = new ArrayList<>();
    TaxonomyResult part =
        Taxonomy.of("grid", kept(store, before), two, RECIPE, interruptedAt("width 16"));
    assertTrue(Thread.interrupted());
    assertEquals(Outcome.State.INTERRUPTED, part.outcome().state());
    assertEquals(1, part.cells().size());
    List<StoredTask> after = new ArrayList<>();
    TaxonomyResult whole = Taxonomy.of("grid", kept(store, after), two, RECIPE);
    assertEquals(part.cells().get(0), whole.cells().get(0));
    String saved = StoredTask.saved(after);
    assertTrue(saved.startsWith("reused 2 of 4 trainings"), saved);
    assertTrue(saved.contains("3 of 6 computations"), saved);
    List<StoredTask> again = new ArrayList<>();
    assertEquals(whole, Taxonomy.of("grid", kept(store, again), two, RECIPE));
    assertTrue(StoredTask.saved(again).startsWith("reused 4 of 4 trainings"));
  }

  private static TaskFamily kept(Store store, List<StoredTask> made) {
    return load -> {
      StoredTask task = new StoredTask(store, member(load), Duration.ofSeconds(30), false);
      made.add(task);
      return task;
    };
  }

  private static Progress interruptedAt(String load) {
    return new Progress() {
      @Override
      public void phase(String phase) {
        if (phase.startsWith(load)) {
          Thread.currentThread().interrupt();
        }
      }
    };
  }

  private static TaxonomyOptions withSeeds(TaxonomyOptions o, List<Long> seeds) {
    return new TaxonomyOptions(
        o.widths(),
        o.shares(),
        o.batches(),
        o.rates(),
        seeds,
        o.curveFor(),
        o.within(),
        o.examples(),
        o.probes());
  }

  @Test
  void emptyLogarithmsHaveReasons() {
    double[] good = {2, 5};
    List<double[]> spectra = List.of(good, new double[] {Double.NaN, 5}, new double[] {-1, -2});
    assertEquals(
        "λ1 did not converge for 1 of 3 replicates; λ1 is not above 0 for 1 of 3 replicates;"
            + " the trace is not above 0 for 1 of 3 replicates",
        CellSurvey.whyEmpty(spectra));
    assertEquals(Optional.empty(), CellSurvey.logarithm(spectra, 0));
    assertEquals(Optional.empty(), CellSurvey.logarithm(spectra, 1));
    assertEquals("", CellSurvey.whyEmpty(List.of(good, good)));
    assertEquals(Math.log(2), CellSurvey.logarithm(List.of(good, good), 0).orElseThrow().mean());
    TaxonomyCell whole = cell(0, 1, 0.3);
    String why = "λ1 did not converge for 1 of 5 replicates";
    TaxonomyCell open =
        new TaxonomyCell(
            whole.load(),
            whole.temperature(),
            5,
            0,
            whole.training(),
            whole.test(),
            whole.connectivity(),
            whole.similarity(),
            whole.unbiased(),
            Optional.empty(),
            whole.logTrace(),
            why);
    TaxonomyResult result =
        new TaxonomyResult("grid", SMALL, RECIPE, List.of(open), List.of(), Outcome.DONE);
    Table table = TaxonomyReport.table(result);
    assertEquals(why, table.stringColumn("why empty").get(0));
    assertEquals(1, table.column("sharp (log λ1 above no median)").size());
    assertTrue(TaxonomyReport.display(result).text().contains("1 cell without log λ1"));
  }

  @Test
  void axesMustBeGivenOnce() {
    TaxonomyOptions none = TaxonomyOptions.defaults();
    assertEquals(
        "a load must be given by --widths 4,16,64 or by --shares 10%,50%,100%, got neither",
        assertThrows(IllegalArgumentException.class, none::loads).getMessage());
    assertEquals(
        "a temperature must be given by --batches 16,128 or by --rates 1e-3,1e-2, got neither",
        assertThrows(IllegalArgumentException.class, none::temperatures).getMessage());
  }

  private static TaxonomyCell cell(double connectivity, double eigenvalue, double similarity) {
    Score score = new Score(Metric.ACCURACY, 0.1, 0.9, 100);
    return new TaxonomyCell(
        Load.ofWidth(1),
        Temperature.ofBatch(1),
        5,
        0,
        score,
        score,
        interval(connectivity),
        interval(similarity),
        interval(similarity),
        Optional.of(interval(eigenvalue)),
        Optional.of(interval(eigenvalue)),
        "");
  }

  private static Interval interval(double mean) {
    return new Interval(mean, 0.1, 5, Interval.Over.NETWORKS);
  }

  /** Medians are 2 and 0.6; the curve of the last cell lies about the tolerance. */
  @Test
  void phasesAreThoseOfThePaper() {
    List<TaxonomyCell> cells = new ArrayList<>();
    cells.add(cell(-10, 5, 0.3));
    cells.add(cell(-10, 1, 0.3));
    cells.add(cell(0, 5, 0.7));
    cells.add(cell(0, 1, 0.3));
    cells.add(cell(0, 1, 0.9));
    cells.add(cell(0, 5, 0.7));
    cells.add(cell(0, 3, 0.5));
    cells.add(cell(-1, 1, 0.7));
    TaxonomyResult result =
        new TaxonomyResult("grid", SMALL, RECIPE, cells, List.of(), Outcome.DONE);
    assertEquals(2, result.sharpFrom().orElseThrow());
    assertEquals(0.6, result.similarFrom().orElseThrow(), 1e-12);
    assertEquals(
        List.of("I", "II", "III", "IV-A", "IV-B", "III", "III", "undecided"),
        cells.stream().map(c -> result.phase(c).toString()).toList());
    assertEquals(Verdict.UNDECIDED, result.isSimilar(cell(0, 1, 0.55)));
  }
}
