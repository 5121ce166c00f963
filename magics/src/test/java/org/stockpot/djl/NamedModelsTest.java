package org.stockpot.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stockpot.data.Data;
import org.stockpot.data.Split;
import org.stockpot.data.array.ArrayData;
import org.stockpot.djl.binding.Binding;
import org.stockpot.djl.binding.BlockSlots;
import org.stockpot.djl.model.VggNets;
import org.stockpot.format.Checkpoint;
import org.stockpot.task.Job;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Span;
import org.stockpot.testing.Python;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Point;
import org.stockpot.weights.Slot;

final class NamedModelsTest {

  private static final List<Integer> CIFAR = List.of(3, 32, 32);

  @TempDir Path directory;

  /** Counts that are published with the networks: of option A, and of torchvision. */
  @ParameterizedTest
  @CsvSource({
    "resnet20a, 10, 269722",
    "resnet32a, 10, 464154",
    "resnet44a, 10, 658586",
    "resnet56a, 10, 853018",
    "resnet110a, 10, 1727962",
    "resnet18, 1000, 11689512",
    "resnet34, 1000, 21797672",
    "resnet50, 1000, 25557032",
    "vgg11, 1000, 132863336",
    "vgg11_bn, 1000, 132868840",
    "vgg13, 1000, 133047848",
    "vgg13_bn, 1000, 133053736",
    "vgg16, 1000, 138357544",
    "vgg16_bn, 1000, 138365992",
    "vgg19, 1000, 143667240",
    "vgg19_bn, 1000, 143678248",
    "conv2, 10, 4301642",
    "conv4, 10, 2425930",
    "conv6, 10, 2262602",
    "lth-resnet18, 10, 272474",
    "cifar-vgg16, 10, 14728266",
    "cifar-vgg19, 10, 20040522"
  })
  void parametersAreAsManyAsPublished(String name, int outputs, int parameters) {
    assertTrue(Models.NAMES.contains(name));
    assertEquals(parameters, Models.layout(name, CIFAR, outputs).coordinates());
  }

  /** The lottery-ticket paper counts the weights of convolutions, and running statistics too. */
  @Test
  void weightsOfConvolutionsAreAsManyAsPublished() {
    assertEquals(38_592, convolutions("conv2"));
    assertEquals(259_776, convolutions("conv4"));
    assertEquals(1_144_512, convolutions("conv6"));
    assertEquals(270_256, convolutions("lth-resnet18"));
    assertEquals(274_042, Models.layout("lth-resnet18", CIFAR, 10).size());
  }

  private static long convolutions(String name) {
    return Models.layout(name, CIFAR, 10).slots().stream()
        .filter(slot -> slot.shape().size() == 4)
        .mapToLong(Slot::size)
        .sum();
  }

  /** Projections add 1×1 convolutions and a normalisation where the size changes. */
  @Test
  void projectionsAddTheirConvolutions() {
    int projections = 16 * 32 + 2 * 32 + 32 * 64 + 2 * 64;
    for (String name : List.of("resnet20", "resnet32", "resnet44", "resnet56", "resnet110")) {
      assertEquals(
          Models.layout(name + "a", CIFAR, 10).coordinates() + projections,
          Models.layout(name, CIFAR, 10).coordinates());
    }
  }

  @Test
  void slotsHavePyTorchsNames() {
    List<String> slots = names(Models.layout("resnet20a", CIFAR, 10));
    assertEquals("conv1.weight", slots.get(0));
    assertEquals(
        List.of("bn1.weight", "bn1.bias", "bn1.running_mean", "bn1.running_var"),
        slots.subList(1, 5));
    assertTrue(slots.contains("layer3.2.bn2.running_var"));
    assertEquals("linear.bias", slots.get(slots.size() - 1));
    assertTrue(names(Models.layout("resnet32", CIFAR, 10)).contains("layer2.0.shortcut.1.bias"));
    assertTrue(
        names(Models.layout("resnet50", CIFAR, 10)).contains("layer4.0.downsample.0.weight"));
    assertTrue(names(Models.layout("vgg16_bn", CIFAR, 10)).contains("features.41.running_mean"));
  }

