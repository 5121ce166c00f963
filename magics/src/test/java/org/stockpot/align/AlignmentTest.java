package org.stockpot.align;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stockpot.barrier.BarrierOptions;
import org.stockpot.barrier.LinearBarrier;
import org.stockpot.barrier.PathScores;
import org.stockpot.data.image.Digits;
import org.stockpot.djl.DjlTask;
import org.stockpot.task.Job;
import org.stockpot.task.Outcome;
import org.stockpot.task.Pair;
import org.stockpot.task.Part;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Span;
import org.stockpot.task.Task;
import org.stockpot.task.analysis.ExampleCount;
import org.stockpot.task.analysis.Subset;
import org.stockpot.testing.Golden;
import org.stockpot.weights.GroupSpec;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Line;
import org.stockpot.weights.Mask;
import org.stockpot.weights.MaskedPoint;
import org.stockpot.weights.Point;
import org.stockpot.weights.Role;
import org.stockpot.weights.Slot;
import org.stockpot.weights.UnitGroups;

final class AlignmentTest {

  private static AlignResult align(Point a, Point b, Task task, AlignOptions options) {
    return align(a, b, task, task.unitGroups().orThrow(), options);
  }

  private static AlignResult align(
      Point a, Point b, Task task, UnitGroups groups, AlignOptions options) {
    return Alignment.to(
        "a",
        a,
        List.of("b"),
        List.of(MaskedPoint.dense(b)),
        task,
        groups,
        options,
        AlignOptions.recipe());
  }

  private static int[] permutation(JsonNode golden, String key) {
    return IntStream.range(0, 32).map(i -> golden.get(key).get(i).asInt()).toArray();
  }

  @Test
  void permutationsAreThoseOfOtherCode() {
    JsonNode golden = Golden.of("A.matching");
    try (DjlTask task = DjlTask.of(Golden.digits(List.of(64)), "mlp:32")) {
      Point a = Golden.point(task.layout(), "A");
      Point b = Golden.point(task.layout(), "A2");
      AlignResult byWeights = align(a, b, task, AlignOptions.defaults());
      assertArrayEquals(
          permutation(golden, "permutation_by_weights"),
          byWeights.networks().get(0).permutations().get(0));
      Search search = byWeights.searches().get(0);
      assertEquals(golden.get("objective_identity").asDouble(), search.before(), 1e-4);
      assertEquals(golden.get("objective_matched").asDouble(), search.best(), 1e-4);
      assertEquals(search.best(), search.worst(), 1e-9);
      GroupMatch match = byWeights.networks().get(0).groups().get(0);
      assertEquals(search.before(), match.before(), 1e-9);
      assertEquals(search.best(), match.after(), 1e-9);
      AlignOptions activations =
          AlignOptions.defaults().withBy(AlignBy.ACTIVATIONS).withExamples(ExampleCount.ALL);
      AlignedNetwork byActivations = align(a, b, task, activations).networks().get(0);
      assertEquals(
          golden.get("correlation_sum").asDouble(), byActivations.groups().get(0).after(), 1e-4);
      int[] expected = permutation(golden, "permutation_by_activation_correlation");
      boolean[] dead = dead(task, a);
      boolean[] deadToo = dead(task, b);
      for (int u = 0; u < expected.length; u++) {
        if (!dead[u] && !deadToo[expected[u]]) {
          assertEquals(expected[u], byActivations.permutations().get(0)[u]);
        }
      }
      assertBarrier("A.line_before", new Line(a, b), task);
      assertBarrier("A.line_after_matching", new Line(a, byWeights.point()), task);
    }
  }

  /** Dead units correlate with none, so that it is open where they go. */
  private static boolean[] dead(Task task, Point point) {
    boolean[] dead = new boolean[32];
    Arrays.fill(dead, true);
    task.representations(Subset.all(Part.TRAINING))
        .orThrow()
        .read(
            point,
            "fc1.out",
            (i, row) -> IntStream.range(0, 32).forEach(u -> dead[u] &= row[u] == 0));
    return dead;
  }

