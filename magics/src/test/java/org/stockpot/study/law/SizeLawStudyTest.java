package org.stockpot.study.law;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.djl.DjlTask;
import org.stockpot.law.Fit;
import org.stockpot.law.LawCheck;
import org.stockpot.law.Observed;
import org.stockpot.law.SizeLaw;
import org.stockpot.report.law.SizeLawReport;
import org.stockpot.store.Store;
import org.stockpot.store.StoredTask;
import org.stockpot.study.Load;
import org.stockpot.study.MeasuredCost;
import org.stockpot.study.TaskFamily;
import org.stockpot.task.Availability;
import org.stockpot.task.Metric;
import org.stockpot.task.Outcome;
import org.stockpot.task.Plan;
import org.stockpot.task.Recipe;
import org.stockpot.task.Score;
import org.stockpot.task.Span;
import org.stockpot.task.replicates.Verdict;
import org.stockpot.testing.Golden;
import org.stockpot.testing.MemoryDirectory;

final class SizeLawStudyTest {

  private static final Recipe RECIPE = Recipe.defaults().withBatch(16).withLength(Span.epochs(1));
  private static final SizeLawOptions SMALL =
      new SizeLawOptions(List.of(2, 4), List.of(0.5, 1.0), List.of(1L, 2L), 0);

  @TempDir(factory = MemoryDirectory.class)
  Path directory;

  private static DjlTask member(Load load) {
    return DjlTask.of(Golden.digits(List.of(64)), "mlp:" + load.width().getAsInt());
  }

  @Test
  void aGridIsPlannedTrainedAndMadeOnce() {
    Plan plan = SizeLawStudy.plan(SizeLawStudyTest::member, SMALL, RECIPE);
    assertEquals(10, plan.distinct().size());
    assertEquals(10, plan.measurements());
    MeasuredCost cost = SizeLawStudy.cost(SizeLawStudyTest::member, SMALL, RECIPE);
    assertTrue(cost.seconds() > 0 && cost.bytes() > 10 * 4 * 150, cost::toString);
    Store store = Store.open(directory.resolve("store"));
    List<StoredTask> made = new ArrayList<>();
    TaskFamily kept =
        load -> {
          made.add(new StoredTask(store, member(load), Duration.ofSeconds(30), false));
          return made.get(made.size() - 1);
        };
    SizeLawResult first = SizeLawStudy.of("digits mlp", kept, SMALL, RECIPE);
    assertEquals(4, first.cells().size());
    assertEquals(0.9, first.chance(), 1e-12);
    assertEquals(64 * 2 + 2 + 2 * 10 + 10, first.cells().get(0).size());
    SizeCell next = first.next().orElseThrow();
    assertEquals("width 8", next.load().toString());
    assertEquals("width 2, 50% of data", first.cells().get(0).load().toString());
    assertFalse(first.fit().value().isPresent());
    String text = SizeLawReport.display(first).text();
    assertTrue(text.contains("No law is fitted: 4 constants need more than 4 places"), text);
    assertTrue(text.contains("next size is not predicted"), text);
    SizeLawReport.chart(first);
    made.clear();
    assertEquals(first, SizeLawStudy.of("digits mlp", kept, SMALL, RECIPE));
    assertTrue(StoredTask.saved(made).matches("reused (\\d+) of \\1 trainings.*"));
  }

  private static Score score(double error) {
    return new Score(Metric.ACCURACY, error, 1 - error, 10_000);
  }

  private static SizeCell cell(int width, double share, ToDoubleFunction<double[]> law) {
    double[] place = {100.0 * width, 1000 * share};
    List<Score> scores = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      scores.add(
          score(law.applyAsDouble(place) * (1 + 0.01 * Math.sin(7 * width + 13 * share + 2 * i))));
    }
    return new SizeCell(Load.of(width, share), 100L * width, (long) (1000 * share), scores, 0);
  }

  private static SizeLawResult grid(List<SizeCell> cells, SizeCell next) {
    Availability<Fit> none = Availability.none("not yet");
    LawCheck check = new LawCheck(none, List.of());
    return SizeLawStudy.fitted(
        new SizeLawResult(
            "made",
            SizeLawOptions.defaults(),
            RECIPE,
            0.9,
            cells,
            Optional.of(next),
            none,
            check,
            check,
            Outcome.DONE));
  }

  private static List<SizeCell> cells(ToDoubleFunction<double[]> law) {
    List<SizeCell> cells = new ArrayList<>();
    for (int width : new int[] {4, 8, 16, 32}) {
      for (double share : new double[] {0.125, 0.25, 0.5, 1}) {
        cells.add(cell(width, share, law));
      }
    }
    return cells;
  }

  @Test
  void theNextSizeIsPredictedFromSmallerOnes() {
    SizeLaw made = new SizeLaw(0.9, false);
    ToDoubleFunction<double[]> law = p -> made.error(new double[] {3, 0.6, 5, 0.7}, p);
    SizeLawResult result = grid(cells(law), cell(64, 1, law));
    assertEquals(
        Verdict.YES, result.isBorneOut(), () -> result.predicted() + " " + result.measured());
    assertEquals(
        1,
        result.predicted().orElseThrow().error() / law.applyAsDouble(new double[] {6400, 1000}),
        0.01);
    assertEquals(8, result.heldOut().held().size());
    assertEquals(7, result.smaller().held().size());
    assertEquals(Verdict.YES, result.smaller().deviation().orElseThrow().within(0.045, 0.047));
    assertTrue(SizeLawReport.display(result).text().contains("borne out yes"));
    SizeLawReport.chart(result);
    SizeLawResult worse = grid(cells(law), cell(64, 1, p -> 2 * law.applyAsDouble(p)));
    assertEquals(Verdict.NO, worse.isBorneOut());
  }

  /** What diverged, or has no error, is left out and said. */
  @Test
  void cellsWithoutAnErrorAreLeftOut() {
    SizeCell lost = new SizeCell(Load.of(4, 1), 400, 1000, List.of(score(0.1)), 3);
    SizeCell perfect = new SizeCell(Load.of(8, 1), 800, 1000, List.of(score(0)), 0);
    SizeCell none = new SizeCell(Load.of(16, 1), 800, 1000, List.of(score(Double.NaN)), 0);
    SizeLawResult result = grid(List.of(lost, perfect, none), lost);
    assertEquals(List.<Observed>of(), result.observed());
    assertEquals(Verdict.UNDECIDED, result.isBorneOut());
    String text = SizeLawReport.display(result).text();
    assertTrue(text.contains("Left out, width 4: 3 of 4 replicates diverged."), text);
    assertTrue(text.contains("Left out, width 8: an error of 0 has no relative deviation."), text);
    assertTrue(text.contains("Left out, width 16: the error is no number."), text);
    assertEquals(4, SizeLawReport.cells(result).rowCount());
  }

  @Test
  void oneSizeIsNoGrid() {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> new SizeLawOptions(List.of(4), List.of(0.5, 1.0), List.of(1L), 0))
            .getMessage();
    assertEquals("widths must be two or more, got [4]", message);
  }
}
