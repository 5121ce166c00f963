package org.stockpot.djl.derivative;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.stockpot.data.Data;
import org.stockpot.data.Examples;
import org.stockpot.data.Split;
import org.stockpot.data.array.ArrayData;
import org.stockpot.djl.DjlTask;
import org.stockpot.task.Part;
import org.stockpot.task.analysis.Derivatives;
import org.stockpot.task.analysis.InputGrams;
import org.stockpot.task.analysis.Representations;
import org.stockpot.task.analysis.Subset;
import org.stockpot.testing.Bowl;
import org.stockpot.testing.Golden;
import org.stockpot.testing.Quartic;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Point;
import org.stockpot.weights.Slot;

/** Some of the examples, entropies, Fisher's diagonal and moments of inputs. */
final class DataSeamsTest {

  private static final Subset ALL = Subset.all(Part.TRAINING);

  @Test
  void theDiagonalOfTheFisherMatrixIsTheOracles() {
    try (DjlTask task = DjlTask.of(Golden.digits(List.of(64)), "mlp:32")) {
      Derivatives derivatives = task.derivatives(ALL).orThrow();
      Point diagonal = derivatives.empiricalFisherDiagonal(Golden.point(task.layout(), "A"));
      double[] numbers = Golden.array("A.saliency.fisher_diagonal");
      assertTrue(derivatives.takesExamplesTogether());
      assertEquals(0, GoldenNumbers.distance(Golden.point(task.layout(), numbers), diagonal), 1e-5);
    }
  }

  @Test
  void theDiagonalOfOtherNetworksIsThatOfSingleGradients() {
    Data data = Golden.digits(List.of(1, 8, 8)).map(rows -> rows.take(5));
    try (DjlTask task = DjlTask.of(data, "resnet20")) {
      Derivatives derivatives = task.derivatives(ALL).orThrow();
      Point at = task.init(1);
      double[] sum = new double[at.layout().size()];
      derivatives.perExample(at, (example, g) -> addSquares(g, sum));
      Point expected = Golden.point(at.layout(), sum).times(0.2);
      assertEquals(
          0, GoldenNumbers.distance(expected, derivatives.empiricalFisherDiagonal(at)), 1e-6);
      Point trace = derivatives.empiricalFisherDiagonal(at);
      double total = IntStream.range(0, trace.layout().size()).mapToDouble(trace::at).sum();
      double norms = 0;
      for (double norm : derivatives.squaredNorms(at)) {
        norms += norm / 5;
      }
      assertEquals(1, total / norms, 1e-5, "its trace is the mean squared norm");
    }
  }