  private static void assertBarrier(String key, Line line, Task task) {
    BarrierOptions options = BarrierOptions.defaults().withSamples(25).withTestOnly(true);
    PathScores path =
        LinearBarrier.of(
                List.of(new Pair("pairs", 0, 1, "a to b", line)),
                task,
                options,
                LinearBarrier.Watcher.NONE,
                Progress.NONE)
            .pairs()
            .get(0)
            .path();
    JsonNode loss = Golden.of(key).get("losses");
    for (int i = 0; i < 25; i++) {
      assertEquals(
          loss.get(i).asDouble(),
          path.test().get(i).loss(),
          1e-4 * Math.max(1, loss.get(i).asDouble()));
    }
  }

  /** Weights in which no two units are alike, of variances above 0. */
  static Point drawn(Layout layout, long seed) {
    Random random = new Random(seed);
    return Point.build(
        layout,
        values -> {
          for (Slot slot : layout.slots()) {
            boolean flat = slot.shape().size() == 1;
            double scale = flat ? 0.1 : Math.sqrt(2.0 * slot.shape().get(0) / slot.size());
            for (int i = slot.offset(); i < slot.end(); i++) {
              values[i] =
                  (float)
                      ((flat ? 1 : 0) + scale * Math.max(-5, Math.min(5, random.nextGaussian())));
            }
          }
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"mlp:12,7", "lenet-300-100", "conv2", "resnet20", "resnet20a"})
  void permutedCopiesAreRecovered(String model) {
    try (DjlTask task = DjlTask.of(Digits.load(), model)) {
      Point a = drawn(task.layout(), 3);
      UnitGroups groups = task.unitGroups().orThrow();
      List<int[]> moved = groups.random(5);
      Point b = groups.permute(a, moved);
      AlignResult found = align(a, b, task, groups, AlignOptions.defaults().withStarts(1));
      assertEquals(a, found.point());
      assertEquals(0, found.networks().get(0).distance());
      assertTrue(found.searches().get(0).converged());
      List<int[]> back = UnitGroups.inverse(moved);
      for (int g = 0; g < back.size(); g++) {
        assertArrayEquals(back.get(g), found.networks().get(0).permutations().get(g));
      }
      AlignOptions activations =
          AlignOptions.defaults().withBy(AlignBy.ACTIVATIONS).withExamples(ExampleCount.of(128));
      AlignResult byActivations = align(a, b, task, groups, activations);
      assertEquals(a, byActivations.point(), () -> byActivations.networks().get(0).groups() + "");
    }
  }

  private static final Layout TINY =
      Layout.builder()
          .add("fc1.weight", Role.WEIGHT, 4, 3)
          .add("fc1.bias", Role.BIAS, 4)
          .add("fc2.weight", Role.WEIGHT, 3, 4)
          .add("fc2.bias", Role.BIAS, 3)
          .add("fc3.weight", Role.WEIGHT, 2, 3)
          .build();

  private static final UnitGroups TINY_GROUPS =
      GroupSpec.parse(
          List.of(
              "fc1 4 fc1.weight:0 fc1.bias:0 fc2.weight:1",
              "fc2 3 fc2.weight:0 fc2.bias:0 fc3.weight:1"),
          TINY);

  private static List<int[]> all(int n) {
    List<int[]> all = new ArrayList<>(List.of(new int[0]));
    for (int i = 0; i < n; i++) {
      List<int[]> longer = new ArrayList<>();
      for (int[] some : all) {
        for (int u = 0; u < n; u++) {
          int next = u;
          if (Arrays.stream(some).noneMatch(v -> v == next)) {
            longer.add(IntStream.concat(Arrays.stream(some), IntStream.of(u)).toArray());
          }
        }
      }
      all = longer;
    }
    return all;
  }

  /** Of 4! 3! pairs of permutations the nearest is found, and its objective is that of the sums. */
  @Test
  void theBestOfAllPermutationsIsFound() {
    for (int seed = 0; seed < 20; seed++) {
      Point a = drawn(TINY, seed);
      Point b = drawn(TINY, 100 + seed);
      double best = Double.NEGATIVE_INFINITY;
      double nearest = Double.POSITIVE_INFINITY;
      for (int[] first : all(4)) {
        for (int[] second : all(3)) {
          Point permuted = TINY_GROUPS.permute(b, List.of(first, second));
          best = Math.max(best, a.dot(permuted));
          nearest = Math.min(nearest, a.distance(permuted));
        }
      }
      Matched found = new WeightMatching(TINY_GROUPS, a, b, 100).best("b", 40, seed, Progress.NONE);
      assertEquals(best, found.search().best(), 1e-6);
      Point permuted = TINY_GROUPS.permute(b, found.permutations());
      assertEquals(nearest, a.distance(permuted), 1e-6);
      for (Search search : List.of(found.search())) {
        List<Sweep> sweeps = search.sweeps();
        for (int i = 1; i < sweeps.size(); i++) {
          assertTrue(
              sweeps.get(i).number() == 0
                  || sweeps.get(i).objective() >= sweeps.get(i - 1).objective() - 1e-12);
        }
      }
      assertTrue(found.search().converged());
    }
  }

  /** A layer from a stream to itself: its similarity depends on its own permutation. */
  @Test
  void aGroupOnTwoAxesOfOneSlotOnlyGains() {
    Layout layout =
        Layout.builder()
            .add("in.weight", Role.WEIGHT, 6, 3)
            .add("block.weight", Role.WEIGHT, 6, 6)
            .add("out.weight", Role.WEIGHT, 2, 6)
            .build();
    UnitGroups groups =
        GroupSpec.parse(
            List.of("stream 6 in.weight:0 block.weight:0 block.weight:1 out.weight:1"), layout);
    Point a = drawn(layout, 1);
    Point copy = groups.permute(a, groups.random(4));
    Matched found = new WeightMatching(groups, a, copy, 100).best("b", 5, 1, Progress.NONE);
    assertEquals(a, groups.permute(copy, found.permutations()));
    List<Sweep> sweeps =
        new WeightMatching(groups, a, drawn(layout, 2), 100)
            .best("b", 3, 1, Progress.NONE)
            .search()
            .sweeps();
    for (int i = 1; i < sweeps.size(); i++) {
      assertTrue(
          sweeps.get(i).number() == 0
              || sweeps.get(i).objective() >= sweeps.get(i - 1).objective() - 1e-12);
    }
  }

  @Test
  void masksMoveWithTheirUnits() {
    try (DjlTask task = DjlTask.of(Digits.load(), "mlp:6,5")) {
      UnitGroups groups = task.unitGroups().orThrow();
      Point a = drawn(task.layout(), 1);
      Mask mask = Mask.keeping(task.layout(), i -> i % 3 != 0 || i > 380);
      Point ticket = a.masked(mask);
      List<int[]> moved = groups.random(3);
      MaskedPoint b = new MaskedPoint(groups.permute(ticket, moved), groups.permute(mask, moved));
      AlignResult found =
          Alignment.to(
              "a",
              ticket,
              List.of("b"),
              List.of(b),
              task,
              groups,
              AlignOptions.defaults(),
              AlignOptions.recipe());
      assertEquals(new MaskedPoint(ticket, mask), found.networks().get(0).aligned());
    }
  }

  /** Permuted copies of one network are one network; the first stays. */
  @Test
  void manyComeTogether() {
    try (DjlTask task = DjlTask.of(Digits.load(), "mlp:12,7")) {
      UnitGroups groups = task.unitGroups().orThrow();
      Point a = drawn(task.layout(), 1);
      List<MaskedPoint> copies =
          IntStream.range(0, 4)
              .mapToObj(i -> MaskedPoint.dense(groups.permute(a, groups.random(i))))
              .toList();
      List<String> names = List.of("a", "b", "c", "d");
      AlignResult found = Alignment.together(names, copies, task, groups, AlignOptions.defaults());
      for (AlignedNetwork network : found.networks()) {
        assertEquals(copies.get(0).point(), network.aligned().point());
        assertEquals(0, network.distance());
        assertTrue(network.distanceBefore() > 1);
      }
      assertEquals(0, found.networks().get(0).moved());
      assertEquals("all networks", found.searches().get(0).network());
      assertThrows(
          IllegalArgumentException.class,
          () ->
              Alignment.together(
                  names,
                  copies,
                  task,
                  groups,
                  AlignOptions.defaults().withBy(AlignBy.ACTIVATIONS)));
    }
  }

  /** What is taken is never worse half-way, on validation examples, than what weights give. */
  @Test
  void straightThroughIsNoWorseHalfWay() {
    try (DjlTask task = DjlTask.of(Digits.load(), "mlp:12")) {
      Recipe recipe = Recipe.defaults().withLength(Span.epochs(2));
      Point a =
          task.train(Job.dense(task.init(1), recipe, task.stepsPerEpoch(60), 1), Progress.NONE)
              .end();
      Point b =
          task.train(Job.dense(task.init(2), recipe, task.stepsPerEpoch(60), 2), Progress.NONE)
              .end();
      AlignOptions options = AlignOptions.defaults().withBy(AlignBy.STRAIGHT_THROUGH);
      AlignResult found = align(a, b, task, options);
      List<Sweep> sweeps = found.searches().get(0).sweeps();
      assertEquals(0, sweeps.get(0).number());
      double byWeights = sweeps.get(1).midpointLoss().getAsDouble();
      double loss = task.validation().score(new Line(a, found.point()).at(0.5)).loss();
      assertTrue(loss <= byWeights + 1e-9, loss + " and " + byWeights);
      assertEquals(
          loss,
          sweeps.stream()
              .skip(1)
              .mapToDouble(sweep -> sweep.midpointLoss().getAsDouble())
              .min()
              .orElseThrow(),
          1e-9);
      assertEquals(found.point(), align(a, b, task, options).point());
    }
  }

  @Test
  void groupsThatChangeTheFunctionAreRefused() {
    try (DjlTask task = DjlTask.of(Digits.load(), "mlp:6")) {
      Point a = drawn(task.layout(), 1);
      UnitGroups wrong = GroupSpec.parse(List.of("fc1 6 fc1.weight:0 fc1.bias:0"), task.layout());
      String message =
          assertThrows(
                  IllegalArgumentException.class,
                  () ->
                      Alignment.together(
                          List.of("a", "b"),
                          List.of(MaskedPoint.dense(a), MaskedPoint.dense(a)),
                          task,
                          wrong,
                          AlignOptions.defaults()))
              .getMessage();
      assertTrue(
          message.startsWith("units of group fc1 must be free to change places, got a permutation"),
          message);
      Point broken = Point.build(task.layout(), values -> values[3] = Float.NaN);
      assertEquals(
          "weights must be finite, got NaN at entry 3 of fc1.weight of b",
          assertThrows(
                  IllegalArgumentException.class,
                  () -> align(a, broken, task, AlignOptions.defaults()))
              .getMessage());
    }
  }

  @Test
  void anInterruptEndsTheSearch() {
    try (DjlTask task = DjlTask.of(Digits.load(), "mlp:6")) {
      Point a = drawn(task.layout(), 1);
      UnitGroups groups = task.unitGroups().orThrow();
      Progress interrupting =
          new Progress() {
            @Override
            public void phase(String phase) {
              if (phase.equals("c")) {
                Thread.currentThread().interrupt();
              }
            }
          };
      List<MaskedPoint> networks =
          List.of(MaskedPoint.dense(drawn(task.layout(), 2)), MaskedPoint.dense(a));
      AlignResult found =
          Alignment.to(
              "a",
              a,
              List.of("b", "c"),
              networks,
              task,
              groups,
              AlignOptions.defaults(),
              AlignOptions.recipe(),
              interrupting);
      assertTrue(Thread.interrupted());
      assertEquals(1, found.networks().size());
      assertEquals(Outcome.State.INTERRUPTED, found.outcome().state());
    }
  }

  @Test
  void settingsHaveRanges() {
    AlignOptions options = AlignOptions.defaults();
    assertThrows(IllegalArgumentException.class, () -> options.withStarts(0));
    assertThrows(IllegalArgumentException.class, () -> options.withSweeps(0));
    assertEquals(AlignBy.ACTIVATIONS, options.withBy(AlignBy.ACTIVATIONS).by());
  }
}
