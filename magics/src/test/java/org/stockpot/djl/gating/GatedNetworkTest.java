package org.stockpot.djl.gating;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stockpot.data.Data;
import org.stockpot.data.Examples;
import org.stockpot.data.image.Digits;
import org.stockpot.djl.DjlTask;
import org.stockpot.task.Job;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Span;
import org.stockpot.task.Task;
import org.stockpot.task.analysis.GateUse;
import org.stockpot.task.analysis.Gates;
import org.stockpot.weights.Mask;
import org.stockpot.weights.MaskedPoint;
import org.stockpot.weights.Point;

/** Gates that choose channels by example, against loops over the chosen channels alone. */
final class GatedNetworkTest {

  private static final Data DATA = Digits.load();
  private static final int SIDE = 8;
  private static final int[] FILTERS = {5, 7};

  private static Block network() {
    SequentialBlock block = new SequentialBlock();
    for (int filters : FILTERS) {
      block
          .add(
              Conv2d.builder()
                  .setKernelShape(new Shape(3, 3))
                  .setFilters(filters)
                  .optPadding(new Shape(1, 1))
                  .build())
          .add(Activation::relu);
    }
    return block
        .add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)))
        .add(Blocks.batchFlattenBlock())
        .add(Linear.builder().setUnits(10).build());
  }

  /** Returns random numbers everywhere, so that gates differ by example. */
  private static Point random(Task task) {
    SplittableRandom random = new SplittableRandom(5);
    float[] values = new float[task.layout().size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian() / 2;
    }
    return Point.of(task.layout(), values);
  }

  /** What is computed for one example, channel by channel where a gate is open. */
  private static final class Loops {

    private final Point point;
    private double flops;
    private final int[] computed = new int[FILTERS.length];

    Loops(Point point) {
      this.point = point;
    }

    private double weight(String slot, int i) {
      return point.at(point.layout().slot(slot).offset() + i);
    }

    double[] outputs(float[] image) {
      double[][] values = {new double[SIDE * SIDE]};
      for (int i = 0; i < image.length; i++) {
        values[0][i] = image[i];
      }
      boolean[] open = {true};
      for (int layer = 0; layer < FILTERS.length; layer++) {
        boolean[] next = gate(layer, values);
        values = convolution("conv" + (layer + 1), layer, values, open, next);
        open = next;
      }
      return dense(values);
    }

    private boolean[] gate(int layer, double[][] values) {
      boolean[] open = new boolean[FILTERS[layer]];
      for (int unit = 0; unit < open.length; unit++) {
        double logit = weight("gate" + (layer + 1) + ".bias", unit);
        for (int c = 0; c < values.length; c++) {
          double largest = Double.NEGATIVE_INFINITY;
          for (double value : values[c]) {
            largest = Math.max(largest, value);
          }
          logit += weight("gate" + (layer + 1) + ".weight", unit * values.length + c) * largest;
        }
        flops += 2 * values.length;
        open[unit] = logit > 0;
        computed[layer] += open[unit] ? 1 : 0;
      }
      return open;
    }

    private double[][] convolution(
        String name, int layer, double[][] values, boolean[] read, boolean[] open) {
      double[][] out = new double[FILTERS[layer]][SIDE * SIDE];
      for (int unit = 0; unit < out.length; unit++) {
        for (int place = 0; open[unit] && place < SIDE * SIDE; place++) {
          double sum = weight(name + ".bias", unit);
          for (int c = 0; c < values.length; c++) {
            flops += read[c] ? 2 * 9 : 0;
            sum += read[c] ? window(name, unit * values.length + c, values[c], place) : 0;
          }
          out[unit][place] = Math.max(sum, 0);
        }
      }
      return out;
    }

    private double window(String name, int kernel, double[] channel, int place) {
      double sum = 0;
      for (int k = 0; k < 9; k++) {
        int y = place / SIDE + k / 3 - 1;
        int x = place % SIDE + k % 3 - 1;
        if (y >= 0 && y < SIDE && x >= 0 && x < SIDE) {
          sum += weight(name + ".weight", kernel * 9 + k) * channel[y * SIDE + x];
        }
      }
      return sum;
    }

    private double[] dense(double[][] values) {
      int half = SIDE / 2;
      double[] out = new double[10];
      int inputs = values.length * half * half;
      for (int unit = 0; unit < out.length; unit++) {
        out[unit] = weight("fc1.bias", unit);
        for (int i = 0; i < inputs; i++) {
          int y = i / half % half * 2;
          int x = i % half * 2;
          double[] channel = values[i / (half * half)];
          double largest =
              Math.max(
                  Math.max(channel[y * SIDE + x], channel[y * SIDE + x + 1]),
                  Math.max(channel[(y + 1) * SIDE + x], channel[(y + 1) * SIDE + x + 1]));
          out[unit] += weight("fc1.weight", unit * inputs + i) * largest;
        }
        flops += 2 * inputs;
      }
      return out;
    }
  }

  @Test
  void outputsAreThoseOfThePredictedChannelsAlone() {
    try (DjlTask task = DjlTask.of(DATA, "net", network())) {
      try (DjlTask own = task.gated(0.8)) {
        Point point = random(own);
        Examples test = DATA.test();
        float[] found = own.outputs(point, test);
        Loops loops = new Loops(point);
        for (int i = 0; i < test.count(); i++) {
          double[] expected = loops.outputs(test.inputs(i));
          for (int unit = 0; unit < 10; unit++) {
            double output = found[i * 10 + unit];
            assertEquals(expected[unit], output, 1e-5 * (1 + Math.abs(output)), i + ", " + unit);
          }
        }
        GateUse use = own.as(Gates.class).orElseThrow().use(point);
        assertEquals(loops.flops / test.count(), use.flops(), 1e-9 * use.flops());
        assertEquals(List.of(5, 7), use.channels());
        for (int layer = 0; layer < 2; layer++) {
          double share = (double) loops.computed[layer] / (test.count() * FILTERS[layer]);
          assertEquals(share, use.computed().get(layer), 1e-12);
          assertTrue(share > 0.05 && share < 0.95, "a layer's gates must differ, got " + share);
        }
        double dense = 2.0 * 9 * 64 * (5 + 5 * 7) + 2.0 * 7 * 16 * 10;
        assertEquals(dense, use.denseFlops(), 1e-9);
      }
    }
  }

  @Test
  void openGatesChangeNothingAndTrainingClosesSome() {
    try (DjlTask task = DjlTask.of(DATA, "net", network())) {
      MaskedPoint given = MaskedPoint.dense(task.init(1));
      try (Task own = task.gated(0.6)) {
        Gates gated = own.as(Gates.class).orElseThrow();
        MaskedPoint start = gated.start(given);
        assertEquals(task.test().score(given.point()), own.test().score(start.point()));
        assertEquals(List.of(1.0, 1.0), gated.use(start.point()).computed());
        Mask mask = Mask.keeping(task.layout(), i -> i % 3 > 0);
        MaskedPoint ticket = gated.start(new MaskedPoint(given.point().masked(mask), mask));
        ticket.mask().requireZeros(ticket.point());
        assertEquals(mask.kept() + 5 + 5 * 7, ticket.mask().kept());
        Point end = train(own, start);
        assertEquals(end, train(own, start));
        GateUse use = gated.use(end);
        assertTrue(use.flops() < 0.8 * use.denseFlops(), use.toString());
        assertTrue(own.test().score(end).value() > 0.5);
      }
    }
  }

  private static Point train(Task task, MaskedPoint start) {
    Recipe recipe = Recipe.defaults().withLength(Span.iterations(150)).withLr(0.01);
    return task.train(Job.of(start, recipe, task.stepsPerEpoch(60), 3), Progress.NONE).end();
  }

  /** A channel of a sum is computed if one of its parts is; shortcuts are seen through. */
  @ParameterizedTest
  @ValueSource(strings = {"resnet20", "resnet20a", "conv2"})
  void namedNetworksHaveGates(String model) {
    try (DjlTask task = DjlTask.of(DATA, model)) {
      try (Task own = task.gated(0.9)) {
        Gates gated = own.as(Gates.class).orElseThrow();
        MaskedPoint start = gated.start(MaskedPoint.dense(task.init(1)));
        GateUse use = gated.use(start.point());
        assertTrue(use.flops() > use.denseFlops() && use.flops() < 1.1 * use.denseFlops());
        GateUse other = gated.use(random(own));
        assertTrue(other.flops() < 0.95 * use.flops());
      }
    }
  }

  @Test
  void networksOfOtherSharesAreOtherTasks() {
    try (DjlTask task = DjlTask.of(DATA, "net", network());
        DjlTask one = task.gated(0.8);
        DjlTask other = task.gated(0.800001)) {
      assertNotEquals(one.identity(), other.identity());
    }
  }

  @Test
  void aNetworkWithoutConvolutionsHasNone() {
    try (DjlTask task = DjlTask.of(DATA, "mlp:8")) {
      String got =
          assertThrows(UnsupportedOperationException.class, () -> task.gated(0.9)).getMessage();
      assertEquals(
          "dynamic pruning gates the channels of convolutions, and the network has none", got);
    }
  }
}
