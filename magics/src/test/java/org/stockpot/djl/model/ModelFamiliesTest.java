package org.stockpot.djl.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.nn.Block;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.stockpot.data.Data;
import org.stockpot.data.image.Digits;
import org.stockpot.djl.DjlTask;
import org.stockpot.djl.Models;

/** A new family of models is one class and one line of a list. */
final class ModelFamiliesTest {

  /** A linear model, as softmax regression is. */
  private static final class Linear implements ModelFamily {
    @Override
    public List<String> names() {
      return List.of("softmax-regression");
    }

    @Override
    public Block block(String name, List<Integer> shape, int outputs) {
      return MultilayerPerceptron.of(shape.stream().reduce(1, (a, b) -> a * b), outputs);
    }
  }

  @Test
  void aFamilyOfOneClassIsNamedListedAndTrained() {
    List<ModelFamily> lines = new ArrayList<>(ModelFamilies.standard().all());
    lines.add(new Linear());
    ModelFamilies families = new ModelFamilies(lines);
    Data digits = Digits.load();
    Block block = families.block("softmax-regression", digits.shape(), 10);
    try (DjlTask task = DjlTask.of(digits, "softmax-regression", block)) {
      assertEquals(650, task.layout().size());
    }
    assertEquals(Models.NAMES.size() + 1, families.names().size());
    String message =
        assertThrows(
                IllegalArgumentException.class, () -> families.block("softmax", digits.shape(), 10))
            .getMessage();
    assertEquals(
        "no model named softmax, the models are " + String.join(" ", families.names()), message);
  }

  @Test
  void namesAreUniqueAndEachMakesItsNetwork() {
    assertEquals(new HashSet<>(Models.NAMES).size(), Models.NAMES.size());
    for (String name : Models.NAMES) {
      String written = name.replace("W,W…", "8,4");
      assertEquals(
          1, ModelFamilies.standard().all().stream().filter(f -> f.has(written)).count(), written);
      Models.named(written, List.of(3, 32, 32), 10);
    }
  }

  @Test
  void helpListsThemByFamily() {
    assertEquals(
        "lenet-300-100 mlp:W,W… mlp:none conv2 conv4 conv6 resnet20 resnet32 resnet44 resnet56 resnet110"
            + " resnet20a resnet32a resnet44a resnet56a resnet110a lth-resnet18"
            + " resnet18 resnet34 resnet50 vgg11 vgg13 vgg16 vgg19 vgg11_bn vgg13_bn vgg16_bn"
            + " vgg19_bn cifar-vgg16 cifar-vgg19",
        String.join(" ", Models.NAMES));
  }
}
