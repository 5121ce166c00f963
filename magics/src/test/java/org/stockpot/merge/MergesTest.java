package org.stockpot.merge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.stockpot.weights.Centroid;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Line;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Merge;
import org.stockpot.weights.MergeInputs;
import org.stockpot.weights.Point;
import org.stockpot.weights.Role;

/** What all methods promise, over every one of them. */
final class MergesTest {

  private static final Layout LAYOUT =
      Layout.builder()
          .add("conv.weight", Role.WEIGHT, 4, 2, 3, 3)
          .add("conv.bias", Role.BIAS, 4)
          .add("norm.mean", Role.STATISTIC, 4)
          .add("fc.weight", Role.WEIGHT, 5, 7)
          .add("fc.bias", Role.BIAS, 1)
          .build();

  private static final Layout BUFFERED =
      Layout.builder().add("w", Role.WEIGHT, 3).add("table", Role.BUFFER, 2).build();

  private static final Layout THREE =
      Layout.builder().add("w", Role.WEIGHT, 3).add("m", Role.STATISTIC, 1).build();

  private static Point drawn(long seed, double scale, Point from) {
    Random random = new Random(seed);
    return Point.build(
        LAYOUT,
        w -> {
          for (int i = 0; i < w.length; i++) {
            w[i] = (float) (from.at(i) + scale * random.nextGaussian());
          }
        });
  }

  private static Point base() {
    return drawn(0, 1, Point.build(LAYOUT, w -> {}));
  }

  /** Returns as many members as a method takes, at most three, with their base. */
  private static MergeInputs inputs(MergeMethod method) {
    int count = Math.min(3, method.most());
    List<Point> members =
        IntStream.rangeClosed(1, count).mapToObj(i -> drawn(i, 0.3, base())).toList();
    return MergeInputs.of(members).withBase(base());
  }

  private static Stream<MergeMethod> methods() {
    return Merges.ALL.stream().filter(m -> !m.needsTask());
  }

  /** Such as the fixed positions of a transformer, which has no running statistics. */
  @Test
  void buffersAreTheMembersMean() {
    List<Point> members =
        List.of(Point.of(BUFFERED, 1, 2, 4, 5, 6), Point.of(BUFFERED, 2, 4, 3, 5, 8));
    Point base = Point.of(BUFFERED, 1, 1, 2, 5, 6);
    methods()
        .filter(m -> m.most() > 1)
        .forEach(
            m -> {
              Point merged = m.with(Map.of()).of(MergeInputs.of(members).withBase(base));
              assertEquals(5, merged.at(3), m.name());
              assertEquals(7, merged.at(4), m.name());
            });
  }

  @Test
  void mistakesAreNamedByTheMethodAndTheOption() {
    MergeMethod plus = Merges.named("ram+");
    MergeInputs less = inputs(plus).withWeights(List.of(1.0, -1.0, 1.0));
    String message =
        assertThrows(IllegalArgumentException.class, () -> plus.with(Map.of()).of(less))
            .getMessage();
    assertTrue(message.contains("ram+"), message);
    assertTrue(
        assertThrows(
                IllegalArgumentException.class,
                () -> Merges.named("karcher").with(Map.of("steps", "1e10")))
            .getMessage()
            .startsWith("steps must be from 1 to 2147483647, got 10000000000"));
  }

  @Test
  void sameInputsGiveSameBits() {
    methods()
        .forEach(
            m -> {
              MergeInputs inputs = inputs(m);
              Merge merge = m.with(Map.of());
              assertEquals(merge.of(inputs), m.with(Map.of()).of(inputs), m.name());
              assertEquals(merge.of(inputs), merge.merged(inputs).point(), m.name());
            });
  }

  @Test
  void statisticsAreTheMeanAndUnionsOfMasksArePositiveZero() {
    methods()
        .forEach(
            m -> {
              MergeInputs dense = inputs(m);
              List<Mask> masks =
                  IntStream.range(0, dense.members().size())
                      .mapToObj(k -> Mask.keeping(LAYOUT, i -> i % 4 != 0 && i % 3 != k))
                      .toList();
              MergeInputs inputs =
                  new MergeInputs(
                      dense.base(),
                      IntStream.range(0, masks.size())
                          .mapToObj(k -> dense.members().get(k).masked(masks.get(k)))
                          .toList(),
                      dense.weights(),
                      masks);
              Point merged = m.with(Map.of()).of(inputs);
              Mask union = masks.stream().reduce(Mask::or).orElseThrow();
              assertTrue(union.pruned() > 0);
              for (int i = 0; i < LAYOUT.size(); i++) {
                assertTrue(union.keeps(i) || Float.floatToRawIntBits(merged.at(i)) == 0, m.name());
              }
              Layout statistics = Layout.together(List.of(LAYOUT.slot("norm.mean")));
              assertEquals(inputs.mean().part(statistics), merged.part(statistics), m.name());
            });
  }