  /** Stores and saved files know these names. */
  @Test
  void theSlotsOfResnet20StayAsTheyWere() {
    List<String> slots = names(Models.layout("resnet20", CIFAR, 10));
    assertEquals(List.of("conv1.weight", "bn1.gamma", "bn1.beta"), slots.subList(0, 3));
    assertEquals(
        List.of("bn21.running_var", "fc1.weight", "fc1.bias"),
        slots.subList(slots.size() - 3, slots.size()));
  }

  @Test
  void smallImagesAreRefusedByName() {
    for (String name : List.of("resnet20a", "resnet110")) {
      assertTrue(
          refusal(name, List.of(1, 3, 8)).startsWith(name + " must get images of at least 4×4"));
    }
    assertTrue(
        refusal("vgg11", List.of(1, 28, 28)).startsWith("vgg11 must get images of at least 32×32"));
    assertTrue(
        refusal("conv6", List.of(1, 8, 7)).startsWith("conv6 must get images of at least 8×8"));
    assertTrue(
        refusal("cifar-vgg16", List.of(1, 8, 8)).startsWith("cifar-vgg16 must get images of at"));
    assertTrue(refusal("resnet18", List.of(64)).startsWith("resnet18 must get images of shape"));
  }

  private static String refusal(String name, List<Integer> shape) {
    return assertThrows(IllegalArgumentException.class, () -> Models.named(name, shape, 10))
        .getMessage();
  }

  private static List<String> names(Layout layout) {
    return layout.slots().stream().map(Slot::name).toList();
  }

  private static final String NETS =
      """
      import sys, torch
      from torch import nn
      import torch.nn.functional as F
      torch.manual_seed(1)
      kind, target = sys.argv[1].split('/')[-1], sys.argv[2]
      conv = lambda i, o, k, s: nn.Conv2d(i, o, k, s, k // 2, bias=False)
      class Pad(nn.Module):
          def __init__(self, planes):
              super().__init__()
              self.p = planes // 4
          def forward(self, x): return F.pad(x[:, :, ::2, ::2], (0, 0, 0, 0, self.p, self.p))
      class Unit(nn.Module):
          def __init__(self, i, w, s, down, widen=1):
              super().__init__()
              if widen > 1:
                  self.conv1, self.bn1 = conv(i, w, 1, 1), nn.BatchNorm2d(w)
                  self.conv2, self.bn2 = conv(w, w, 3, s), nn.BatchNorm2d(w)
                  self.conv3, self.bn3 = conv(w, w * widen, 1, 1), nn.BatchNorm2d(w * widen)
              else:
                  self.conv1, self.bn1 = conv(i, w, 3, s), nn.BatchNorm2d(w)
                  self.conv2, self.bn2 = conv(w, w, 3, 1), nn.BatchNorm2d(w)
              self.down = None
              if s > 1 or i != w * widen:
                  self.down = down
                  self.add_module(down, Pad(w) if down == 'pad' else nn.Sequential(
                      conv(i, w * widen, 1, s), nn.BatchNorm2d(w * widen)))
          def forward(self, x):
              y = self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x)))))
              if hasattr(self, 'conv3'): y = self.bn3(self.conv3(F.relu(y)))
              return F.relu(y + (getattr(self, self.down)(x) if self.down else x))
      class Res(nn.Module):
          def __init__(self, units, widths, down, widen, large):
              super().__init__()
              i = widths[0]
              self.large, self.stages = large, len(widths)
              self.conv1 = nn.Conv2d(3, i, 7, 2, 3, bias=False) if large else conv(3, i, 3, 1)
              self.bn1 = nn.BatchNorm2d(i)
              for n, (w, u) in enumerate(zip(widths, units)):
                  layer = []
                  for k in range(u):
                      layer.append(Unit(i, w, 2 if n and not k else 1, down, widen))
                      i = w * widen
                  setattr(self, f'layer{n + 1}', nn.Sequential(*layer))
              setattr(self, 'fc' if large else 'linear', nn.Linear(i, 10))
          def forward(self, x):
              x = F.relu(self.bn1(self.conv1(x)))
              if self.large: x = F.max_pool2d(x, 3, 2, 1)
              for n in range(self.stages): x = getattr(self, f'layer{n + 1}')(x)
              return (self.fc if self.large else self.linear)(x.mean((2, 3)))
      class Vgg(nn.Module):
          def __init__(self, stages, bn, width):
              super().__init__()
              i, layers = 3, []
              for n, f in zip(stages, (64, 128, 256, 512, 512)):
                  for _ in range(n):
                      layers += [nn.Conv2d(i, f, 3, padding=1)]
                      layers += [nn.BatchNorm2d(f)] if bn else []
                      layers += [nn.ReLU()]
                      i = f
                  layers += [nn.MaxPool2d(2)]
              self.features, self.avgpool = nn.Sequential(*layers), nn.AdaptiveAvgPool2d(7)
              self.classifier = nn.Sequential(nn.Linear(512 * 49, width), nn.ReLU(), nn.Dropout(),
                  nn.Linear(width, width), nn.ReLU(), nn.Dropout(), nn.Linear(width, 10))
          def forward(self, x): return self.classifier(self.avgpool(self.features(x)).flatten(1))
      three = (16, 32, 64)
      four = (64, 128, 256, 512)
      h, w = (300, 96) if kind == 'vggwide' else (32, 32)
      net = {'resnet20a': lambda: Res((3, 3, 3), three, 'pad', 1, False),
             'resnet32': lambda: Res((5, 5, 5), three, 'shortcut', 1, False),
             'resnet18': lambda: Res((2, 2, 2, 2), four, 'downsample', 1, True),
             'resnet50': lambda: Res((3, 4, 6, 3), four, 'downsample', 4, True),
             'vgg': lambda: Vgg((1, 1, 2, 2, 2), False, 16),
             'vggbn': lambda: Vgg((2, 2, 3, 3, 3), True, 16),
             'vggwide': lambda: Vgg((1, 1, 2, 2, 2), False, 16)}[kind]()
      for _ in range(3): net(torch.randn(8, 3, h, w))
      net.eval()
      torch.save(net.state_dict(), target)
      x = torch.arange(float(2 * 3 * h * w)).reshape(2, 3, h, w).mul(.01).sin()
      print(*net(x).flatten().tolist())
      """;

