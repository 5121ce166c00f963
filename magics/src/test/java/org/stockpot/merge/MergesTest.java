package org.stockpot.merge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.stockpot.weights.Centroid;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Line;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Merge;
import org.stockpot.weights.MergeInputs;
import org.stockpot.weights.Point;
import org.stockpot.weights.Role;

/** Against PyTorch in float64 on three fine-tunes of a network, and against closed forms. */
final class MergesTest {

  private static final Layout LAYOUT =
      Layout.builder()
          .add("fc1.weight", Role.WEIGHT, 32, 64)
          .add("fc1.bias", Role.BIAS, 32)
          .add("fc2.weight", Role.WEIGHT, 10, 32)
          .add("fc2.bias", Role.BIAS, 10)
          .build();

  private static final Layout THREE =
      Layout.builder().add("w", Role.WEIGHT, 3).add("m", Role.STATISTIC, 1).build();

  private static Point golden(int which) throws IOException {
    try (InputStream in = MergesTest.class.getResourceAsStream("merges.f32")) {
      FloatBuffer all =
          ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
      float[] values = new float[LAYOUT.size()];
      all.get(which * values.length, values);
      return Point.of(LAYOUT, values);
    }
  }

  private static MergeInputs tunes() throws IOException {
    return MergeInputs.of(List.of(golden(1), golden(2), golden(3))).withBase(golden(0));
  }

  private static void requireGolden(int which, Merge merge, MergeInputs inputs) throws IOException {
    Point merged = merge.of(inputs);
    Point expected = golden(which);
    for (int i = 0; i < LAYOUT.size(); i++) {
      assertEquals(expected.at(i), merged.at(i), 1e-6f, LAYOUT.entry(i));
    }
  }

  @Test
  void methodsArePyTorchs() throws IOException {
    requireGolden(4, new Linear(), tunes());
    requireGolden(5, new TaskArithmetic(0.4), tunes());
    MergeInputs two = MergeInputs.of(List.of(golden(1), golden(2))).withWeights(List.of(0.7, 0.3));
    requireGolden(6, new Slerp(Scope.WHOLE), two);
    requireGolden(7, new Ties(0.2, 1, Scope.WHOLE), tunes());
    requireGolden(8, new Ties(0.2, 1, Scope.TENSOR), tunes());
  }

  @Test
  void meansAreCentroidsBitForBit() throws IOException {
    MergeInputs inputs = tunes();
    assertEquals(Centroid.of(inputs.members()), new Linear().of(inputs));
    assertEquals(
        new Line(golden(1), golden(2)).at(0.5),
        new Linear().of(MergeInputs.of(List.of(golden(1), golden(2)))));
  }

  @Test
  void whatOneMemberSaysIsTaken() throws IOException {
    MergeInputs one = MergeInputs.of(List.of(golden(1))).withBase(golden(0));
    assertEquals(golden(1), new Linear().of(one));
    assertEquals(0, golden(1).distance(new TaskArithmetic(1).of(one)), 1e-6);
    assertEquals(0, golden(1).distance(new Ties(1, 1, Scope.WHOLE).of(one)), 1e-6);
    assertEquals(golden(0), new TaskArithmetic(0).of(one));
  }

  @Test
  void slerpsKeepNorms() {
    Layout two = Layout.builder().add("w", Role.WEIGHT, 2).build();
    MergeInputs inputs = MergeInputs.of(List.of(Point.of(two, 1, 0), Point.of(two, 0, 1)));
    Point middle = new Slerp(Scope.WHOLE).of(inputs);
    assertEquals(Math.sqrt(0.5), middle.at(0), 1e-7);
    assertEquals(1, middle.norm(), 1e-7);
    Point point = Point.of(two, 3, -4);
    assertEquals(point, new Slerp(Scope.TENSOR).of(MergeInputs.of(List.of(point, point))));
  }

  @Test
  void tiesTakesTheElectedSign() {
    Point base = Point.of(THREE, 0, 0, 0, 0);
    MergeInputs inputs =
        MergeInputs.of(List.of(Point.of(THREE, 3, 1, 0, 2), Point.of(THREE, -1, 2, 0, 4)))
            .withBase(base);
    assertEquals(Point.of(THREE, 3, 1.5f, 0, 3), new Ties(1, 1, Scope.WHOLE).of(inputs));
  }

  @Test
  void whatAllMasksPruneIsZeroAndStatisticsAreTheMean() {
    Mask first = Mask.keeping(THREE, i -> i == 0);
    Mask both = Mask.keeping(THREE, i -> i < 2);
    MergeInputs inputs =
        MergeInputs.of(List.of(Point.of(THREE, 1, 0, 0, 2), Point.of(THREE, 2, 5, 0, 6)))
            .withBase(Point.of(THREE, 1, 1, 1, 100))
            .withMasks(List.of(first, both));
    Point merged = new TaskArithmetic(1).of(inputs);
    assertEquals(Point.of(THREE, 2, 4, 0, 4), merged);
  }

  @Test
  void methodsAreFoundByName() throws IOException {
    assertEquals(new Ties(0.5, 1, Scope.WHOLE), Merges.of("ties", Map.of("density", 0.5)));
    for (MergeMethod method : Merges.ALL) {
      Point merged =
          method
              .with(Map.of())
              .of(
                  method.name().equals("slerp")
                      ? MergeInputs.of(List.of(golden(1), golden(2)))
                      : tunes());
      assertTrue(merged.norm() > 0, method.name());
      if (method.needsBase()) {
        MergeInputs without = MergeInputs.of(tunes().members());
        assertThrows(IllegalArgumentException.class, () -> method.with(Map.of()).of(without));
      }
    }
    assertThrows(IllegalArgumentException.class, () -> Merges.named("tise"));
    assertThrows(IllegalArgumentException.class, () -> Merges.of("ties", Map.of("lamda", 1.0)));
    assertThrows(IllegalArgumentException.class, () -> new Ties(0, 1, Scope.WHOLE));
  }
}
