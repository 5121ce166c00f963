package org.stockpot.djl.derivative;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.data.Data;
import org.stockpot.data.Examples;
import org.stockpot.data.Split;
import org.stockpot.data.array.ArrayData;
import org.stockpot.data.image.Digits;
import org.stockpot.djl.DjlTask;
import org.stockpot.task.Job;
import org.stockpot.task.Part;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Span;
import org.stockpot.task.Task;
import org.stockpot.task.analysis.Derivatives;
import org.stockpot.task.analysis.Operators;
import org.stockpot.task.analysis.Representations;
import org.stockpot.task.analysis.Subset;
import org.stockpot.task.analysis.SymmetricOperator;
import org.stockpot.testing.Bowl;
import org.stockpot.testing.Golden;
import org.stockpot.testing.Python;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;

/** Gradients and Hessian-vector products against PyTorch in float64, and against themselves. */
final class DerivativesTest {

  private static final double CLOSE = 1e-4;

  @TempDir private Path folder;

  private static Path resource(String name) throws URISyntaxException {
    return Path.of(DerivativesTest.class.getResource(name).toURI());
  }

  private static void requireGoldenAndMean(Task task, GoldenNumbers golden) {
    requireGolden(task, golden);
    Derivatives derivatives = task.derivatives(Subset.all(Part.TRAINING)).orThrow();
    Point at = golden.weights(task.layout());
    requireMean(derivatives, at, derivatives.gradient(at));
  }

  private static void requireGolden(Task task, GoldenNumbers golden) {
    Point at = golden.weights(task.layout());
    Derivatives derivatives = task.derivatives(Subset.all(Part.TRAINING)).orThrow();
    assertEquals(GoldenNumbers.ROWS, derivatives.examples());
    Point v = golden.vector(task.layout(), 0);
    Point product = derivatives.hessianTimes(at, v);
    assertEquals(0, GoldenNumbers.distance(golden.vector(task.layout(), 1), product), CLOSE);
    Point gradient = derivatives.gradient(at);
    assertEquals(0, GoldenNumbers.distance(golden.vector(task.layout(), 2), gradient), CLOSE);
    assertEquals(product, derivatives.hessianTimes(at, v), "the same bits again");
    assertEquals(gradient, derivatives.gradient(at), "the same bits again");
  }

  private static void requireMean(Derivatives derivatives, Point at, Point gradient) {
    double[] sum = new double[at.layout().size()];
    List<Integer> order = new ArrayList<>();
    derivatives.perExample(
        at,
        (example, one) -> {
          order.add(example);
          for (int i = 0; i < sum.length; i++) {
            sum[i] += one.at(i) / GoldenNumbers.ROWS;
          }
        });
    Point mean = Point.build(at.layout(), w -> fill(w, sum));
    assertEquals(0, GoldenNumbers.distance(gradient, mean), CLOSE);
    assertEquals(order.stream().sorted().toList(), order);
    assertEquals(GoldenNumbers.ROWS, order.size());
  }

  private static void fill(float[] target, double[] from) {
    for (int i = 0; i < target.length; i++) {
      target[i] = (float) from[i];
    }
  }

  @Test
  void ofDenseNetworksArePyTorchs() throws Exception {
    GoldenNumbers golden = GoldenNumbers.read(resource("A.f32"));
    try (DjlTask task = DjlTask.of(Golden.digits(List.of(64)), "mlp:32")) {
      requireGoldenAndMean(task, golden);
    }
  }

  @Test
  void ofTorchScriptModulesArePyTorchs() throws Exception {
    GoldenNumbers golden = GoldenNumbers.read(resource("A.f32"));
    String model = "torchscript:" + resource("A.pt");
    try (DjlTask task = DjlTask.of(Golden.digits(List.of(64)), model)) {
      requireGoldenAndMean(task, golden);
    }
  }

  /** Batch normalisation and convolutions: what the oracle makes now, in two epochs. */
  @Test
  void ofNormalisedAndConvolutionalNetworksArePyTorchs() throws Exception {
    Path digits =
        Path.of(Digits.class.getResource("/org/stockpot/data/image/digits.csv.gz").toURI());
    String script = Files.readString(resource("golden.py"));
    Python.run(
        script, Golden.folder().resolve("make.py"), folder, digits, Path.of("B"), Path.of("C"));
    GoldenNumbers ofB = GoldenNumbers.read(folder.resolve("B.f32"));
    GoldenNumbers ofC = GoldenNumbers.read(folder.resolve("C.f32"));
    try (DjlTask b = DjlTask.of(Golden.digits(List.of(64)), "B", normalised());
        DjlTask c = DjlTask.of(Golden.digits(List.of(1, 8, 8)), "C", convolutional())) {
      requireGoldenAndMean(b, ofB);
      requireGolden(c, ofC);
    }
    requireGolden(folder.resolve("B.pt"), ofB);
    requireGolden(folder.resolve("C.pt"), ofC);
  }

