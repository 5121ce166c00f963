package org.stockpot.djl.derivative;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.stockpot.data.Data;
import org.stockpot.djl.DjlTask;
import org.stockpot.task.Part;
import org.stockpot.task.analysis.Derivatives;
import org.stockpot.task.analysis.Operators;
import org.stockpot.task.analysis.Subset;
import org.stockpot.task.analysis.SymmetricOperator;
import org.stockpot.testing.Bowl;
import org.stockpot.testing.Golden;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Point;

/** Gauss–Newton and Fisher matrices against their definitions, on every kind of model. */
final class OperatorsTest {

  private static final Subset ALL = Subset.all(Part.TEST);

  private static void requireDefinitions(DjlTask task) {
    Derivatives derivatives = task.derivatives(ALL).orThrow();
    Point at = task.init(1);
    Point v = direction(task.layout());
    SymmetricOperator fisher = Operators.empiricalFisher(derivatives, at);
    assertClose(new Definitions(derivatives).fisherTimes(at, v), fisher.times(v));
    SymmetricOperator gaussNewton = Operators.gaussNewton(derivatives, at);
    assertClose(new Definitions(derivatives).gaussNewtonTimes(task, at, v), gaussNewton.times(v));
    double[] norms = new double[(int) derivatives.examples()];
    derivatives.perExample(at, (i, g) -> norms[i] = g.dot(g));
    double[] squares = derivatives.squaredNorms(at);
    for (int i = 0; i < norms.length; i++) {
      assertEquals(1, squares[i] / norms[i], 1e-4);
    }
    assertEquals(task.test().score(at).loss(), derivatives.loss(at), 1e-6);
  }

  /** Returns a direction among what is trained. */
  private static Point direction(Layout layout) {
    Point all = Bowl.gaussian(layout, 5);
    return Point.build(
        layout,
        values ->
            layout.slots().stream()
                .filter(slot -> slot.role().isTrained())
                .forEach(slot -> all.values(slot).get(values, slot.offset(), slot.size())));
  }

  private static void assertClose(Point expected, Point actual) {
    assertEquals(0, expected.distance(actual) / expected.norm(), 1e-4);
  }

  @Test
  void ofNamedModels() {
    Data flat = Golden.digits(List.of(64)).map(rows -> rows.take(19));
    try (DjlTask task = DjlTask.of(flat, "mlp:12")) {
      requireDefinitions(task);
    }
    Data images = Golden.digits(List.of(1, 8, 8)).map(rows -> rows.take(5));
    try (DjlTask task = DjlTask.of(images, "resnet20")) {
      requireDefinitions(task);
    }
  }

  @Test
  void ofTorchScriptModules() throws Exception {
    Data flat = Golden.digits(List.of(64)).map(rows -> rows.take(19));
    Path file = Path.of(OperatorsTest.class.getResource("A.pt").toURI());
    try (DjlTask task = DjlTask.of(flat, "torchscript:" + file)) {
      requireDefinitions(task);
    }
  }

  @Test
  void ofPartsOfTheData() {
    Data data = Golden.digits(List.of(64));
    try (DjlTask task = DjlTask.of(data, "mlp:12")) {
      Point at = task.init(1);
      Subset some = Subset.of(Part.TRAINING, 40);
      double[] all = task.derivatives(Subset.all(Part.TRAINING)).orThrow().losses(at);
      double[] few = task.derivatives(some).orThrow().losses(at);
      int[] rows = some.rows(Golden.ROWS);
      assertArrayEquals(Arrays.stream(rows).mapToDouble(i -> all[i]).toArray(), few, 1e-5);
      assertEquals(task.objective(some).orThrow().score(at).loss(), mean(few), 1e-5);
      double[] control = task.derivatives(some.shuffledBy(3)).orThrow().losses(at);
      assertNotEquals(mean(few), mean(control));
    }
  }

  private static double mean(double... values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  /** The matrices by what defines them, one example after the other. */
  private record Definitions(Derivatives derivatives) {

    Point fisherTimes(Point at, Point v) {
      double[] sum = new double[at.layout().size()];
      derivatives.perExample(at, (i, g) -> add(sum, g, g.dot(v) / derivatives.examples()));
      return Golden.point(at.layout(), sum);
    }

    Point gaussNewtonTimes(DjlTask task, Point at, Point v) {
      int classes = task.data().targets().outputs();
      float[] outputs = task.outputs(at, task.data().test());
      Point[] rows = new Point[outputs.length];
      derivatives.outputGradients(at, (i, k, g) -> rows[i * classes + k] = g);
      double[] sum = new double[at.layout().size()];
      for (int i = 0; i < derivatives.examples(); i++) {
        double[] p = softmax(Arrays.copyOfRange(outputs, i * classes, (i + 1) * classes));
        double[] moved = new double[classes];
        double mean = 0;
        for (int k = 0; k < classes; k++) {
          moved[k] = rows[i * classes + k].dot(v);
          mean += p[k] * moved[k];
        }
        for (int k = 0; k < classes; k++) {
          add(sum, rows[i * classes + k], p[k] * (moved[k] - mean) / derivatives.examples());
        }
      }
      return Golden.point(at.layout(), sum);
    }

    private static double[] softmax(float... logits) {
      double[] e = new double[logits.length];
      for (int k = 0; k < e.length; k++) {
        e[k] = Math.exp(logits[k]);
      }
      double sum = Arrays.stream(e).sum();
      return Arrays.stream(e).map(x -> x / sum).toArray();
    }

    private static void add(double[] sum, Point g, double factor) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += factor * g.at(i);
      }
    }
  }

  /** Choices are without replacement, in order, and the same again. */
  @Test
  void subsetsAreChoices() {
    int[] rows = Subset.of(Part.TEST, 10).rows(25);
    assertArrayEquals(Arrays.stream(rows).distinct().sorted().toArray(), rows);
    assertEquals(10, rows.length);
    assertArrayEquals(rows, Subset.of(Part.TEST, 10).rows(25));
    assertEquals(25, Subset.of(Part.TEST, 100).rows(25).length);
    int[] places = ALL.shuffledBy(new SplittableRandom(1).nextLong()).labels(25);
    assertEquals(25, Arrays.stream(places).distinct().count());
  }
}
