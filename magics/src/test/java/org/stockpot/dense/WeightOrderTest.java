package org.stockpot.dense;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class WeightOrderTest {

  @Test
  void theFirstMatrixIsKeptColumnByColumn() {
    WeightOrder order = new WeightOrder(2, 3, 0f);
    float[] flat = {11, 12, 13, 21, 22, 23, 1, 2};
    assertArrayEquals(new float[] {11, 21, 12, 22, 13, 23, 1, 2}, order.of(flat));
    assertArrayEquals(flat, order.flat(order.of(flat)));
  }

  @Test
  void theFlatOrderIsThatOfTheVector() {
    float[] flat = {1, 2, 3};
    assertTrue(WeightOrder.FLAT.isFlat());
    assertArrayEquals(flat, WeightOrder.FLAT.of(flat));
    assertArrayEquals(flat, WeightOrder.FLAT.flat(flat));
  }
}