  private static void requireGolden(Path module, GoldenNumbers golden) throws IOException {
    String model = "torchscript:" + module;
    try (DjlTask task = DjlTask.of(Golden.digits(List.of(64)), model)) {
      requireGolden(task, golden);
    }
  }

  private static Block normalised() {
    SequentialBlock block = new SequentialBlock();
    for (int i = 0; i < 2; i++) {
      block
          .add(Linear.builder().setUnits(24).build())
          .add(BatchNorm.builder().build())
          .add(Activation::relu);
    }
    return block.add(Linear.builder().setUnits(10).build());
  }

  private static Block convolutional() {
    return new SequentialBlock()
        .add(convolution(8, 1))
        .add(Activation::relu)
        .add(convolution(16, 2))
        .add(Activation::relu)
        .add(Pool.globalAvgPool2dBlock())
        .add(Blocks.batchFlattenBlock())
        .add(Linear.builder().setUnits(10).build());
  }

  private static Block convolution(int filters, int stride) {
    return Conv2d.builder()
        .setKernelShape(new Shape(3, 3))
        .setFilters(filters)
        .optPadding(new Shape(1, 1))
        .optStride(new Shape(stride, stride))
        .build();
  }

  /** A linear model has the gradient {@code 2/n X'r} and the Hessian {@code 2/n X'X}. */
  @Test
  void ofSquaredErrorAreThoseOfLeastSquares() {
    Random random = new Random(1);
    float[][] x = new float[40][3];
    float[] y = new float[40];
    for (int i = 0; i < x.length; i++) {
      for (int k = 0; k < 3; k++) {
        x[i][k] = (float) random.nextGaussian();
      }
      y[i] = x[i][0] - 2 * x[i][1] + (float) random.nextGaussian();
    }
    Data data = ArrayData.of(x, y, Split.defaults());
    try (DjlTask task = DjlTask.of(data, "linear", Linear.builder().setUnits(1).build())) {
      Derivatives derivatives = task.derivatives(Subset.all(Part.TRAINING)).orThrow();
      Point at = task.init(1);
      Point v = direction(task.layout(), 2);
      Examples rows = data.training();
      double[] residual = linear(rows, at);
      for (int i = 0; i < residual.length; i++) {
        residual[i] -= rows.target(i, 0);
      }
      Point gradient = transposed(rows, residual, task.layout());
      Point product = transposed(rows, linear(rows, v), task.layout());
      assertEquals(0, GoldenNumbers.distance(gradient, derivatives.gradient(at)), 1e-5);
      assertEquals(0, GoldenNumbers.distance(product, derivatives.hessianTimes(at, v)), 1e-5);
    }
  }

  /** Returns the outputs of a linear model, whose bias is its last entry. */
  private static double[] linear(Examples rows, Point w) {
    double[] outputs = new double[rows.count()];
    for (int i = 0; i < outputs.length; i++) {
      outputs[i] = w.at(rows.size());
      for (int k = 0; k < rows.size(); k++) {
        outputs[i] += (double) w.at(k) * rows.input(i, k);
      }
    }
    return outputs;
  }

  private static Point transposed(Examples rows, double[] by, Layout layout) {
    double[] sums = new double[layout.size()];
    for (int i = 0; i < by.length; i++) {
      for (int k = 0; k < sums.length; k++) {
        sums[k] += 2 * by[i] * (k < rows.size() ? rows.input(i, k) : 1) / by.length;
      }
    }
    return Point.build(layout, w -> fill(w, sums));
  }