  @Test
  void orderOfMembersDoesNotMatterWhereNothingIsDrawnOrFirst() {
    methods()
        .filter(m -> m.most() == MergeMethod.ANY)
        .filter(m -> m.options().stream().noneMatch(option -> option.name().equals("seed")))
        .forEach(
            m -> {
              MergeInputs inputs = inputs(m);
              List<Point> turned = new ArrayList<>(inputs.members());
              Collections.rotate(turned, 1);
              MergeInputs others = MergeInputs.of(turned).withBase(base());
              Merge merge = m.with(Map.of());
              assertEquals(0, merge.of(inputs).distance(merge.of(others)), 1e-5, m.name());
            });
  }

  @Test
  void equalMembersThatAreTheBaseStay() {
    methods()
        .forEach(
            m -> {
              int count = Math.min(2, m.most());
              MergeInputs inputs =
                  MergeInputs.of(Collections.nCopies(count, base())).withBase(base());
              Point merged = m.with(Map.of()).of(inputs);
              assertEquals(0, base().distance(merged), 1e-5, m.name());
            });
  }

  @Test
  void basesAndNumbersOfMembersAreRequired() {
    methods()
        .forEach(
            m -> {
              Merge merge = m.with(Map.of());
              MergeInputs inputs = inputs(m);
              MergeInputs without = MergeInputs.of(inputs.members());
              if (m.needsBase()) {
                assertThrows(IllegalArgumentException.class, () -> merge.of(without), m.name());
              } else {
                assertTrue(merge.of(without).norm() > 0, m.name());
              }
              if (m.least() > 1) {
                MergeInputs one = MergeInputs.of(List.of(base())).withBase(base());
                assertThrows(IllegalArgumentException.class, () -> merge.of(one), m.name());
              }
              if (m.most() != MergeMethod.ANY) {
                MergeInputs many =
                    MergeInputs.of(Collections.nCopies(m.most() + 1, base())).withBase(base());
                assertThrows(IllegalArgumentException.class, () -> merge.of(many), m.name());
              }
            });
  }

  @Test
  void whatIsNotFiniteIsRefused() {
    Point bad = Point.of(THREE, 1, Float.NaN, 0, 0);
    Point good = Point.of(THREE, 1, 2, 0, 0);
    IllegalArgumentException thrown =
        assertThrows(IllegalArgumentException.class, () -> MergeInputs.of(List.of(good, bad)));
    assertEquals(
        "member 2 of a merge must have finite weights, got NaN at entry 1 of w",
        thrown.getMessage());
    MergeInputs inputs = MergeInputs.of(List.of(good)).withBase(Point.of(THREE, 0, 0, 0, 0));
    Merge far = Merges.of("task-arithmetic", Map.of("lambda", 1e300));
    assertThrows(IllegalArgumentException.class, () -> far.of(inputs));
  }

  @Test
  void meansAreCentroidsBitForBit() {
    MergeInputs inputs = inputs(Linear.METHOD);
    assertEquals(Centroid.of(inputs.members()), new Linear().of(inputs));
    List<Point> two = inputs.members().subList(0, 2);
    assertEquals(new Line(two.get(0), two.get(1)).at(0.5), new Linear().of(MergeInputs.of(two)));
  }

  @Test
  void optionsAreFoundByName() {
    assertEquals(
        new TaskVectorMerge(new Sparsity.Largest(0.5), Election.MAJORITY, true, 1, Scope.WHOLE),
        Merges.of("ties", Map.of("density", 0.5)));
    assertThrows(IllegalArgumentException.class, () -> Merges.named("tise"));
    assertThrows(IllegalArgumentException.class, () -> Merges.of("ties", Map.of("lamda", 1.0)));
    assertThrows(IllegalArgumentException.class, () -> Merges.of("ties", Map.of("density", 0)));
    assertThrows(IllegalArgumentException.class, () -> Merges.of("ties", Map.of("scope", "row")));
    assertThrows(IllegalArgumentException.class, () -> Merges.of("ties", Map.of("density", "x")));
    assertThrows(IllegalArgumentException.class, () -> Merges.of("dare", Map.of("seed", 0.5)));
  }
}
