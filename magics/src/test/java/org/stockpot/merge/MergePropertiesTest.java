package org.stockpot.merge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.junit.jupiter.api.Test;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Merge;
import org.stockpot.weights.MergeInputs;
import org.stockpot.weights.Merged;
import org.stockpot.weights.Point;
import org.stockpot.weights.Role;
import org.stockpot.weights.Slot;

/** What methods must give where the answer is known. */
final class MergePropertiesTest {

  private static final Layout TWO = Layout.builder().add("w", Role.WEIGHT, 2).build();
  private static final Layout FOUR = Layout.builder().add("w", Role.WEIGHT, 2, 2).build();
  private static final Layout DEEP =
      Layout.builder()
          .add("conv", Role.WEIGHT, 6, 2, 2, 2)
          .add("bias", Role.BIAS, 6)
          .add("fc", Role.WEIGHT, 5, 9)
          .build();

  private static Point drawn(Layout layout, long seed) {
    Random random = new Random(seed);
    return Point.build(
        layout,
        w -> {
          for (int i = 0; i < w.length; i++) {
            w[i] = (float) random.nextGaussian();
          }
        });
  }

  private static Point four(double... numbers) {
    return Point.build(
        FOUR,
        w -> {
          for (int i = 0; i < w.length; i++) {
            w[i] = (float) numbers[i];
          }
        });
  }

  private static MergeInputs fromZero(Point... members) {
    return MergeInputs.of(List.of(members)).withBase(Point.build(members[0].layout(), w -> {}));
  }

  private static Point merged(String method, Map<String, ?> options, Point... members) {
    return Merges.of(method, options).of(fromZero(members));
  }

  @Test
  void slerpsKeepNormsAndEqualPoints() {
    MergeInputs right = MergeInputs.of(List.of(Point.of(TWO, 1, 0), Point.of(TWO, 0, 1)));
    Point middle = new Slerp(Scope.WHOLE).of(right);
    assertEquals(Math.sqrt(0.5), middle.at(0), 1e-7);
    assertEquals(1, middle.norm(), 1e-7);
    Point third = new Slerp(Scope.WHOLE).of(right.withWeights(List.of(2.0, 1.0)));
    assertEquals(Math.sin(Math.PI / 6), third.at(1), 1e-7);
    Point point = drawn(DEEP, 1);
    for (Scope scope : List.of(Scope.WHOLE, Scope.TENSOR)) {
      MergeInputs equal = MergeInputs.of(List.of(point, point)).withWeights(List.of(0.3, 0.7));
      assertEquals(point, new Slerp(scope).of(equal));
    }
    MergeInputs opposite = MergeInputs.of(List.of(Point.of(TWO, 1, 0), Point.of(TWO, -1, 0)));
    Merged zero = new Slerp(Scope.WHOLE).merged(opposite);
    assertEquals(Point.of(TWO, 0, 0), zero.point());
    assertTrue(zero.notes().get(0).contains("opposite"));
    MergeInputs none = MergeInputs.of(List.of(Point.of(TWO, 0, 0), Point.of(TWO, 2, 4)));
    assertEquals(Point.of(TWO, 1, 2), new Slerp(Scope.WHOLE).of(none));
  }

  @Test
  void rowsAreSlerpedAsIfEachWereATensor() {
    MergeInputs inputs = fromZero(drawn(DEEP, 1), drawn(DEEP, 2)).withWeights(List.of(0.4, 0.6));
    Point rows = new NuSlerp(Scope.ROW).of(inputs);
    for (Slot slot : DEEP.slots()) {
      int row = slot.shape().size() < 2 ? slot.size() : slot.size() / slot.shape().get(0);
      Layout one = Layout.builder().add("row", Role.WEIGHT, row).build();
      for (int start = slot.offset(); start < slot.end(); start += row) {
        int from = start;
        List<Point> parts =
            inputs.members().stream()
                .map(p -> Point.build(one, w -> p.values().slice(from, row).get(w)))
                .toList();
        Point alone =
            new NuSlerp(Scope.WHOLE).of(MergeInputs.of(parts).withWeights(inputs.weights()));
        for (int i = 0; i < row; i++) {
          assertEquals(alone.at(i), rows.at(from + i), 1e-6f);
        }
      }
    }
  }

  @Test
  void theKarcherMeanOfTwoIsTheMiddleOfTheArcAtEqualNormsAlone() {
    Point a = drawn(DEEP, 1);
    Point b = drawn(DEEP, 2);
    Point equal = b.times(a.norm() / b.norm());
    Merge karcher = Merges.of("karcher", Map.of());
    Merge slerp = new Slerp(Scope.WHOLE);
    MergeInputs norms = MergeInputs.of(List.of(a, equal));
    assertEquals(0, karcher.of(norms).distance(slerp.of(norms)), 1e-5);
    MergeInputs others = MergeInputs.of(List.of(a, b.times(3)));
    assertTrue(karcher.of(others).distance(slerp.of(others)) > 0.1);
    MergeInputs shares = norms.withWeights(List.of(0.25, 0.75));
    assertEquals(0, karcher.of(shares).distance(slerp.of(shares)), 1e-5);
  }

