package org.stockpot.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

final class ExamplesTest {

  private final Examples labelled =
      new ExamplesBuilder(2)
          .add(new float[] {1, 2}, 0, 0)
          .add(new float[] {0, 3, 4}, 1, 1)
          .add(new float[] {5, 6}, 0, 0)
          .build();
  private final Examples numbered =
      new ExamplesBuilder(1)
          .add(new float[] {1}, 0, new double[] {10, 20})
          .add(new float[] {2}, 0, new double[] {30, 40})
          .build();

  @Test
  void inputsAreReadInEveryWay() {
    assertEquals(4, labelled.input(1, 1));
    assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, labelled.inputs());
    float[] copy = labelled.inputs(2);
    assertArrayEquals(new float[] {5, 6}, copy);
    copy[0] = 7;
    assertEquals(5, labelled.input(2, 0));
  }

  @Test
  void labelsAndTargetsAreReadInEveryWay() {
    assertEquals(1, labelled.label(1));
    assertArrayEquals(new int[] {0, 1, 0}, labelled.labels());
    assertEquals(0, labelled.outputs());
    assertEquals(40, numbered.target(1, 1));
    assertArrayEquals(new float[] {10, 20, 30, 40}, numbered.targets());
    assertEquals(2, numbered.outputs());
  }

  @Test
  void nothingReadCanChangeTheExamples() {
    String digest = labelled.subset(0, 1, 2).digest();
    labelled.inputs()[0] = 9;
    labelled.labels()[0] = 9;
    assertEquals(digest, labelled.digest());
  }

  @Test
  void nothingGivenCanChangeTheExamples() {
    float[] inputs = {1};
    double[] targets = {2};
    Examples examples = new ExamplesBuilder(1).add(inputs, 0, targets).build();
    inputs[0] = 9;
    targets[0] = 9;
    assertEquals(1, examples.input(0, 0));
    assertEquals(2, examples.target(0, 0));
  }

  @Test
  void subsetsKeepTheOrderAskedFor() {
    Examples subset = labelled.subset(2, 1, 1);
    assertArrayEquals(new float[] {5, 6, 3, 4, 3, 4}, subset.inputs());
    assertArrayEquals(new int[] {0, 1, 1}, subset.labels());
    assertArrayEquals(new float[] {30, 40}, numbered.subset(1).targets());
    assertEquals(labelled.subset(0, 1).digest(), labelled.take(2).digest());
  }

  @Test
  void digestsTellInputsLabelsAndOrderApart() {
    assertEquals(labelled.digest(), labelled.take(3).digest());
    assertNotEquals(labelled.digest(), labelled.subset(0, 2, 1).digest());
    Examples other = new ExamplesBuilder(2).add(new float[] {1, 2}, 0, 1).build();
    assertNotEquals(labelled.take(1).digest(), other.digest());
    assertNotEquals(numbered.take(1).digest(), numbered.subset(1).digest());
  }

  @Test
  void badExamplesAreRefused() {
    float[] nan = {0, Float.NaN};
    refused(
        "input 1 of example 0 must be finite, got NaN",
        () -> new ExamplesBuilder(2).add(nan, 0, 0));
    refused(
        "the target of example 0 must be finite, got Infinity",
        () -> new ExamplesBuilder(1).add(nan, 0, new double[] {Double.POSITIVE_INFINITY}));
    refused(
        "the label of example 0 must be at least 0, got -1",
        () -> new ExamplesBuilder(1).add(nan, 0, -1));
    refused(
        "example 0 must have 1 target numbers, got 0",
        () -> new ExamplesBuilder(1).add(nan, 0, new double[0]));
    refused("examples must be at least 1, got none", () -> new ExamplesBuilder(1).build());
    refused("an example must have at least 1 input, got 0", () -> new ExamplesBuilder(0));
  }

  @Test
  void kindsDoNotMix() {
    double[] numbers = {1};
    float[] row = {0};
    refused(
        "example 1 must have a label like those before, got numbers",
        () -> new ExamplesBuilder(1).add(row, 0, 1).add(row, 0, numbers));
    refused(
        "example 1 must have target numbers like those before, got a label",
        () -> new ExamplesBuilder(1).add(row, 0, numbers).add(row, 0, 1));
    refused(
        "example 1 must have 1 target numbers, got 2",
        () -> new ExamplesBuilder(1).add(row, 0, numbers).add(row, 0, new double[2]));
  }

  @Test
  void whatIsNotThereIsRefused() {
    refused("an example must lie in 0 to 2, got 3", () -> labelled.subset(3));
    refused("examples must be at least 1, got none", () -> labelled.subset());
    refused("an example must lie in 0 to 2, got 3", () -> labelled.take(4));
    assertThrows(IllegalStateException.class, () -> labelled.target(0, 0));
    assertThrows(IllegalStateException.class, () -> numbered.label(0));
  }

  private static void refused(String message, Executable action) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, action).getMessage());
  }
}
