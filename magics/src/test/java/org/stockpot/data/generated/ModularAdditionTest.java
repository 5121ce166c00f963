package org.stockpot.data.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stockpot.data.Data;
import org.stockpot.data.Examples;
import org.stockpot.data.source.DataSources;

/** Each pair once, labelled by its sum. */
final class ModularAdditionTest {

  @ParameterizedTest
  @ValueSource(ints = {3, 7, 31})
  void allPairsAreThereOnce(int modulus) {
    Data data = DataSources.standard().named("modular:" + modulus).load();
    Set<Integer> pairs = new HashSet<>();
    for (Examples part : List.of(data.training(), data.validation(), data.test())) {
      for (int i = 0; i < part.count(); i++) {
        int a = one(part, i, 0, modulus);
        int b = one(part, i, modulus, modulus);
        assertEquals((a + b) % modulus, part.label(i));
        assertTrue(pairs.add(a * modulus + b));
      }
    }
    assertEquals(modulus * modulus, pairs.size());
    assertEquals(List.of(2 * modulus), data.shape());
  }

  /** Returns which of some inputs is 1, where all others are 0. */
  private static int one(Examples part, int example, int from, int count) {
    int place = -1;
    for (int j = 0; j < count; j++) {
      float input = part.input(example, from + j);
      assertTrue(input == 0 || (input == 1 && place < 0));
      place = input == 1 ? j : place;
    }
    return place;
  }

  @ParameterizedTest
  @ValueSource(strings = {"modular:", "modular:2", "modular:x", "modular:1000", "modular:-5"})
  void whatIsNoModulusIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> DataSources.standard().named(text));
  }

  @Test
  void nothingBehindTheColonSaysWhatBelongsThere() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> DataSources.standard().named("modular:"))
            .getMessage();
    assertEquals("modular: must be followed by a number, such as modular:31, got nothing", message);
  }
}
