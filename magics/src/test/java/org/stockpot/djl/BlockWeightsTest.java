package org.stockpot.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.data.Digits;
import org.stockpot.format.Checkpoint;
import org.stockpot.format.FormatException;
import org.stockpot.testing.Points;
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
}
