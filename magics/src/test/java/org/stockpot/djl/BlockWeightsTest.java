package org.stockpot.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.data.image.Digits;
import org.stockpot.format.Checkpoint;
import org.stockpot.format.LoadOptions;
import org.stockpot.format.tensor.FormatException;
import org.stockpot.testing.Points;
import org.stockpot.testing.Python;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;

final class BlockWeightsTest {

  @TempDir Path directory;

  private static Block block(String model, NDManager manager) {
    Block block = Models.named(model, Digits.load().shape(), 10);
    block.initialize(manager, DataType.FLOAT32, new Shape(1, 1, 8, 8));
    return block;
  }

  @Test
  void aSavedPointLoadsWithDjlAndBack() throws IOException, MalformedModelException {
    for (String name : new String[] {"mlp:16,8", "resnet20"}) {
      Path file = directory.resolve(name.replaceAll("\\W", "") + "-0000.params");
      try (DjlTask task = DjlTask.of(Digits.load(), name);
          Model model = Model.newInstance(name, "PyTorch")) {
        Point point = Points.random(task.layout(), 1);
        Point before = task.init(1);
        task.save(point, file);
        assertEquals(before, task.init(1));
        assertEquals(point, Checkpoint.load(file, task.layout()).point());
        Block block = block(name, model.getNDManager());
        model.setBlock(block);
        model.load(directory, name.replaceAll("\\W", ""));
        assertEquals(point, BlockWeights.of(block).get());
      }
    }
  }

  @Test
  void whatDjlSavesLoadsBitForBit() throws IOException {
    try (DjlTask task = DjlTask.of(Digits.load(), "resnet20");
        Model model = Model.newInstance("net", "PyTorch")) {
      Block block = block("resnet20", model.getNDManager());
      model.setBlock(block);
      Point point = Points.random(task.layout(), 2);
      BlockWeights.of(block).set(point);
      model.setProperty("Epoch", "3");
      model.save(directory, "net");
      Path file = directory.resolve("net-0003.params");
      assertEquals(point, Checkpoint.load(file, task.layout()).point());
      FormatException e =
          assertThrows(FormatException.class, () -> Checkpoint.load(file, Points.lenet()));
      assertTrue(e.getMessage().contains("slot fc1.weight [300, 784]"), e.getMessage());
    }
  }

  @Test
  void aFileLoadsIntoAMatchingBlock() {
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      Block block = block("mlp:16", manager);
      BlockWeights weights = BlockWeights.of(block);
      Point point = Points.random(weights.layout(), 3);
      Path file = directory.resolve("a.safetensors");
      new Checkpoint(point, Mask.full(point.layout()), Map.of()).save(file);
      weights.set(Checkpoint.load(file, weights.layout()).point());
      assertEquals(point, weights.get());
      assertThrows(
          IllegalArgumentException.class, () -> weights.set(Points.random(Points.small(), 1)));
    }
  }

  private static final String RESNET =
      """
      import sys, torch
      from torch import nn
      torch.manual_seed(1)
      class Unit(nn.Module):
          def __init__(self, i, o, stride):
              super().__init__()
              self.conv1 = nn.Conv2d(i, o, 3, stride, 1, bias=False)
              self.bn1 = nn.BatchNorm2d(o)
              self.conv2 = nn.Conv2d(o, o, 3, 1, 1, bias=False)
              self.bn2 = nn.BatchNorm2d(o)
              self.shortcut = nn.Sequential() if i == o else nn.Sequential(
                  nn.Conv2d(i, o, 1, stride, bias=False), nn.BatchNorm2d(o))
          def forward(self, x):
              y = self.bn2(self.conv2(torch.relu(self.bn1(self.conv1(x)))))
              return torch.relu(y + self.shortcut(x))
      class Net(nn.Module):
          def __init__(self):
              super().__init__()
              self.conv1 = nn.Conv2d(1, 16, 3, 1, 1, bias=False)
              self.bn1 = nn.BatchNorm2d(16)
              widths = [16, 16, 16, 16, 32, 32, 32, 64, 64, 64]
              self.layers = nn.Sequential(*[Unit(i, o, 1 if i == o else 2)
                  for i, o in zip(widths, widths[1:])])
              self.linear = nn.Linear(64, 10)
          def forward(self, x):
              x = self.layers(torch.relu(self.bn1(self.conv1(x))))
              return self.linear(x.mean((2, 3)))
      net = nn.DataParallel(Net())
      for _ in range(3): net(torch.randn(50, 1, 8, 8))
      net.eval()
      torch.save({'state_dict': net.state_dict()}, sys.argv[1])
      x = torch.arange(128.).reshape(2, 1, 8, 8) / 128
      print(*net(x).flatten().tolist())
      """;

  @Test
  void aResNetOfPyTorchGivesItsOutputs() throws IOException {
    Path file = directory.resolve("resnet.pth");
    String[] expected = Python.run(RESNET, file).strip().split(" ", -1);
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      Block block = block("resnet20", manager);
      BlockWeights weights = BlockWeights.of(block);
      LoadOptions options = LoadOptions.defaults().withMatch(LoadOptions.Match.STRUCTURE);
      weights.set(Checkpoint.load(file, weights.layout(), options).point());
      NDList inputs = new NDList(manager.arange(128f).reshape(2, 1, 8, 8).div(128));
      float[] outputs =
          block
              .forward(new ParameterStore(manager, false), inputs, false)
              .singletonOrThrow()
              .toFloatArray();
      for (int i = 0; i < expected.length; i++) {
        assertEquals(Float.parseFloat(expected[i]), outputs[i], 1e-4);
      }
    }
  }
}
