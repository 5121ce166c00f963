package org.stockpot.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDList;
import ai.djl.nn.LambdaBlock;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.barrier.BarrierResult;
import org.stockpot.barrier.CurveResult;
import org.stockpot.barrier.MergeTree;
import org.stockpot.barrier.MliResult;
import org.stockpot.barrier.PlaneResult;
import org.stockpot.barrier.Quantity;
import org.stockpot.curvature.Curvature;
import org.stockpot.curvature.CurvatureResult;
import org.stockpot.curvature.gradient.CloudResult;
import org.stockpot.display.Figures;
import org.stockpot.error.ErrorFunction;
import org.stockpot.error.ErrorTask;
import org.stockpot.prune.PruneResult;
import org.stockpot.prune.sensitivity.SensitivityResult;
import org.stockpot.report.prune.SensitivityReport;
import org.stockpot.soup.SoupResult;
import org.stockpot.study.Load;
import org.stockpot.study.phase.PhaseOptions;
import org.stockpot.study.phase.PhaseResult;
import org.stockpot.task.TrainResult;
import org.stockpot.testing.MemoryDirectory;
import org.stockpot.text.Tree;
import tech.tablesaw.plotly.components.Figure;

/** Magics over error functions: {@code (x² - 1)² + 2y²}, and others. */
final class ErrorMagicsTest {

  private static double wells(double[] w) {
    return Math.pow(w[0] * w[0] - 1, 2) + 2 * w[1] * w[1];
  }

  private static final ErrorFunction SUM =
      w -> {
        double sum = 0;
        for (int i = 0; i < w.length; i++) {
          sum += (w[i] - i) * (w[i] - i);
        }
        return sum;
      };

  private final PlainNotebook notebook =
      new PlainNotebook()
          .with("wells", (ToDoubleFunction<double[]>) ErrorMagicsTest::wells)
          .with("sum", SUM)
          .with("jumping", (ErrorFunction) w -> Math.floor(3 * w[0]) + w[1] * w[1])
          .with("block", new LambdaBlock(in -> new NDList(in.get(0).square().sum())))
          .with("text", "no function");

  private final Stockpot stockpot = new Stockpot(notebook);

  @TempDir(factory = MemoryDirectory.class)
  Path directory;

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private <T> T magic(String line) {
    return (T) ShellNotebook.magic(stockpot, line.replace("DIR", "" + directory), null);
  }

  private String refusal(String line) {
    return assertThrows(UsageException.class, () -> magic(line)).getMessage();
  }

  @BeforeEach
  void begin() {
    magic("stockpot --store DIR/store");
    magic("task --error wells --box -2..2,-1..1 --as two");
    magic("train --for 300it --lr 0.05 --as a");
    notebook.text();
  }

  @AfterEach
  void end() {
    magic("stockpot --store none");
  }

  /** Trains from both sides, which seeds are searched for. */
  private void trainBoth() {
    double x = ((TrainResult) magic("train --for 300it --lr 0.05 --seed 1 --as a")).point().at(0);
    for (int seed = 2; ; seed++) {
      TrainResult other = magic("train --for 300it --lr 0.05 --seed " + seed + " --as b");
      if (other.point().at(0) * x < 0) {
        assertEquals(1, Math.abs(other.point().at(0)), 1e-3);
        assertEquals(0, other.test().error(), 1e-6);
        return;
      }
    }
  }

  @Test
  void theLineSaysAllAndItsJavaTheSame() {
    ErrorTask task = magic("task --error wells --dimension 2 --box -1..1 --start 0.5,1");
    String text = notebook.text();
    assertTrue(
        text.startsWith(
            "%task --error wells --dimension 2 --box -1..1 --parameters w1,w2 --start 0.5,1"),
        text);
    assertTrue(text.contains("results are not kept for another time"), text);
    assertEquals(task.point(0.5, 1), task.start(3));
    magic("task --parameters x,y");
    assertTrue(notebook.text().contains("an error function of x in -1..1, y in -1..1;"));
    magic("task error:bed");
    assertTrue(notebook.text().contains("the mean over 25 examples"));
    magic("task --error block --box -1..1,-1..1,0..2");
    assertTrue(notebook.text().contains("by automatic differentiation of PyTorch"));
  }

  @Test
  void whatIsNoErrorFunctionIsRefused() {
    assertEquals(
        "error must be an ErrorFunction, a ToDoubleFunction<double[]> or a DJL Block, got text, a"
            + " String",
        refusal("task --error text --dimension 2"));
    assertEquals(
        "dimension must say how many parameters wells takes, such as --dimension 2",
        refusal("task --error wells"));
    assertEquals(
        "box must be of 3 parameters as the others, got 2",
        refusal("task --error wells --dimension 3 --box 0..1,0..1"));
    assertEquals(
        "seed must not stand with an error function, which has no data and no model",
        refusal("task --error wells --dimension 2 --seed 1"));
    assertEquals(
        "error must stand in place of DATA MODEL, got digits mlp:3",
        refusal("task digits mlp:3 --error wells"));
    assertEquals(
        "box must stand with --error FUNCTION or error:NAME",
        refusal("task digits mlp:3 --box 0..1"));
    assertTrue(
        refusal("task --error wells --dimension 1")
            .startsWith("error function wells failed at [0.0]: java.lang.ArrayIndexOutOfBounds"));
  }

