package org.stockpot.curvature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.stockpot.data.Data;
import org.stockpot.data.DatasetInfo;
import org.stockpot.data.Examples;
import org.stockpot.data.ExamplesBuilder;
import org.stockpot.data.Parts;
import org.stockpot.data.Scale;
import org.stockpot.data.Targets;
import org.stockpot.djl.DjlTask;
import org.stockpot.task.Outcome;
import org.stockpot.task.Part;
import org.stockpot.task.Progress;
import org.stockpot.task.Work;
import org.stockpot.task.analysis.ExampleCount;
import org.stockpot.task.analysis.Representations;
import org.stockpot.task.analysis.Subset;
import org.stockpot.testing.Golden;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Mask;
import org.stockpot.weights.MaskedPoint;
import org.stockpot.weights.Point;

final class CurvatureSurveyTest {

  private static final CurvatureOptions FEW =
      CurvatureOptions.defaults()
          .withTop(3)
          .withExamples(ExampleCount.of(64))
          .withProbes(6)
          .withDensities(2)
          .withSteps(10);

  private static CurvatureResult of(DjlTask task, CurvatureOptions options, MaskedPoint... at) {
    List<CurvaturePoint> networks = new ArrayList<>();
    for (MaskedPoint point : at) {
      networks.add(new CurvaturePoint("net" + networks.size(), point));
    }
    return CurvatureSurvey.of(networks, task, options);
  }

  /** The same network with its hidden units in another order. */
  private static Point permuted(Point at) {
    Layout layout = at.layout();
    return Point.build(
        layout,
        values -> {
          for (int i = 0; i < 32; i++) {
            int from = (i * 5 + 3) % 32;
            for (int k = 0; k < 64; k++) {
              values[i * 64 + k] = at.at(from * 64 + k);
            }
            values[2048 + i] = at.at(2048 + from);
            for (int o = 0; o < 10; o++) {
              values[2080 + o * 32 + i] = at.at(2080 + o * 32 + from);
            }
          }
          for (int o = 2400; o < 2410; o++) {
            values[o] = at.at(o);
          }
        });
  }

  @Test
  void spectraDoNotDependOnTheOrderOfUnits() {
    try (DjlTask task = DjlTask.of(Golden.digits(List.of(64)), "mlp:32")) {
      Point at = Golden.point(task.layout(), "A");
      CurvatureOptions options = FEW.withTop(6).withDensities(0);
      CurvatureResult both =
          of(task, options, MaskedPoint.dense(at), MaskedPoint.dense(permuted(at)));
      Curvature one = both.curvatures().get(0);
      Curvature other = both.curvatures().get(1);
      assertEquals(one.loss(), other.loss(), 1e-6);
      for (int i = 0; i < 6; i++) {
        double value = one.top().get(i).value();
        assertEquals(value, other.top().get(i).value(), 1e-3 * value);
      }
    }
  }

  @Test
  void aTicketIsLookedAtInsideOfItsMask() {
    try (DjlTask task = DjlTask.of(Golden.digits(List.of(64)), "mlp:32")) {
      Layout layout = task.layout();
      Point at = Golden.point(layout, "A");
      Mask none = Mask.keeping(layout, i -> i >= 2048);
      Mask one = Mask.keeping(layout, i -> i < 1 || i >= 2048);
      CurvatureOptions first = FEW.withSlots(List.of("fc1.weight"));
      Curvature empty = of(task, first, new MaskedPoint(at.masked(none), none)).curvatures().get(0);
      assertEquals(0, empty.dimension());
      assertEquals(List.of(), empty.top());
      assertEquals(0, empty.trace().trace().mean());
      assertEquals(0, empty.gradient());
      assertTrue(empty.converged() && empty.condition().isEmpty());
      Curvature single = of(task, first, new MaskedPoint(at.masked(one), one)).curvatures().get(0);
      assertEquals(1, single.dimension());
      assertEquals(single.top().get(0).value(), single.trace().trace().mean(), 1e-6);
      assertEquals(3, of(task, FEW.withLayers(true), MaskedPoint.dense(at)).curvatures().size());
      Point broken = Point.build(layout, values -> values[7] = Float.NaN);
      assertEquals(
          "net must have finite weights, got NaN at entry 7 of fc1.weight",
          assertThrows(
                  IllegalArgumentException.class,
                  () -> new CurvaturePoint("net", MaskedPoint.dense(broken)))
              .getMessage());
    }
  }

  @Test
  void anInterruptLeavesWhatIsFinished() {
    try (DjlTask task = DjlTask.of(Golden.digits(List.of(64)), "mlp:32")) {
      MaskedPoint at = MaskedPoint.dense(Golden.point(task.layout(), "A"));
      Progress second =
          new Progress() {
            @Override
            public void phase(String phase) {
              if (phase.equals("second")) {
                throw new CancellationException("interrupted");
              }
            }

            @Override
            public void done(Work work, long units) {}
          };
      CurvatureResult result =
          CurvatureSurvey.of(
              List.of(new CurvaturePoint("first", at), new CurvaturePoint("second", at)),
              task,
              FEW,
              second);
      assertEquals(1, result.curvatures().size());
      assertEquals(Outcome.State.INTERRUPTED, result.outcome().state());
    }
  }

  /** Where outputs are right, what curves them adds nothing to the Hessian. */
  @Test
  void gaussNewtonIsTheHessianWhereNothingIsLeftToFit() {
    SplittableRandom random = new SplittableRandom(1);
    float[][] x = new float[48][4];
    for (float[] row : x) {
      for (int k = 0; k < 4; k++) {
        row[k] = (float) random.nextDouble(-1, 1);
      }
    }
    Map<Integer, Double> outputs = new HashMap<>();
    Point at;
    try (DjlTask task = DjlTask.of(numbers(x, outputs), "mlp:5")) {
      at = task.init(2);
      task.representations(Subset.all(Part.TRAINING))
          .orThrow()
          .read(at, Representations.OUTPUTS, (i, row) -> outputs.put(i, (double) row[0]));
    }
    try (DjlTask task = DjlTask.of(numbers(x, outputs), "mlp:5")) {
      CurvatureOptions all = FEW.withTop(20).withDensities(0).withExamples(ExampleCount.ALL);
      Curvature hessian = of(task, all, MaskedPoint.dense(at)).curvatures().get(0);
      CurvatureOptions newton = all.withOf(OperatorKind.GAUSS_NEWTON);
      Curvature outer = of(task, newton, MaskedPoint.dense(at)).curvatures().get(0);
      assertEquals(0, hessian.loss(), 1e-9);
      assertTrue(hessian.scale() > 0.1, "" + hessian.scale());
      for (int i = 0; i < 20; i++) {
        double value = hessian.top().get(i).value();
        assertEquals(value, outer.top().get(i).value(), 1e-4 * hessian.scale());
      }
    }
  }

  private static Data numbers(float[][] x, Map<Integer, Double> targets) {
    ExamplesBuilder builder = new ExamplesBuilder(4);
    for (int i = 0; i < x.length; i++) {
      builder.add(x[i], 0, new double[] {targets.getOrDefault(i, 0.0)});
    }
    Examples rows = builder.build();
    DatasetInfo info = DatasetInfo.of("numbers", "", List.of(4));
    Targets plain = new Targets.Numbers(List.of("y"), List.of(new Scale(0, 1)));
    return new Data(info, plain, new Parts(rows, rows, rows));
  }
}