  private static Point direction(Layout layout, long seed) {
    Random random = new Random(seed);
    return Point.build(
        layout,
        values -> {
          for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
          }
        });
  }

  /** Residual networks too: symmetric, and restricted to a mask they stay in its subspace. */
  @Test
  void hessiansAreSymmetricOperators() throws IOException {
    Data data = Golden.digits(List.of(1, 8, 8)).map(rows -> rows.take(40));
    try (DjlTask task = DjlTask.of(data, "resnet20")) {
      Point at = task.init(1);
      Layout layout = task.layout();
      SymmetricOperator h =
          Operators.hessian(task.derivatives(Subset.all(Part.TEST)).orThrow(), at);
      Point u = direction(layout, 3);
      Point v = direction(layout, 4);
      double scale = Math.abs(h.times(v).norm() * u.norm());
      assertEquals(0, (u.dot(h.times(v)) - v.dot(h.times(u))) / scale, 1e-5);
      Mask mask = Mask.keeping(layout, i -> i % 3 != 0);
      Point inside = Operators.masked(h, mask).times(v);
      mask.requireZeros(inside);
      assertEquals(h.times(v.masked(mask)).masked(mask), inside);
      String first = layout.slots().get(0).name();
      Point block = Operators.ofSlots(h, first).times(v);
      assertEquals(block.norm(), block.part(Layout.together(layout.slots().subList(0, 1))).norm());
      Point twice = Operators.sum(List.of(h, h), 0.5, 1.5).times(v);
      assertEquals(0, GoldenNumbers.distance(h.times(v).times(2), twice), 1e-6);
    }
  }

  @Test
  void aTrainingAfterDerivativesIsTheSame() throws Exception {
    String model = "torchscript:" + Path.of(DjlTask.class.getResource("conv-bn.pt").toURI());
    Recipe recipe = Recipe.defaults().withLength(Span.iterations(3)).withBatch(16);
    Data data = Golden.digits(List.of(1, 8, 8));
    try (DjlTask task = DjlTask.of(data, model)) {
      Job job = Job.dense(task.start(1), recipe, task.stepsPerEpoch(16), 1);
      Point before = task.train(job, Progress.NONE).end();
      Point gradient = task.derivatives(Subset.all(Part.TRAINING)).orThrow().gradient(before);
      assertTrue(gradient.norm() > 0);
      assertEquals(before, task.train(job, Progress.NONE).end());
      assertEquals(task.test().score(before), task.test().score(before));
    }
  }

  /** Scores and gradients come by different ways through libtorch. */
  @Test
  void lossesAreThoseOfScores() {
    try (DjlTask task = DjlTask.of(Digits.load(), "mlp:300,100")) {
      Point at = task.init(1);
      Subset all = Subset.all(Part.TRAINING);
      double loss = task.derivatives(all).orThrow().loss(at);
      assertEquals(loss, task.training().score(at).loss(), 1e-6);
    }
  }

  private static Block wide(Block... between) {
    SequentialBlock block = new SequentialBlock().add(Linear.builder().setUnits(300).build());
    List.of(between).forEach(block::add);
    return block.add(Linear.builder().setUnits(10).build());
  }

  @Test
  void productsOfDenseNetworksAreThoseOfRecordedGraphs() {
    Block relu = Activation.reluBlock();
    Data digits = Golden.digits(List.of(64));
    try (DjlTask written = DjlTask.of(digits, "block", wide(relu));
        DjlTask recorded = DjlTask.of(digits, "block", wide(relu, Blocks.identityBlock()))) {
      Point at = written.init(1);
      Point v = Bowl.gaussian(at.layout(), 3);
      Subset some = Subset.of(Part.TRAINING, 400);
      Derivatives fast = written.derivatives(some).orThrow();
      Derivatives slow = recorded.derivatives(some).orThrow();
      requireClose(slow.hessianTimes(at, v), fast.hessianTimes(at, v));
      requireClose(slow.gaussNewtonTimes(at, v), fast.gaussNewtonTimes(at, v));
    }
  }

  private static void requireClose(Point expected, Point actual) {
    assertEquals(0, expected.distance(actual), 1e-5 * expected.norm());
  }

  /** Graphs of more than half a megabyte each would be seen in every round, were they kept. */
  @Test
  void productsKeepNoMemory() throws Exception {
    Path status = Path.of("/proc/self/status");
    Assumptions.assumeTrue(Files.isReadable(status), "needs /proc");
    Data data = Golden.digits(List.of(64)).map(rows -> rows.take(16));
    try (DjlTask task = DjlTask.of(data, "mlp:512")) {
      Derivatives derivatives =
          task.derivatives(Subset.all(Part.TRAINING)).orThrow().ofSquaredErrors().orThrow();
      Point at = task.init(1);
      Point v = direction(task.layout(), 1);
      long least = Long.MAX_VALUE;
      for (int round = 0; round < 4 && least > 20_000; round++) {
        long before = resident(status);
        for (int i = 0; i < 250; i++) {
          derivatives.hessianTimes(at, v);
        }
        least = round == 0 ? least : Math.min(least, resident(status) - before);
      }
      assertTrue(least < 20_000, "grew by " + least + " kB");
    }
  }

  private static long resident(Path status) throws IOException {
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmRSS"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .sum();
  }

  @Test
  void representationsEndInOutputs() throws Exception {
    GoldenNumbers golden = GoldenNumbers.read(resource("A.f32"));
    Data data = Golden.digits(List.of(64));
    try (DjlTask task = DjlTask.of(data, "mlp:32")) {
      Representations layers = task.representations(Subset.all(Part.TEST)).orThrow();
      assertEquals(List.of("fc1", "fc1.out", "outputs"), layers.layers());
      Point at = golden.weights(task.layout());
      float[] outputs = task.outputs(at, data.test());
      layers.read(
          at,
          "outputs",
          (i, row) -> assertEquals(outputs[i * 10 + 3], row[3], 1e-5f * Math.abs(row[3])));
      layers.read(at, "fc1.out", (i, row) -> assertTrue(row.length == 32 && row[i % 32] >= 0));
      assertThrows(IllegalArgumentException.class, () -> layers.read(at, "fc9", (i, row) -> {}));
    }
  }
}
