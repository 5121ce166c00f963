package org.stockpot.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stockpot.barrier.CurveResult;
import org.stockpot.barrier.CurveRun;
import org.stockpot.barrier.PlaneResult;
import org.stockpot.soup.SoupResult;
import org.stockpot.task.Statistics;
import org.stockpot.task.Task;
import org.stockpot.weights.Line;
import org.stockpot.weights.Point;

final class CurveMagicsTest {

  private final PlainNotebook notebook = new PlainNotebook();
  private final Stockpot stockpot = new Stockpot(notebook);

  private Object magic(String line) {
    return ShellNotebook.magic(stockpot, line, null);
  }

  private String refusal(String line) {
    return assertThrows(UsageException.class, () -> magic(line)).getMessage();
  }

  @BeforeEach
  void trainTwoNetworks() {
    magic("task digits mlp:16 -q");
    magic("train --for 2ep --seed 1 --as a -q");
    magic("train --for 2ep --seed 2 --as b -q");
  }

  @Test
  void aCurveIsATableAChartAndPoints() {
    CurveResult curve = (CurveResult) magic("curve a b --for 2ep --samples 7 --as curve");
    String text = notebook.text();
    assertTrue(text.contains("Curves of low loss"), text);
    assertTrue(text.contains("on the straight segment and at most"), text);
    assertTrue(text.contains("Curve and straight segment a → b"), text);
    CurveRun run = curve.runs().get(0);
    PlaneResult plane = (PlaneResult) magic("plane a curve.bend b --grid 3 -q");
    assertEquals(
        List.of("a", "curve.bend", "b"), plane.marks().stream().map(m -> m.name()).toList());
    SoupResult soup = (SoupResult) magic("soup uniform curve.0.* -q");
    assertEquals(3, soup.members().size());
    assertEquals(run.curve().at(0.5), run.points().get(1).point());
    magic("barrier curve.0.25 curve.0.75 --samples 3 -q");
    assertTrue(refusal("barrier curve a").startsWith("no point named curve (curve has curve.bend"));
  }

  /** Between the ends units have the moments of the ends; the ends are as they were. */
  @Test
  void curvesAreRepairedBetweenTheirEnds() {
    CurveResult plain = (CurveResult) magic("curve a b --for 5it --samples 3 -q");
    CurveResult repaired = (CurveResult) magic("curve a b --for 5it --samples 3 --repair repair");
    assertTrue(notebook.text().contains("(REPAIR)"), notebook.text());
    CurveRun was = plain.runs().get(0);
    CurveRun is = repaired.runs().get(0);
    assertEquals(was.curve().at(0.5), is.curve().at(0.5));
    Line line = is.pair().line();
    for (int end : new int[] {0, 2}) {
      assertEquals(was.path().test().get(end), is.path().test().get(end));
    }
    Task task = Stockpot.task();
    List<Point> ends = List.of(line.from(), line.to());
    Point middle =
        Statistics.REPAIR.merged(is.curve().at(0.5), ends, new double[] {0.5, 0.5}, task);
    assertEquals(middle, is.points().get(1).point());
    assertEquals(task.test().score(middle), is.path().test().get(1));
    double t = is.segment().positions().get(1);
    assertEquals(
        task.test().score(Statistics.REPAIR.at(line, t, task)).loss(),
        is.segment().test().get(1).loss(),
        1e-9);
    assertTrue(
        refusal("curve a b --repair none")
            .contains("recalibrate must be re-estimate, repair or repair-outputs on curves"));
  }

  @Test
  void seedsAndPairsHaveNames() {
    CurveResult curve =
        (CurveResult)
            magic("curve a,b b,a.init --bends chain:4 --seeds 1..2 --for 3it --samples 3 --as c");
    assertEquals(4, curve.runs().size());
    magic("barrier c.bend1 c.pair2.seed2.bend2 --samples 3 -q");
    assertTrue(notebook.text().contains("mean of 2 trainings of the curve"), notebook.text());
    assertEquals(
        new Line(curve.runs().get(0).bends().get(0), curve.runs().get(0).bends().get(1)).at(0.5),
        curve.runs().get(0).points().get(1).point());
  }

  @Test
  void ticketsAreJoinedInsideOfTheirMasks() {
    magic("imp --rounds 2 --for 1ep --seeds 1..2 --as imp -q");
    CurveResult curve =
        (CurveResult) magic("curve imp.seed1.2 imp.seed2.2 --for 5it --samples 3 --as c -q");
    CurveRun run = curve.runs().get(0);
    assertTrue(run.mask().pruned() > 0);
    run.bends().forEach(run.mask()::requireZeros);
    run.points().forEach(place -> run.mask().requireZeros(place.point()));
  }

  @Test
  void mistakesAreNamed() {
    assertEquals("a curve lies between two points, got only a", refusal("curve a"));
    assertEquals("a curve lies between two different networks, got a twice", refusal("curve a a"));
    assertTrue(refusal("curve a b --bends 2").contains("bends must lie in 3 to 20"));
    assertTrue(refusal("curve a b --lr 1e30 --for 5it").startsWith("all curves diverged"));
  }
}
