package org.stockpot.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CoordinatesTest {

  private static Coordinates of(Object... values) {
    return Coordinates.of(Map.of(), Arrays.asList(values));
  }

  @Test
  void numbersAndTheirTextAreLinear() {
    Coordinates coordinates = of(1, "2.5", null, "");
    assertEquals(Coordinates.Kind.LINEAR, coordinates.kind());
    assertEquals(2.5, coordinates.at("2.5"));
    assertTrue(Double.isNaN(coordinates.at((Object) null)));
    assertTrue(Double.isNaN(coordinates.at("")));
  }

  @Test
  void labelsAreCategoriesInOrder() {
    Coordinates coordinates = of("b", "a", 3L, "b");
    assertEquals(List.of("b", "a", "3"), coordinates.categories());
    assertEquals(1, coordinates.at("a"));
    Coordinates sorted =
        Coordinates.of(Map.of("categoryorder", "category descending"), List.of("b", "c", "a"));
    assertEquals(List.of("c", "b", "a"), sorted.categories());
  }

  @Test
  void daysAreMilliseconds() {
    Coordinates coordinates =
        of("1970-01-02", "1970-01-01T00:01", "1970-01-01 00:00:01.5", "1970-01");
    assertEquals(Coordinates.Kind.DATE, coordinates.kind());
    assertEquals(86_400_000, coordinates.at("1970-01-02"));
    assertEquals(60_000, coordinates.at("1970-01-01T00:01"));
    assertEquals(1500, coordinates.at("1970-01-01 00:00:01.5"));
    assertEquals(0, coordinates.at("1970-01"));
    assertTrue(Double.isNaN(coordinates.at("1970-13-01")));
  }

  @Test
  void logarithmsOfNothingAreNowhere() {
    Coordinates coordinates = Coordinates.of(Map.of("type", "log"), List.of(1, 0));
    assertEquals(2, coordinates.at(100));
    assertTrue(Double.isNaN(coordinates.at(0)));
    assertEquals(-1, coordinates.end(-1));
  }
}
