package org.stockpot.data.array;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.stockpot.data.Data;
import org.stockpot.data.Split;

final class Float32CheckTest {

  private static double[][] column(IntToDoubleFunction value) {
    return IntStream.range(0, 40)
        .mapToObj(i -> new double[] {i % 7, value.applyAsDouble(i)})
        .toArray(double[][]::new);
  }

  private static Data load(IntToDoubleFunction value) {
    int[] labels = IntStream.range(0, 40).map(i -> i % 2).toArray();
    return ArrayData.of(column(value), labels, Split.defaults());
  }

  private static String refusal(IntToDoubleFunction value) {
    return assertThrows(IllegalArgumentException.class, () -> load(value)).getMessage();
  }

  @Test
  void numbersThatRoundingWouldJoinAreRefused() {
    assertEquals(
        "input 1 must keep its numbers apart as float32, got 1.7E9 to 1.700000039E9, of which it"
            + " makes steps of 128.0; take off their mean first",
        refusal(i -> 1.7e9 + i));
    assertEquals(
        "input 1 must keep its numbers apart as float32, got 2020.0 to 2020.01, of which it makes"
            + " steps of 1.2207031E-4; take off their mean first",
        refusal(i -> 2020 + i / 3900.0));
    refusal(i -> 1e-50 * i);
    refusal(i -> -1e18 - i * 1e9);
  }

  @Test
  void whatFloatsKeepApartIsTaken() {
    load(i -> 0.1 * i);
    load(i -> 2020 + i);
    load(i -> 16_777_216 - i);
    load(i -> 0.1);
    load(i -> 1e30 * i);
    load(i -> 1.7e9 + 1e6 * i);
  }

  @Test
  void numbersBeyondFloatsAreRefusedAsTheyAre() {
    assertEquals(
        "input 1 of example 3 must lie within ±3.4e38, got 1.0E308",
        refusal(i -> i == 3 ? 1e308 : i));
    assertEquals(
        "input 1 of example 4 must be finite, got NaN", refusal(i -> i == 4 ? Double.NaN : i));
  }
}