  @Test
  void theKarcherMeanSaysIfItHasNotConverged() {
    MergeInputs inputs = MergeInputs.of(List.of(drawn(DEEP, 1), drawn(DEEP, 2), drawn(DEEP, 3)));
    List<String> notes = new Karcher(Scope.WHOLE, 1e-12, 1).merged(inputs).notes();
    assertTrue(notes.get(0).startsWith("not converged in 1 steps: the last was "), notes.get(0));
    assertEquals(List.of(), new Karcher(Scope.WHOLE, 1e-10, 100).merged(inputs).notes());
    assertThrows(IllegalArgumentException.class, () -> new Karcher(Scope.WHOLE, 0, 100));
  }

  @Test
  void directionsThatCancelAndVectorsOfZeroAreSaidOrLeftOut() {
    Point right = Point.of(TWO, 1, 0);
    Point left = Point.of(TWO, -3, 0);
    for (String method : List.of("karcher", "multislerp")) {
      MergeInputs opposite = MergeInputs.of(List.of(right, left));
      Merged merged = Merges.of(method, Map.of()).merged(opposite);
      assertEquals(Point.of(TWO, -1, 0), merged.point(), method);
      assertTrue(merged.notes().get(0).contains("directions cancel"), method);
      MergeInputs zero = MergeInputs.of(List.of(right, Point.of(TWO, 0, 0)));
      assertEquals(Point.of(TWO, 0.5f, 0), Merges.of(method, Map.of()).of(zero), method);
      MergeInputs nothing = MergeInputs.of(List.of(Point.of(TWO, 0, 0)));
      assertEquals(Point.of(TWO, 0, 0), Merges.of(method, Map.of()).of(nothing), method);
    }
  }

  @Test
  void whatOneMemberSaysIsTaken() {
    Point base = drawn(DEEP, 1);
    Point member = drawn(DEEP, 2);
    MergeInputs one = MergeInputs.of(List.of(member)).withBase(base);
    assertEquals(member, Merges.of("linear", Map.of()).of(one));
    assertEquals(member, Merges.of("task-arithmetic", Map.of("lambda", 1)).of(one));
    assertEquals(base, Merges.of("task-arithmetic", Map.of("lambda", 0)).of(one));
    for (String scope : List.of("whole", "tensor")) {
      assertEquals(member, Merges.of("ties", Map.of("density", 1, "scope", scope)).of(one));
    }
    assertEquals(member, Merges.of("ram", Map.of("epsilon", 0)).of(one));
    assertEquals(member, Merges.of("nearswap", Map.of("t", 1e6)).of(one));
    assertEquals(0, member.distance(Merges.of("tsv-m", Map.of()).of(one)), 1e-5);
    assertEquals(0, member.distance(Merges.of("karcher", Map.of()).of(one)), 1e-5);
  }

  @Test
  void tiesTakeTheElectedSign() {
    Point a = four(3, 1, 0, -2);
    Point b = four(-1, 2, 0, 2);
    assertEquals(four(3, 1.5, 0, 2), merged("ties", Map.of("density", 1), a, b));
    Map<String, ?> plus = Map.of("density", 1, "zero", "plus");
    assertEquals(four(-3, -1.5, 0, 2), merged("ties", plus, a.times(-1), b.times(-1)));
    assertEquals(
        four(-3, -1.5, 0, -2), merged("ties", Map.of("density", 1), a.times(-1), b.times(-1)));
    assertEquals(four(3, 0, 0, -2), merged("ties", Map.of("density", 0.5), a));
    assertEquals(four(1, 1, -1, 0), merged("ties", Map.of("density", 0.3), four(1, 1, -1, 0)));
  }

  @Test
  void breadcrumbsLeaveOutliersAndSmallEntries() {
    Map<String, ?> half = Map.of("density", 0.5, "gamma", 0.25, "lambda", 1);
    assertEquals(four(0, 3, -2, 0), merged("breadcrumbs", half, four(9, 3, -2, 1)));
    Map<String, ?> few = Map.of("density", 0.5, "gamma", 0.2, "lambda", 1);
    assertEquals(four(9, 3, 0, 0), merged("breadcrumbs", few, four(9, 3, -2, 1)));
    assertEquals(29, KeepBetween.share(0.29, 100));
  }

  @Test
  void nearSwapsGoAtMostSoFar() {
    assertEquals(
        four(0.5, -0.5, 0.25, 0), merged("nearswap", Map.of("t", 0.5), four(2, -1, 0.25, 0)));
  }

