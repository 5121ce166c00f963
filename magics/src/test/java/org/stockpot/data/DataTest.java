package org.stockpot.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.stockpot.data.image.Digits;

final class DataTest {

  private final DatasetInfo info = DatasetInfo.of("toy", "made up", List.of(1));
  private final Examples numbers =
      new ExamplesBuilder(1)
          .add(new float[] {0}, 0, new double[] {10, 1})
          .add(new float[] {1}, 0, new double[] {14, 5})
          .build();
  private final Examples labels =
      new ExamplesBuilder(1).add(new float[] {0}, 0, 0).add(new float[] {1}, 0, 2).build();

  @Test
  void targetNumbersAreStandardisedByTheTrainingExamples() {
    Data data = Data.of(info, List.of("a", "b"), new Parts(numbers, numbers.take(1), far()));
    Targets.Numbers targets = (Targets.Numbers) data.targets();
    assertEquals(List.of(new Scale(12, 2), new Scale(3, 2)), targets.scales());
    assertEquals(-1, data.training().target(0, 0));
    assertEquals(1, data.training().target(1, 1));
    assertEquals(44, data.test().target(0, 0));
    assertEquals(100, targets.inUnits(0, 44));
  }

  private static Examples far() {
    return new ExamplesBuilder(1).add(new float[] {0}, 0, new double[] {100, 0}).build();
  }

  @Test
  void aClassWithoutTrainingExampleIsNoted() {
    Data data = Data.of(info, List.of("a", "b", "c"), new Parts(labels, labels, labels));
    assertEquals(List.of("class b has no training example"), data.notes());
  }

  @Test
  void digestsDependOnContentAndNotOnNames() {
    Parts parts = new Parts(labels, labels, labels);
    Data data = Data.of(info, List.of("a", "b", "c"), parts);
    assertEquals(data.digest(), data.withName("other").digest());
    assertNotEquals(data.digest(), Data.of(info, List.of("a", "b", "d"), parts).digest());
    Data number = Data.of(info, List.of("a", "b"), new Parts(numbers, numbers, numbers));
    assertNotEquals(data.digest(), number.digest());
    Parts others = new Parts(labels, labels, labels.take(1));
    assertNotEquals(data.digest(), Data.of(info, List.of("a", "b", "c"), others).digest());
  }

  @Test
  void theTextIsOneLine() {
    Data data = Data.of(info, List.of("a", "b", "c"), new Parts(labels, labels, labels.take(1)));
    assertEquals("toy [1], 3 classes, 2 training, 2 validation, 1 test", data.toString());
  }

  @Test
  void componentsThatDoNotFitAreRefused() {
    Parts parts = new Parts(labels, labels, labels);
    refused("labels must lie in 0 to 1, got 2", () -> Data.of(info, List.of("a", "b"), parts));
    refused("classes must be at least 2, got only [a]", () -> Data.of(info, List.of("a"), parts));
    refused(
        "the names of outputs must differ, got a twice",
        () -> Data.of(info, List.of("a", "b", "a"), parts));
    DatasetInfo wide = DatasetInfo.of("toy", "made up", List.of(2, 3));
    refused(
        "examples of shape [2, 3] must have 6 inputs, got 1",
        () -> Data.of(wide, List.of("a", "b", "c"), parts));
    refused(
        "test must be like training, 2 examples of 1 labelled inputs, got 2 examples of 1 inputs",
        () -> new Parts(labels, labels, numbers));
    refused(
        "targets must have one name each, got 1 for 2",
        () -> Data.of(info, List.of("a"), new Parts(numbers, numbers, numbers)));
    refused(
        "examples must have 2 target numbers, got 0",
        () ->
            new Data(
                info,
                new Targets.Numbers(List.of("a", "b"), List.of(new Scale(0, 1), new Scale(0, 1))),
                parts));
    refused(
        "numbers must have one name and one scale each, got 1 names and 0 scales",
        () -> new Targets.Numbers(List.of("a"), List.of()));
    refused(
        "target a must vary, got only 10.0",
        () -> Data.of(info, List.of("a", "b"), new Parts(numbers.take(1), numbers, numbers)));
  }

  @Test
  void someClassesOfADataSetAreADataSetOfTheSameClasses() {
    Data digits = Digits.load();
    Data low = digits.map(part -> part.where(i -> part.label(i) < 5));
    assertEquals(digits.targets(), low.targets());
    for (Examples part : List.of(low.training(), low.validation(), low.test())) {
      for (int label : part.labels()) {
        assertTrue(label < 5);
      }
    }
    Data high = digits.map(part -> part.where(i -> part.label(i) >= 5));
    assertEquals(digits.training().count(), low.training().count() + high.training().count());
    refused("examples must be at least 1, got none", () -> digits.map(p -> p.where(i -> false)));
  }

  @Test
  void cardsThatMakeNoSenseAreRefused() {
    refused("data must have a name, got a blank one", () -> info.withName(" "));
    refused(
        "the dimensions of an example must be at least 1, got [0]",
        () -> DatasetInfo.of("toy", "", List.of(0)));
    refused(
        "features must be one per input, got 2 names for [1]",
        () -> info.withFeatures(List.of("a", "b")));
  }

  private static void refused(String message, Executable action) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, action).getMessage());
  }
}
