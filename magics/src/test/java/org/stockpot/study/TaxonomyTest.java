package org.stockpot.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stockpot.djl.DjlTask;
import org.stockpot.task.Metric;
import org.stockpot.task.Outcome;
import org.stockpot.task.Plan;
import org.stockpot.task.Recipe;
import org.stockpot.task.Score;
import org.stockpot.task.Span;
import org.stockpot.task.replicates.Interval;
import org.stockpot.task.replicates.Verdict;
import org.stockpot.testing.Golden;

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
    assertEquals(result, Taxonomy.of("digits mlp", TaxonomyTest::member, SMALL, RECIPE));
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
        Optional.of(interval(eigenvalue)));
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
