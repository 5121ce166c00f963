package org.stockpot.djl.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
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
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.norm.GhostBatchNorm;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stockpot.data.Data;
import org.stockpot.data.Examples;
import org.stockpot.data.Parts;
import org.stockpot.data.image.Digits;
import org.stockpot.djl.DjlTask;
import org.stockpot.format.Checkpoint;
import org.stockpot.task.RecalibrationException;
import org.stockpot.testing.Python;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;
import org.stockpot.weights.Role;
import org.stockpot.weights.Slot;

final class RecalibrationTest {

  private static final Data DIGITS = Digits.load();
  private static final int CHUNK = 60;

  private static Data training(int count) {
    Examples all = DIGITS.training();
    Examples some = all.subset(IntStream.range(0, count).map(i -> i * 3).toArray());
    return new Data(
        DIGITS.info(), DIGITS.targets(), new Parts(some, DIGITS.validation(), DIGITS.test()));
  }

  private static BatchNorm norm(float momentum) {
    return BatchNorm.builder().optMomentum(momentum).build();
  }

  private static Block dense() {
    return new SequentialBlock()
        .add(Blocks.batchFlattenBlock(64))
        .add(Linear.builder().setUnits(6).build())
        .add(norm(0.9f))
        .add(Activation::relu)
        .add(Linear.builder().setUnits(5).build())
        .add(norm(0.5f))
        .add(Activation::relu)
        .add(Linear.builder().setUnits(10).build());
  }

  private static Conv2d convolution(int filters) {
    return Conv2d.builder()
        .setKernelShape(new Shape(3, 3))
        .setFilters(filters)
        .optPadding(new Shape(1, 1))
        .build();
  }

  private static Block convolutional() {
    return new SequentialBlock()
        .add(convolution(3))
        .add(norm(0.99f))
        .add(Activation::relu)
        .add(convolution(2))
        .add(norm(0.1f))
        .add(Activation::relu)
        .add(Blocks.batchFlattenBlock(128))
        .add(Linear.builder().setUnits(10).build());
  }

  /** Shifts and scales away from those that layers begin with. */
  private static Point moved(Point point) {
    return Point.build(
        point.layout(),
        w -> {
          point.values().get(w);
          for (Slot slot : point.layout().slots()) {
            for (int i = slot.offset(); i < slot.end(); i++) {
              int k = i - slot.offset();
              w[i] += slot.role() == Role.WEIGHT ? 0 : (float) (Math.sin(k + slot.offset()) + 0.3);
            }
          }
        });
  }

  /** What the batch normalisations of a chain of layers see, by loops in doubles. */
  private static final class Oracle {
    private final Point point;
    private final List<double[]> sums = new ArrayList<>();
    private double examples;

    Oracle(Point point) {
      this.point = point;
    }

    private float at(String slot, int i) {
      return point.at(point.layout().slot(slot).offset() + i);
    }

    double[][] dense(String name, double[][] x, int units) {
      double[][] y = new double[x.length][units];
      for (int e = 0; e < x.length; e++) {
        for (int u = 0; u < units; u++) {
          y[e][u] = at(name + ".bias", u);
          for (int i = 0; i < x[e].length; i++) {
            y[e][u] += at(name + ".weight", u * x[e].length + i) * x[e][i];
          }
        }
      }
      return y;
    }

    double[][] convolution(String name, double[][] x, int filters) {
      int channels = x[0].length / 64;
      double[][] y = new double[x.length][filters * 64];
      for (int e = 0; e < x.length; e++) {
        for (int f = 0; f < filters; f++) {
          for (int p = 0; p < 64; p++) {
            double sum = at(name + ".bias", f);
            for (int k = 0; k < channels * 9; k++) {
              int row = p / 8 + k % 9 / 3 - 1;
              int column = p % 8 + k % 3 - 1;
              if (row >= 0 && row < 8 && column >= 0 && column < 8) {
                double w = at(name + ".weight", f * channels * 9 + k);
                sum += w * x[e][k / 9 * 64 + row * 8 + column];
              }
            }
            y[e][f * 64 + p] = sum;
          }
        }
      }
      return y;
    }

    /** Normalises by the chunk and notes mean and mean of squares, weighted by examples. */
    double[][] norm(int layer, double[][] x, int channels) {
      if (sums.size() < layer) {
        sums.add(new double[2 * channels]);
      }
      int positions = x[0].length / channels;
      double[][] y = new double[x.length][x[0].length];
      for (int c = 0; c < channels; c++) {
        double mean = 0;
        double squares = 0;
        for (double[] example : x) {
          for (int p = c * positions; p < (c + 1) * positions; p++) {
            mean += example[p] / (x.length * positions);
            squares += example[p] * example[p] / (x.length * positions);
          }
        }
        sums.get(layer - 1)[c] += x.length * mean;
        sums.get(layer - 1)[channels + c] += x.length * squares;
        double scale = at("bn" + layer + ".gamma", c) / Math.sqrt(squares - mean * mean + 1e-5);
        for (int e = 0; e < x.length; e++) {
          for (int p = c * positions; p < (c + 1) * positions; p++) {
            double z = scale * (x[e][p] - mean) + at("bn" + layer + ".beta", c);
            y[e][p] = Math.max(0, z);
          }
        }
      }
      return y;
    }