  @Test
  void theGroundIsThatOfTheFormula() {
    trainBoth();
    notebook.text();
    BarrierResult barrier = magic("barrier a b --samples 41");
    assertEquals(
        1,
        barrier.pairs().get(0).path().height(Quantity.TEST_ERROR, barrier.options().baseline()),
        1e-3);
    PlaneResult plane = magic("plane a b --along box --grid 41 --topology --as land");
    assertEquals(-2, plane.xs().get(0));
    assertEquals(-1, plane.ys().get(0));
    assertEquals(9 + 2, plane.values().get(0).get(0), 1e-9);
    List<MergeTree.Minimum> minima = MergeTree.of(plane).minima();
    assertEquals(2, minima.size());
    assertEquals(1, minima.get(1).depth(), 1e-6);
    Curvature curvature = ((CurvatureResult) magic("curvature a --top 2")).curvatures().get(0);
    assertEquals(8, curvature.top().get(0).value(), 1e-2);
    assertEquals(4, curvature.least().get(0).value(), 1e-2);
    CloudResult clouds = magic("clouds --lr 0.02 --steps 400 --walks 12");
    assertEquals(2, clouds.attractors().size());
    PhaseResult phase = magic("phase --l2 0.1..10 --steps 6 --seeds 1,2");
    assertEquals(
        2, phase.critical(Load.ITSELF, PhaseOptions.Direction.UP).orElseThrow().mean(), 0.04);
    CurveResult curve = magic("curve a b --for 200it --lr 0.02 --samples 5");
    assertEquals(1, curve.runs().size());
    MliResult mli = magic("mli a --samples 5");
    assertEquals(1, mli.lines().pairs().size());
    for (String line :
        List.of(
            "roughness a b --directions 3",
            "basin a --directions 3",
            "lca a --every 100",
            "similarity a b",
            "instability --at init --for 20it --samples 3",
            "plane a --random --grid 5",
            "train --lr 0.01,0.1 --for 20it --as rates")) {
      magic(line);
    }
    SoupResult greedy = magic("soup greedy a b --as soup");
    assertEquals(1, greedy.members().size());
    SoupResult uniform = magic("soup uniform a b");
    assertEquals(1, uniform.row().test().error(), 1e-2);
    assertTrue(greedy.row().test().error() < 1e-6);
    assertNeitherAccuracyNorR2();
    assertEquals(
        "floor must be left out for an error function, whose lower errors are better, got 0.1",
        refusal("soup greedy a b --floor 10%"));
  }

  private void assertNeitherAccuracyNorR2() {
    String text = notebook.text();
    for (String word : List.of("accuracy", "R²", "loss (nats)", "squared error", "percent")) {
      int at = text.indexOf(word);
      assertFalse(at >= 0, () -> text.substring(Math.max(0, at - 200), at + 40));
    }
    assertTrue(text.contains("test error"), text);
  }

  /** Parameters that prune best are nearest to 0: error (w_i - i)², minimum at i. */
  @Test
  void pruningRaisesTheErrorAsTheFormulaSays() {
    magic("task --error sum --dimension 10 --box 0..9");
    PruneResult imp =
        magic("imp --rounds 2 --fraction 0.2 --for 500it --lr 0.2 --seeds 1,2 --as imp");
    assertEquals(0, imp.round(0).test().error(), 1e-2);
    assertEquals(1, imp.round(1).test().error(), 1e-2);
    assertTrue(imp.round(2).test().error() > imp.round(1).test().error());
    SensitivityResult alone = magic("sensitivity imp.1 --shares 0.2,0.4");
    assertEquals(alone.whole().error(), levels(SensitivityReport.chart(alone)).get(0), 1e-3);
    magic("barrier imp --samples 3");
    magic(
        "imp --rounds 2 --fraction 0.2 --for 500it --lr 0.2 --seeds 1,2 --saliency random --as r");
    magic("compare imp r");
    assertEquals(
        "the law is of errors that chance bounds, got the error of an error function",
        refusal("law error-density imp"));
    assertNeitherAccuracyNorR2();
  }

  /** Returns the heights of the line that a chart calls whole. */
  private static List<Double> levels(Figure figure) {
    return Tree.maps(Tree.map(Figures.json(figure).data().get("application/json")), "data").stream()
        .filter(trace -> "whole".equals(trace.get("name")))
        .flatMapToDouble(trace -> Arrays.stream(Tree.numbers(Tree.list(trace, "y"))))
        .boxed()
        .toList();
  }

  @Test
  void whatMakesNoSenseIsSaid() {
    assertEquals(
        "error function wells has no labels that could be shuffled", refusal("coherence a"));
    assertTrue(refusal("tangents a").startsWith("how many outputs there are is not known"));
    assertTrue(refusal("generalization a a").startsWith("measures of generalisation need test"));
    assertTrue(refusal("shrink a").contains("no network"));
    magic("task --error jumping --dimension 2");
    for (String line : List.of("train --for 5it", "clouds", "phase")) {
      String message = refusal(line);
      assertTrue(message.contains("has no gradient, as it jumps"), message);
    }
    PlaneResult plane = magic("plane --along box --grid 5");
    assertEquals(List.of("the middle"), plane.marks().stream().map(m -> m.name()).toList());
    magic("task digits mlp:4");
    assertEquals(
        "a box is that of an error function (%task --error), which digits mlp:4 is not",
        refusal("plane --along box"));
  }

  /** The trainings of a shipped function are found again; of a lambda none is. */
  @Test
  void whatIsKept() {
    magic("task error:bed");
    TrainResult first = magic("train --for 20it --as first");
    TrainResult again = magic("train --for 20it --as again");
    assertEquals(first.point(), again.point());
    assertTrue(again.training().isReused());
    magic("task --error wells --box -2..2,-1..1");
    notebook.with("wells", (ToDoubleFunction<double[]>) w -> Arrays.stream(w).sum());
    magic("task --error wells --box -2..2,-1..1");
    TrainResult other = magic("train --for 300it --lr 0.05 --seed 1");
    assertFalse(other.training().isReused());
    assertTrue(other.test().error() < -1, "" + other.test().error());
  }
}