  @Test
  void ramKeepsWhatOneMemberTouchedAndAveragesTheRest() {
    Point a = four(2, 0, 4, 1e-6);
    Point b = four(0, 0, 2, 1);
    assertEquals(four(2, 0, 3, 1), merged("ram", Map.of(), a, b));
    // a touched one with b and one alone: 1 + 0.1 min(0.2, 1)
    assertEquals(four(2.04, 0, 3, 1.02), merged("ram+", Map.of(), a, b));
    assertEquals(four(3, 0, 3, 1.5), merged("ram+", Map.of("r", 1, "alpha", 0.5), a, b));
  }

  @Test
  void sceWeighsMembersByWhatTheyChangedWhereTheyDiffer() {
    Point a = four(3, 1, 5, 0);
    Point b = four(1, 1, -1, 0);
    // Variances 1, 0, 9, 0: of two that vary, one or both stay; sums of squares 25 and 1, or 34 and
    // 2.
    assertEquals(four(0, 0, 5, 0), merged("sce", Map.of("density", 0.5), a, b));
    Point all = merged("sce", Map.of("density", 1), a, b);
    assertEquals((34.0 * 3 + 2) / 36, all.at(0), 1e-6);
    assertEquals(5, all.at(2));
    assertEquals(0, all.at(1));
  }

  @Test
  void theStockLiesBetweenBaseAndMean() {
    Point a = four(1, 0, 0, 0);
    assertEquals(four(0, 0, 0, 0), merged("model-stock", Map.of(), a, four(0, 1, 0, 0)));
    assertEquals(four(2, 0, 0, 0), merged("model-stock", Map.of(), a, four(3, 0, 0, 0)));
    Point between = merged("model-stock", Map.of(), a, four(1, 1, 0, 0));
    double cosine = Math.sqrt(0.5);
    assertEquals(2 * cosine / (1 + cosine), between.at(0), 1e-6);
    assertThrows(
        IllegalArgumentException.class, () -> merged("model-stock", Map.of(), a, a.times(-1)));
    Merge rows = new ModelStock(Scope.ROW);
    MergeInputs inputs = fromZero(four(1, 0, 2, 0), four(1, 0, -1, 1));
    Merged merged = rows.merged(inputs);
    assertEquals(1, merged.point().at(0), 1e-6);
    assertTrue(merged.notes().get(0).startsWith("w: rows with a note: 1, the first is row 1: "));
  }

  @Test
  void spectraOfOneMemberAreFlattened() {
    Point member = drawn(DEEP, 2);
    Point flat = merged("iso-c", Map.of(), member);
    for (Slot slot : List.of(DEEP.slot("conv"), DEEP.slot("fc"))) {
      double[] before = spectrum(member, slot);
      double[] after = spectrum(flat, slot);
      double mean = Arrays.stream(before).average().orElseThrow();
      for (double value : after) {
        assertEquals(mean, value, 1e-5);
      }
    }
    Slot bias = DEEP.slot("bias");
    assertEquals(member.at(bias.offset()), flat.at(bias.offset()));
  }

  private static double[] spectrum(Point point, Slot slot) {
    int columns = slot.size() / slot.shape().get(0);
    double[][] matrix = new double[slot.shape().get(0)][columns];
    for (int i = 0; i < slot.size(); i++) {
      matrix[i / columns][i % columns] = point.at(slot.offset() + i);
    }
    return new SingularValueDecomposition(new Array2DRowRealMatrix(matrix)).getSingularValues();
  }

  @Test
  void decompositionsGiveTheMatrixBack() {
    for (int[] size : new int[][] {{4, 9}, {9, 4}, {1, 5}, {5, 5}}) {
      Random random = new Random(1);
      double[][] numbers = new double[size[0]][size[1]];
      for (double[] row : numbers) {
        for (int j = 0; j < row.length; j++) {
          row[j] = random.nextGaussian();
        }
      }
      // A row that repeats leaves one direction of the smaller side without a singular value.
      numbers[size[0] - 1] = numbers[0].clone();
      Svd svd = Svd.of(numbers, 9);
      double[][] back = Svd.product(svd.u(), svd.s(), svd.v(), numbers);
      for (int i = 0; i < back.length; i++) {
        assertArrayEquals(numbers[i], back[i], 1e-9);
      }
      double[] expected =
          new SingularValueDecomposition(new Array2DRowRealMatrix(numbers)).getSingularValues();
      for (int k = 0; k < svd.s().length; k++) {
        assertEquals(expected[k], svd.s()[k], 1e-9);
      }
    }
    assertEquals(0, Svd.of(new double[3][2], 2).s().length);
  }

  @Test
  void moreMembersThanRowsAreAveragedAndSaid() {
    Layout thin = Layout.builder().add("fc.weight", Role.WEIGHT, 2, 9).build();
    Point[] members = {drawn(thin, 1), drawn(thin, 2), drawn(thin, 3)};
    Merged merged = Merges.of("tsv-m", Map.of()).merged(fromZero(members));
    assertEquals(
        0, merged.point().distance(Merges.of("linear", Map.of()).of(fromZero(members))), 1e-6);
    assertTrue(merged.notes().get(0).startsWith("fc.weight: 3 members leave no singular vector"));
  }
}
