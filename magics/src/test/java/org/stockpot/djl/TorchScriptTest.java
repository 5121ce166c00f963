package org.stockpot.djl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.data.image.Digits;
import org.stockpot.djl.binding.Binding;
import org.stockpot.djl.binding.ScriptSlots;
import org.stockpot.djl.network.Network;
import org.stockpot.djl.script.TorchScript;
import org.stockpot.task.Job;
import org.stockpot.task.Progress;
import org.stockpot.task.RecalibrationException;
import org.stockpot.task.Recipe;
import org.stockpot.task.Span;
import org.stockpot.weights.Point;
import org.stockpot.weights.Role;
import org.stockpot.weights.Slot;

final class TorchScriptTest {

  private static final Recipe RECIPE = Recipe.defaults().withLength(Span.iterations(20));

  private static Path file() throws URISyntaxException {
    return Path.of(TorchScriptTest.class.getResource("conv-bn.pt").toURI());
  }

  private static DjlTask task() throws URISyntaxException {
    return DjlTask.of(Digits.load(), "torchscript:" + file());
  }

  @Test
  void outputsAndGradientsArePyTorchs() throws Exception {
    TorchScript script = TorchScript.load(file(), false);
    try (NDManager manager = NDManager.newBaseManager("PyTorch");
        NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      Binding binding = ScriptSlots.of(script);
      Network network = new Network(manager, script.block(), binding, List.of(script.block()));
      NDArray x = manager.arange(64f).div(64).reshape(new Shape(1, 1, 8, 8));
      NDArray outputs = network.forwardWithGradient(x).get(0);
      assertArrayEquals(
          new float[] {
            0.055675f, 0.175839f, -0.029332f, -0.176611f, 0.061957f,
            -0.205619f, 0.089894f, -0.062615f, 0.023847f, 0.079215f
          },
          outputs.toFloatArray(),
          2e-6f);
      float[] seed = new float[10];
      seed[3] = 1;
      network.backward(outputs, seed);
      Map<String, Double> sums =
          Map.of(
              "conv.weight",
              -4.34016,
              "conv.bias",
              -0.50665,
              "bn.weight",
              -0.09367,
              "bn.bias",
              -0.50411,
              "fc.weight",
              15.95749,
              "fc.bias",
              1.0);
      List<Slot> slots = binding.layout().slots();
      for (int s = 0; s < slots.size(); s++) {
        Slot slot = slots.get(s);
        if (!slot.role().isCoordinate()) {
          continue;
        }
        FloatBuffer gradient = network.gradient(s);
        double sum = 0;
        for (int i = 0; i < slot.size(); i++) {
          sum += gradient.get(i);
        }
        assertEquals(sums.get(slot.name()), sum, 1e-4, slot.name());
      }
    }
  }

  @Test
  void aScaleIsNoWeightWhateverItsNameSays() throws Exception {
    try (DjlTask task = task()) {
      assertEquals(Role.SCALE, task.layout().slot("bn.weight").role());
      assertEquals(Role.WEIGHT, task.layout().slot("conv.weight").role());
      assertEquals(36 + 1440, task.layout().prunable());
    }
  }

  @Test
  void anInitialisationIsFreshAndSeeded() throws Exception {
    try (DjlTask task = task()) {
      assertEquals(task.init(1), task.init(1));
      assertNotEquals(task.init(1), task.pretrained().orElseThrow());
      assertEquals(1, task.init(1).at(task.layout().slot("bn.weight").offset()));
    }
  }

  @Test
  void aModuleInsideAUsersBlockIsRestored() throws Exception {
    try (TorchScript script = TorchScript.load(file(), false)) {
      SequentialBlock block =
          new SequentialBlock()
              .add(script.block())
              .add(Blocks.batchFlattenBlock(10))
              .add(Linear.builder().setUnits(10).build());
      float[] before = weights(script);
      try (DjlTask task = DjlTask.of(Digits.load(), "head", block)) {
        assertEquals("script1.conv.weight", task.layout().slots().get(0).name());
        assertEquals(Role.WEIGHT, task.layout().slot("script1.conv.weight").role());
        assertEquals(Role.SHIFT, task.layout().slot("script1.bn.bias").role());
        String notes = String.join("\n", task.notes());
        assertTrue(
            notes.contains(
                "the module's buffers (bn.running_mean, bn.running_var, bn.num_batches_tracked)"
                    + " cannot be reached inside of a block"),
            notes);
        String refusal =
            assertThrows(RecalibrationException.class, () -> task.recalibrate(task.init(1)))
                .getMessage();
        assertTrue(refusal.contains("inside of a block cannot be re-estimated"), refusal);
        Point start = task.init(1);
        task.train(Job.dense(start, RECIPE, task.stepsPerEpoch(60), 1), Progress.NONE);
      }
      assertArrayEquals(before, weights(script));
    }
  }

  @Test
  void aModuleThatIsAUsersBlockIsCopied() throws Exception {
    try (TorchScript script = TorchScript.load(file(), true)) {
      float[] before = weights(script);
      try (DjlTask task = DjlTask.of(Digits.load(), "mine", script.block());
          DjlTask same = task()) {
        assertEquals(same.layout(), task.layout());
        assertEquals(same.pretrained(), task.pretrained());
        Point start = task.init(1);
        task.train(Job.dense(start, RECIPE, task.stepsPerEpoch(60), 1), Progress.NONE);
        assertArrayEquals(before, weights(script));
      }
    }
  }

  private static float[] weights(TorchScript script) {
    return script.block().getParameters().get(0).getValue().getArray().toFloatArray();
  }

  @Test
  void filesThatAreNoneAreRefusedInOneLine(@TempDir Path folder) throws IOException {
    Path text = Files.writeString(folder.resolve("text.pt"), "not a model");
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> DjlTask.of(Digits.load(), "torchscript:" + text))
            .getMessage();
    assertEquals(1, message.lines().count(), message);
    assertTrue(message.startsWith("a TorchScript file must be an archive"), message);
  }
}