    void chunk(Examples training, int from, int to, boolean convolves) {
      double[][] x = new double[to - from][];
      for (int i = from; i < to; i++) {
        float[] inputs = training.inputs(i);
        x[i - from] = IntStream.range(0, 64).mapToDouble(k -> inputs[k]).toArray();
      }
      examples += x.length;
      if (convolves) {
        norm(2, convolution("conv2", norm(1, convolution("conv1", x, 3), 3), 2), 2);
      } else {
        norm(2, dense("fc2", norm(1, dense("fc1", x, 6), 6), 5), 5);
      }
    }

    void requireSame(Point estimated, int positions) {
      for (int layer = 1; layer <= 2; layer++) {
        double[] sum = sums.get(layer - 1);
        int channels = sum.length / 2;
        Slot means = point.layout().slot("bn" + layer + ".running_mean");
        Slot variances = point.layout().slot("bn" + layer + ".running_var");
        for (int c = 0; c < channels; c++) {
          double mean = sum[c] / examples;
          double variance = sum[channels + c] / examples - mean * mean;
          double values = examples * positions;
          double stored = variance * values / (values - 1);
          assertEquals(mean, estimated.at(means.offset() + c), 3e-6 * (Math.abs(mean) + 1));
          assertEquals(stored, estimated.at(variances.offset() + c), 3e-6 * stored + 1e-9);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {58, 59, 60, 61, 62, 118, 119, 120, 121, 122, 178, 179, 180, 181, 182})
  void eachExampleWeighsTheSame(int count) {
    Data data = training(count);
    for (boolean convolves : new boolean[] {false, true}) {
      Block block = convolves ? convolutional() : dense();
      try (DjlTask task = DjlTask.of(data, "norms", block)) {
        Point point = moved(task.init(count));
        Oracle oracle = new Oracle(point);
        int from = 0;
        for (int end : Recalibration.ends(count, CHUNK)) {
          oracle.chunk(data.training(), from, end, convolves);
          from = end;
        }
        Point estimated = task.recalibrate(point, CHUNK);
        oracle.requireSame(estimated, convolves ? 64 : 1);
        assertEquals(point, estimated.withStatisticsOf(point));
        assertEquals(estimated, task.recalibrate(estimated, CHUNK));
      }
    }
  }

  @Test
  void oneExampleThatIsLeftOverJoinsTheChunkBeforeIt() {
    assertArrayEquals(new int[] {58}, Recalibration.ends(58, 60));
    assertArrayEquals(new int[] {60}, Recalibration.ends(60, 60));
    assertArrayEquals(new int[] {61}, Recalibration.ends(61, 60));
    assertArrayEquals(new int[] {60, 62}, Recalibration.ends(62, 60));
    assertArrayEquals(new int[] {60, 121}, Recalibration.ends(121, 60));
    assertArrayEquals(new int[] {2, 5}, Recalibration.ends(5, 2));
    assertEquals(17, Recalibration.ends(1002, 60).length);
  }

  @Test
  void aBatchOfAllExamplesGivesTheirOwnMomentsAndOtherBatchesOthers() {
    try (DjlTask task = DjlTask.of(training(90), "norms", dense())) {
      Point point = task.init(1);
      Point whole = task.recalibrate(point, 90);
      assertEquals(whole, task.recalibrate(point, 1000));
      assertNotEquals(whole, task.recalibrate(point, 30));
      assertEquals(task.recalibrate(point, 60), task.recalibrate(point));
      Slot first = task.layout().slot("bn1.running_var");
      for (int i = first.offset(); i < first.end(); i++) {
        float other = task.recalibrate(point, 30).at(i);
        assertEquals(whole.at(i), other, 2e-6 * other, "the first layer sees the same values");
      }
    }
  }

  @Test
  void tooLittleIsRefusedWithTheReason() {
    try (DjlTask task = DjlTask.of(training(1), "norms", convolutional())) {
      Point point = task.init(1);
      String message =
          assertThrows(RecalibrationException.class, () -> task.recalibrate(point)).getMessage();
      assertEquals(
          "statistics must be re-estimated from at least 2 training examples, got 1: one value has"
              + " no variance",
          message);
      assertEquals(
          "the batch of a re-estimation must be at least 2, got 1",
          assertThrows(IllegalArgumentException.class, () -> task.recalibrate(point, 1))
              .getMessage());
    }
  }

  @Test
  void layersThatAverageSomethingElseAreRefusedByName() {
    Block ghost =
        new SequentialBlock()
            .add(Blocks.batchFlattenBlock(64))
            .add(GhostBatchNorm.builder().optVirtualBatchSize(8).build())
            .add(Linear.builder().setUnits(10).build());
    Block shared = norm(0.9f);
    Block twice =
        new SequentialBlock()
            .add(Blocks.batchFlattenBlock(64))
            .add(shared)
            .add(Activation::relu)
            .add(shared)
            .add(Linear.builder().setUnits(10).build());
    assertEquals(
        "statistic bn1.running_mean cannot be re-estimated: what it is the average of"
            + " is not known; batch normalisations are",
        refusal(ghost));
    assertEquals(
        "statistic bn1.running_mean cannot be re-estimated: its layer is used more than once in a"
            + " pass",
        refusal(twice));
  }

  private static String refusal(Block block) {
    try (DjlTask task = DjlTask.of(training(90), "norms", block)) {
      Point point = task.init(1);
      return assertThrows(RecalibrationException.class, () -> task.recalibrate(point)).getMessage();
    }
  }

  @Test
  void dropoutBeforeANormalisationIsDrawnTheSameEveryTime() {
    Block block =
        new SequentialBlock()
            .add(Dropout.builder().optRate(0.5f).build())
            .add(convolution(3))
            .add(norm(0.9f))
            .add(Blocks.batchFlattenBlock(192))
            .add(Linear.builder().setUnits(10).build());
    try (DjlTask task = DjlTask.of(training(150), "dropout", block)) {
      Point point = task.init(1);
      Point once = task.recalibrate(point);
      task.init(2);
      assertEquals(once, task.recalibrate(point));
      assertTrue(once.at(task.layout().slot("bn1.running_var").offset()) > 0);
    }
  }

  private static final String TORCH =
      """
      import sys, struct, json, torch
      from torch import nn
      torch.set_num_threads(1)
      raw = open(sys.argv[1], 'rb').read()
      n, = struct.unpack('<Q', raw[:8])
      head = json.loads(raw[8:8 + n])
      w = {k: torch.frombuffer(bytearray(raw[8 + n + t['data_offsets'][0]:8 + n + t['data_offsets'][1]]),
          dtype=torch.float32).reshape(t['shape']) for k, t in head.items() if k != '__metadata__'}
      x = torch.frombuffer(bytearray(open(sys.argv[2], 'rb').read()), dtype=torch.float32).reshape(-1, 1, 8, 8)
      ends = [int(e) for e in open(sys.argv[3]).read().split()]
      net = nn.Sequential(nn.Conv2d(1, 3, 3, padding=1), nn.BatchNorm2d(3, momentum=1.), nn.ReLU(),
          nn.Conv2d(3, 2, 3, padding=1), nn.BatchNorm2d(2, momentum=1.), nn.ReLU(), nn.Flatten(), nn.Linear(128, 10))
      for layer, name in ((0, 'conv1'), (3, 'conv2')):
          net[layer].weight.data, net[layer].bias.data = w[name + '.weight'], w[name + '.bias']
      for layer, name in ((1, 'bn1'), (4, 'bn2')):
          net[layer].weight.data, net[layer].bias.data = w[name + '.gamma'], w[name + '.beta']
      net.train()
      sums, begin = {1: [0, 0, 0], 4: [0, 0, 0]}, 0
      for end in ends:
          k = (end - begin) * 64
          net(x[begin:end])
          for i, s in sums.items():
              m, v = net[i].running_mean.double(), net[i].running_var.double() * (k - 1) / k
              s[0], s[1], s[2] = s[0] + k * m, s[1] + k * (v + m * m), s[2] + k
          begin = end
      for i, (m, q, k) in sums.items():
          m, q = m / k, q / k
          print(*m.tolist(), *((q - m * m) * k / (k - 1)).tolist())
      """;

  @ParameterizedTest
  @ValueSource(ints = {119, 121, 242})
  void itIsWhatPyTorchComesTo(int count, @TempDir Path folder) throws IOException {
    Data data = training(count);
    try (DjlTask task = DjlTask.of(data, "norms", convolutional())) {
      Point point = moved(task.init(3));
      Path weights = folder.resolve("w.safetensors");
      new Checkpoint(point, Mask.full(point.layout()), Map.of()).save(weights);
      float[] inputs = data.training().inputs();
      ByteBuffer bytes = ByteBuffer.allocate(4 * inputs.length).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asFloatBuffer().put(inputs);
      Path examples = Files.write(folder.resolve("x"), bytes.array());
      StringBuilder ends = new StringBuilder();
      for (int end : Recalibration.ends(count, CHUNK)) {
        ends.append(end).append(' ');
      }
      Path chunks = Files.writeString(folder.resolve("ends"), ends);
      String[] lines = Python.run(TORCH, weights, examples, chunks).strip().split("\n", -1);
      Point estimated = task.recalibrate(point, CHUNK);
      for (int layer = 1; layer <= 2; layer++) {
        String[] expected = lines[layer - 1].split(" ", -1);
        int mean = task.layout().slot("bn" + layer + ".running_mean").offset();
        for (int i = 0; i < expected.length; i++) {
          double value = Double.parseDouble(expected[i]);
          assertEquals(value, estimated.at(mean + i), 3e-6 * (Math.abs(value) + 0.1));
        }
      }
    }
  }
}
