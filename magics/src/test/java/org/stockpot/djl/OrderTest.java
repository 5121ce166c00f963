package org.stockpot.djl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class OrderTest {

  @Test
  void theFirstMatrixIsKeptColumnByColumn() {
    Order order = new Order(2, 3, 0f);
    float[] flat = {11, 12, 13, 21, 22, 23, 1, 2};
    assertArrayEquals(new float[] {11, 21, 12, 22, 13, 23, 1, 2}, order.of(flat));
    assertArrayEquals(flat, order.flat(order.of(flat)));
  }

  @Test
  void theFlatOrderIsThatOfTheVector() {
    float[] flat = {1, 2, 3};
    assertTrue(Order.FLAT.isFlat());
    assertArrayEquals(flat, Order.FLAT.of(flat));
    assertArrayEquals(flat, Order.FLAT.flat(flat));
  }
}