  @ParameterizedTest
  @CsvSource({
    "resnet20a, 32, 32",
    "resnet32, 32, 32",
    "resnet18, 32, 32",
    "resnet50, 32, 32",
    "vgg, 32, 32",
    "vggbn, 32, 32",
    "vggwide, 300, 96"
  })
  void outputsArePyTorchsAndStatesLoadByName(String kind, int height, int width)
      throws IOException {
    Path file = directory.resolve(kind + ".pt");
    String printed = Python.run(NETS, Path.of(kind), file);
    double[] expected =
        Arrays.stream(printed.strip().split("\\s+")).mapToDouble(Double::parseDouble).toArray();
    List<Integer> shape = List.of(3, height, width);
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      Block block = block(kind, shape);
      block.initialize(manager, DataType.FLOAT32, new Shape(1, 3, height, width));
      BlockWeights weights = BlockWeights.of(block);
      Checkpoint state = Checkpoint.load(file, weights.layout());
      assertEquals(Map.of(), state.provenance(), "all tensors have the names of their slots");
      weights.set(state.point());
      NDArray x =
          manager.arange(2f * 3 * height * width).reshape(2, 3, height, width).mul(0.01f).sin();
      NDList out = block.forward(new ParameterStore(manager, false), new NDList(x), false);
      float[] got = out.singletonOrThrow().toFloatArray();
      double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
      for (int i = 0; i < expected.length; i++) {
        assertEquals(expected[i], got[i], 1e-5 * Math.max(1, largest), kind + " output " + i);
      }
    }
  }

  /** The files that the soup paper uses: names behind module., halves, beside other values. */
  @Test
  void filesOfOptionALoad() throws IOException {
    Path file = directory.resolve("resnet20.th");
    Python.run(
        """
        import sys, torch
        d = {}
        def conv(n, o, i): d[n + '.weight'] = torch.randn(o, i, 3, 3)
        def bn(n, c):
            for k in 'weight bias running_mean running_var'.split(): d[f'{n}.{k}'] = torch.rand(c)
            d[n + '.num_batches_tracked'] = torch.tensor(7)
        conv('conv1', 16, 3); bn('bn1', 16); c = 16
        for l, w in (1, 16), (2, 32), (3, 64):
            for b in range(3):
                n = f'layer{l}.{b}'
                conv(n + '.conv1', w, c); bn(n + '.bn1', w); conv(n + '.conv2', w, w); bn(n + '.bn2', w); c = w
        d['linear.weight'], d['linear.bias'] = torch.randn(10, 64), torch.zeros(10)
        torch.save({'state_dict': {'module.' + k: v.half() for k, v in d.items()}, 'best_prec1': 91.7}, sys.argv[1])
        """,
        file);
    Layout layout = Models.layout("resnet20a", CIFAR, 10);
    Checkpoint loaded = Checkpoint.load(file, layout);
    assertEquals(layout, loaded.point().layout());
    assertThrows(
        IllegalArgumentException.class,
        () -> Checkpoint.load(file, Models.layout("resnet20", CIFAR, 10)));
  }

  private static Block block(String kind, List<Integer> shape) {
    return switch (kind) {
      case "vgg", "vggwide" -> new VggNets(16).block("vgg11", shape, 10);
      case "vggbn" -> new VggNets(16).block("vgg16_bn", shape, 10);
      default -> Models.named(kind, shape, 10);
    };
  }

  /** Sixty images whose first channel tells their class, of which a network makes no error. */
  private static Data images() {
    float[][][][] x = new float[60][3][8][8];
    int[] y = IntStream.range(0, 60).map(i -> i % 2).toArray();
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 60 * 192; i++) {
      double noise = random.nextDouble() - 0.5;
      double signal = i / 64 % 3 == 0 ? 2.0 * y[i / 192] - 1 : 0;
      x[i / 192][i / 64 % 3][i / 8 % 8][i % 8] = (float) (noise + signal);
    }
    return ArrayData.of(x, y, Split.defaults());
  }

  /** Training reaches all slots, through padded shortcuts and projections alike. */
  @ParameterizedTest
  @CsvSource({"resnet20a", "resnet32"})
  void residualNetworksLearn(String name) {
    Data data = images();
    try (DjlTask task = DjlTask.of(data, name)) {
      Point start = task.init(1);
      Recipe recipe = Recipe.defaults().withBatch(20).withLength(Span.iterations(40));
      Job job = Job.dense(start, recipe, task.stepsPerEpoch(20), 1);
      Point end = task.train(job, Progress.NONE).end();
      for (Slot slot : task.layout().slots()) {
        boolean moved =
            IntStream.range(slot.offset(), slot.end()).anyMatch(i -> start.at(i) != end.at(i));
        assertTrue(moved, slot.name());
      }
      assertTrue(task.training().score(end).value() > 0.9, "" + task.training().score(end));
    }
  }

  /** Of a model with dropout, trainings take turns at the engine's one source of chance. */
  @Test
  void dropoutOfNamedNetworksIsKnown() {
    ModelOptions options = ModelOptions.defaults();
    Block vgg = new VggNets(16).block("vgg11", CIFAR, 2);
    float[][][][] x = new float[40][3][32][32];
    int[] y = IntStream.range(0, 40).map(i -> i % 2).toArray();
    Data data = ArrayData.of(x, y, Split.defaults());
    try (ModelBlock model = ModelBlock.named(vgg, options)) {
      assertTrue(ModelInspection.of(model, data, new Shape(3, 32, 32)).behaviour().draws());
    }
    try (ModelBlock model = ModelBlock.named(Models.named("resnet20a", CIFAR, 2), options)) {
      assertFalse(ModelInspection.of(model, data, new Shape(3, 32, 32)).behaviour().draws());
    }
  }

  /** He-normal weights have the standard deviation sqrt(2 / fan). */
  @Test
  void weightsStartAsPublished() {
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      Block block = Models.named("resnet20a", CIFAR, 10);
      block.initialize(manager, DataType.FLOAT32, new Shape(1, 3, 32, 32));
      List<Binding.Entry> entries = new ArrayList<>(BlockSlots.of(block, false).entries());
      NDArray last =
          entries.stream()
              .filter(e -> e.name().equals("layer3.2.conv2.weight"))
              .findFirst()
              .orElseThrow()
              .parameter()
              .getArray();
      double sd = Math.sqrt(last.square().mean().getFloat());
      assertEquals(Math.sqrt(2.0 / (64 * 9)), sd, 0.02 * sd);
    }
  }
}