  private static void addSquares(Point gradient, double[] sum) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += (double) gradient.at(i) * gradient.at(i);
    }
  }

  @Test
  void someExamplesHaveTheMeanOfTheirOwnGradients() {
    try (DjlTask task = DjlTask.of(Golden.digits(List.of(64)), "mlp:32")) {
      Derivatives all = task.derivatives(ALL).orThrow();
      Point at = Golden.point(task.layout(), "A");
      Derivatives some = all.some(400, 3, 17).orThrow();
      assertEquals(3, some.examples());
      double[] losses = all.losses(at);
      assertEquals(losses[400], some.losses(at)[0], 1e-5);
      assertEquals(losses[3], some.losses(at)[1], 1e-5);
      List<Point> gradients = new ArrayList<>();
      all.perExample(at, (i, g) -> keep(List.of(3, 17, 400).contains(i), g, gradients));
      Point mean = gradients.get(0).plus(gradients.get(1)).plus(gradients.get(2)).times(1 / 3.0);
      assertEquals(0, GoldenNumbers.distance(mean, some.gradient(at)), 1e-5);
    }
  }

  private static void keep(boolean wanted, Point gradient, List<Point> into) {
    if (wanted) {
      into.add(gradient);
    }
  }

  /** Of a linear model {@code dH/dz_k = -p_k (ln p_k + H)}, and the gradient that by the inputs. */
  @Test
  void entropiesAreThoseOfTheClosedForm() {
    Data data = Golden.digits(List.of(64)).map(rows -> rows.take(50));
    try (DjlTask task = DjlTask.of(data, "linear", Linear.builder().setUnits(10).build())) {
      Point at = Bowl.gaussian(task.layout(), 3);
      Derivatives entropies = task.derivatives(ALL).orThrow().ofEntropies().orThrow();
      double[] expected = new double[at.layout().size()];
      double[] losses = entropies.losses(at);
      for (int i = 0; i < 50; i++) {
        double entropy = addEntropyGradient(data.training(), i, at, expected);
        assertEquals(entropy, losses[i], 1e-5);
      }
      Point gradient = Golden.point(at.layout(), expected).times(1 / 50.0);
      assertEquals(0, GoldenNumbers.distance(gradient, entropies.gradient(at)), 1e-5);
      assertEquals(losses[7], entropies.some(7).orThrow().loss(at), 1e-5);
    }
  }

  private static double addEntropyGradient(Examples rows, int i, Point at, double[] sum) {
    double[] p = new double[10];
    double total = 0;
    for (int k = 0; k < 10; k++) {
      double z = at.at(640 + k);
      for (int j = 0; j < 64; j++) {
        z += (double) at.at(k * 64 + j) * rows.input(i, j);
      }
      p[k] = Math.exp(z);
      total += p[k];
    }
    double entropy = 0;
    for (int k = 0; k < 10; k++) {
      p[k] /= total;
      entropy -= p[k] * Math.log(p[k]);
    }
    for (int k = 0; k < 10; k++) {
      double slope = -p[k] * (Math.log(p[k]) + entropy);
      for (int j = 0; j < 64; j++) {
        sum[k * 64 + j] += slope * rows.input(i, j);
      }
      sum[640 + k] += slope;
    }
    return entropy;
  }

  @Test
  void momentsOfDenseLayersAreThoseOfTheirInputs() {
    Data data = Golden.digits(List.of(64));
    try (DjlTask task = DjlTask.of(data, "mlp:32")) {
      Point at = Golden.point(task.layout(), "A");
      Representations layers = task.representations(ALL).orThrow();
      InputGrams grams = layers.inputGrams().orThrow();
      assertEquals(List.of("fc1.weight", "fc2.weight"), grams.slots());
      Map<String, double[]> found = grams.of(at, grams.slots());
      double[] inputs = new double[64 * 64];
      for (int i = 0; i < Golden.ROWS; i++) {
        addOuter(data.training().inputs(i), inputs);
      }
      double[] hidden = new double[32 * 32];
      layers.read(at, "fc1.out", (i, row) -> addOuter(row, hidden));
      for (int i = 0; i < inputs.length; i++) {
        assertEquals(inputs[i] / Golden.ROWS, found.get("fc1.weight")[i], 1e-9);
      }
      for (int i = 0; i < hidden.length; i++) {
        assertEquals(hidden[i] / Golden.ROWS, found.get("fc2.weight")[i], 1e-5);
      }
      assertThrows(IllegalArgumentException.class, () -> grams.of(at, List.of("fc1.bias")));
    }
  }

  private static void addOuter(float[] row, double[] sum) {
    for (int i = 0; i < row.length; i++) {
      for (int k = 0; k < row.length; k++) {
        sum[i * row.length + k] += (double) row[i] * row[k];
      }
    }
  }

  /** The squares of what a kernel w gives, over all places of all examples, are {@code wᵀ G w}. */
  @Test
  void momentsOfConvolutionsAreThoseOfTheirPatches() {
    SequentialBlock block =
        new SequentialBlock()
            .add(convolution(3, 1, 1))
            .add(Activation::relu)
            .add(convolution(4, 2, 2))
            .add(Activation::relu)
            .add(Blocks.batchFlattenBlock())
            .add(Linear.builder().setUnits(10).build());
    Data data = Golden.digits(List.of(1, 8, 8)).map(rows -> rows.take(20));
    try (DjlTask task = DjlTask.of(data, "convolutions", block)) {
      Layout layout = task.layout();
      Point at = task.init(1);
      Representations layers = task.representations(ALL).orThrow();
      InputGrams grams = layers.inputGrams().orThrow();
      assertEquals(3, grams.slots().size());
      for (int l = 0; l < 2; l++) {
        Slot slot = layout.slot(grams.slots().get(l));
        double[] gram = grams.of(at, List.of(slot.name())).get(slot.name());
        int filters = slot.shape().get(0);
        double[] squares = new double[filters];
        String layer = slot.name().substring(0, slot.name().lastIndexOf('.'));
        layers.read(at, layer, (i, row) -> addSquares(row, squares));
        for (int o = 0; o < filters; o++) {
          assertEquals(1, form(at, slot, o, gram) / (squares[o] / 20), 1e-5, slot.name());
        }
      }
    }
  }

  private static Conv2d convolution(int filters, int stride, int dilation) {
    return Conv2d.builder()
        .setKernelShape(new Shape(3, 2))
        .setFilters(filters)
        .optPadding(new Shape(1, 2))
        .optStride(new Shape(stride, 1))
        .optDilation(new Shape(dilation, 1))
        .optBias(false)
        .build();
  }

  private static void addSquares(float[] row, double[] squares) {
    int places = row.length / squares.length;
    for (int i = 0; i < row.length; i++) {
      squares[i / places] += (double) row[i] * row[i];
    }
  }

  private static double form(Point at, Slot slot, int row, double[] gram) {
    int inputs = slot.size() / slot.shape().get(0);
    double sum = 0;
    for (int i = 0; i < inputs; i++) {
      for (int k = 0; k < inputs; k++) {
        int from = slot.offset() + row * inputs;
        sum += (double) at.at(from + i) * gram[i * inputs + k] * at.at(from + k);
      }
    }
    return sum;
  }

  @Test
  void branchesOfResidualNetworksAreFollowed() {
    Data data = Golden.digits(List.of(1, 8, 8)).map(rows -> rows.take(4));
    try (DjlTask task = DjlTask.of(data, "resnet20")) {
      InputGrams grams = task.representations(ALL).orThrow().inputGrams().orThrow();
      List<String> matrices =
          task.layout().slots().stream()
              .filter(slot -> slot.shape().size() > 1)
              .map(Slot::name)
              .toList();
      assertEquals(matrices.size(), grams.slots().size());
      assertTrue(grams.slots().containsAll(matrices));
      Map<String, double[]> all = grams.of(task.init(1), grams.slots());
      all.forEach((slot, gram) -> assertTrue(Arrays.stream(gram).sum() > 0, slot));
    }
  }

  @Test
  void whatIsNotKnownIsRefused() throws Exception {
    String model = "torchscript:" + Path.of(DjlTask.class.getResource("conv-bn.pt").toURI());
    try (DjlTask task = DjlTask.of(Golden.digits(List.of(1, 8, 8)), model)) {
      Representations layers = task.representations(ALL).orThrow();
      requireRefused("TorchScript", () -> layers.inputGrams().orThrow());
    }
    float[][] x = {{1, 2}, {2, 1}, {3, 5}, {4, 1}, {5, 0}, {0, 1}, {1, 1}, {2, 2}, {3, 3}, {4, 4}};
    Data numbers = ArrayData.of(x, new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 1}, Split.defaults());
    try (DjlTask task = DjlTask.of(numbers, "linear", Linear.builder().setUnits(1).build())) {
      Derivatives own = task.derivatives(ALL).orThrow();
      requireRefused("need classes", () -> own.ofEntropies().orThrow());
    }
    Derivatives closed = new Quartic(2).derivatives(ALL).orThrow();
    requireRefused("all examples alone", () -> closed.some(0).orThrow());
    requireRefused("own loss alone", () -> closed.ofEntropies().orThrow());
  }

  private static void requireRefused(String why, Runnable work) {
    String message = assertThrows(UnsupportedOperationException.class, work::run).getMessage();
    assertTrue(message.contains(why), message);
  }
}
