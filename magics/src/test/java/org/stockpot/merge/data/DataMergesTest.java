package org.stockpot.merge.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.stockpot.data.Data;
import org.stockpot.data.Examples;
import org.stockpot.data.Split;
import org.stockpot.data.array.ArrayData;
import org.stockpot.data.image.Digits;
import org.stockpot.djl.DjlTask;
import org.stockpot.merge.MergeMethod;
import org.stockpot.merge.Merges;
import org.stockpot.task.Plan;
import org.stockpot.task.Progress;
import org.stockpot.task.Task;
import org.stockpot.testing.Bowl;
import org.stockpot.testing.Golden;
import org.stockpot.testing.Landscape;
import org.stockpot.testing.Python;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Mask;
import org.stockpot.weights.MergeInputs;
import org.stockpot.weights.Merged;
import org.stockpot.weights.Point;
import org.stockpot.weights.Role;
import org.stockpot.weights.Slot;

/** Against numbers in float64 of other code, and against what defines the methods. */
final class DataMergesTest {

  private static final Progress NONE = Progress.NONE;

  private static DjlTask task;
  private static MergeInputs tunes;

  @BeforeAll
  static void load() {
    task = DjlTask.of(Golden.digits(List.of(64)), "mlp:32");
    Layout layout = task.layout();
    tunes =
        MergeInputs.of(
                List.of(
                    Golden.point(layout, "A.tune1"),
                    Golden.point(layout, "A.tune2"),
                    Golden.point(layout, "A.tune3")))
            .withBase(Golden.point(layout, "A"));
  }

  @AfterAll
  static void close() {
    if (task != null) {
      task.close();
    }
  }

  private static void requireGolden(String name, Point merged) {
    double[] expected = Golden.array("merge." + name);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], merged.at(i), 1e-6, merged.layout().entry(i));
    }
  }

  private static void requireClose(Point expected, Point actual, double within) {
    assertEquals(0, expected.distance(actual) / expected.norm(), within);
  }

  private static MergeInputs one() {
    return MergeInputs.of(tunes.members().subList(0, 1)).withBase(tunes.base().orElseThrow());
  }

  @Test
  void fisherIsTheOracles() {
    try (DjlTask few = DjlTask.of(Golden.digits(List.of(64)).map(p -> p.take(128)), "mlp:32")) {
      requireGolden("fisher_128_floor_1e-8", new Fisher(128, 1e-8, List.of(few)).of(tunes));
      requireGolden(
          "fisher_128_floor_1e-8", new Fisher(9000, 1e-8, List.of(few, few, few)).of(tunes));
    }
  }

  @Test
  void fisherIsTheMeanWhereNothingMinds() {
    Merged floored = new Fisher(20, 1e6, List.of(task)).merged(tunes);
    requireClose(tunes.mean(), floored.point(), 1e-6);
    assertTrue(floored.notes().get(0).startsWith("Fisher's floor of 1000000.0 is above"));
    requireClose(one().members().get(0), new Fisher(20, 1e-8, List.of(task)).of(one()), 1e-6);
    // Pixels that are 0 in all examples have no gradients.
    Point free = new Fisher(20, 0, List.of(task)).of(tunes);
    assertEquals(-1, free.firstNonFinite());
    assertEquals(tunes.mean().at(0), free.at(0));
  }

  @Test
  void regMeanIsTheOracles() {
    RegMean regMean = new RegMean(0.9, 512, Unseen.ZERO, List.of(task));
    requireGolden("regmean_offdiagonal_0.9_biases_averaged", regMean.of(tunes));
    Merged merged = regMean.merged(tunes);
    assertEquals(List.of(), merged.notes());
  }

  @Test
  void regMeanOfOneIsItselfAlsoWhereNoExampleReaches() {
    for (double factor : new double[] {0, 0.9, 1}) {
      RegMean regMean = new RegMean(factor, 100, Unseen.MEAN, List.of(task));
      requireClose(one().members().get(0), regMean.of(one()), 1e-6);
    }
    Point least = new RegMean(1, 100, Unseen.ZERO, List.of(task)).of(one());
    assertEquals(0, least.at(0), 0.0, "a pixel that is 0 in all examples");
    assertTrue(least.norm() < one().members().get(0).norm());
  }

  /** Members of two tasks whose inputs differ: no other weights give outputs closer to both. */
  @Test
  void regMeanOfFactorOneIsTheLeastSquaresSolution() {
    Data digits = Golden.digits(List.of(64));
    Data other = digits.map(rows -> rows.subset(IntStream.range(256, 512).toArray()));
    try (DjlTask first =
            DjlTask.of(digits.map(r -> r.take(200)), "a", Linear.builder().setUnits(10).build());
        DjlTask second = DjlTask.of(other, "b", Linear.builder().setUnits(10).build())) {
      Layout layout = first.layout();
      MergeInputs inputs =
          MergeInputs.of(List.of(Bowl.gaussian(layout, 1), Bowl.gaussian(layout, 2)));
      Mask both = Mask.keeping(layout, i -> i % 3 != 0);
      List<Examples> rows = List.of(digits.training().take(200), other.training());
      for (Unseen unseen : Unseen.values()) {
        RegMean regMean = new RegMean(1, 1000, unseen, List.of(first, second));
        requireLeast(inputs, regMean.of(inputs), rows, Mask.full(layout));
        MergeInputs sparse =
            MergeInputs.of(inputs.members().stream().map(p -> p.masked(both)).toList())
                .withMasks(List.of(both, both));
        Point ticket = regMean.of(sparse);
        both.requireZeros(ticket);
        requireLeast(sparse, ticket, rows, both);
      }
    }
  }

  private static void requireLeast(
      MergeInputs inputs, Point merged, List<Examples> rows, Mask mask) {
    double least = error(inputs, merged, rows);
    Random random = new Random(3);
    for (int trial = 0; trial < 20; trial++) {
      double size = trial < 10 ? 0.1 : 0.01;
      Point step = Bowl.gaussian(merged.layout(), random.nextLong()).times(size).masked(mask);
      assertTrue(error(inputs, merged.plus(step), rows) > least);
      assertTrue(error(inputs, merged.minus(step), rows) > least);
    }
    assertTrue(error(inputs, inputs.mean().masked(mask), rows) > least);
  }

  /** Returns {@code sum_i 1/N_i sum_n |(W - W_i) x_in|²}, without biases. */
  private static double error(MergeInputs inputs, Point at, List<Examples> rows) {
    double sum = 0;
    for (int m = 0; m < rows.size(); m++) {
      Examples own = rows.get(m);
      Point difference = at.minus(inputs.members().get(m));
      for (int n = 0; n < own.count(); n++) {
        for (int o = 0; o < 10; o++) {
          double output = 0;
          for (int k = 0; k < 64; k++) {
            output += (double) difference.at(o * 64 + k) * own.input(n, k);
          }
          sum += output * output / own.count();
        }
      }
    }
    return sum;
  }

  @Test
  void whatRegMeanCannotSolveIsAveragedAndSaid() {
    SequentialBlock block =
        new SequentialBlock()
            .add(convolution(4, 1))
            .add(convolution(4, 2))
            .add(Blocks.batchFlattenBlock())
            .add(Linear.builder().setUnits(10).build());
    Data data = Golden.digits(List.of(1, 8, 8)).map(rows -> rows.take(60));
    try (DjlTask net = DjlTask.of(data, "grouped", block)) {
      MergeInputs inputs = MergeInputs.of(List.of(net.init(1), net.init(2)));
      Merged merged = new RegMean(0.9, 60, Unseen.MEAN, List.of(net)).merged(inputs);
      List<Slot> slots = net.layout().slots();
      Slot grouped = slots.stream().filter(s -> s.shape().size() > 1).toList().get(1);
      assertEquals(
          "RegMean averaged 1 matrix or kernel whose inputs are not known or too many: "
              + grouped.name()
              + ".",
          merged.notes().get(0));
      Point mean = inputs.mean();
      for (Slot slot : slots) {
        boolean same =
            IntStream.range(slot.offset(), slot.end())
                .allMatch(i -> mean.at(i) == merged.point().at(i));
        boolean shared = slot.equals(slots.get(0));
        assertEquals(shared || slot.shape().size() == 1 || slot.equals(grouped), same, slot.name());
      }
    }
  }

  private static Conv2d convolution(int filters, int groups) {
    return Conv2d.builder()
        .setKernelShape(new Shape(3, 3))
        .setFilters(filters)
        .optGroups(groups)
        .build();
  }

  @Test
  void learnedSoupsNeverEndAboveTheirStart() {
    for (By by : By.values()) {
      for (double lr : new double[] {0.05, 1, 30}) {
        DescentResult result = new Learned(by, lr, 3, 100, 1, List.of(task)).learn(tunes, NONE);
        double start = task.validation().score(tunes.mean()).loss();
        double end = task.validation().score(result.point()).loss();
        assertTrue(end <= start, by + " at " + lr);
        assertEquals(start, result.measured().get(0), 1e-7);
        assertEquals(end, result.measured().get(result.best()));
        assertEquals(List.of(0L, 6L, 12L, 18L), result.steps());
        result.coefficients().forEach(row -> assertEquals(1, sum(row), 1e-9));
      }
    }
  }

  private static double sum(List<Double> row) {
    return row.stream().mapToDouble(c -> c).sum();
  }

  /** A quarter and three quarters of the way between two points lies the minimum. */
  @Test
  void learnedSoupsFindTheMinimumOfAClosedForm() {
    Layout layout = Layout.builder().add("w", Role.WEIGHT, 4, 5).add("b", Role.BIAS, 3).build();
    Bowl bowl = new Bowl(layout);
    Point away = Bowl.gaussian(layout, 4);
    MergeInputs inputs =
        MergeInputs.of(List.of(bowl.minimum().plus(away.times(3)), bowl.minimum().minus(away)));
    for (By by : By.values()) {
      DescentResult result = new Learned(by, 0.05, 200, 256, 1, List.of(bowl)).learn(inputs, NONE);
      result.coefficients().forEach(row -> assertEquals(0.25, row.get(0), 0.01));
      assertTrue(result.point().distance(bowl.minimum()) < 0.1);
      assertEquals(by == By.SLOT ? List.of("w", "b") : List.of("all"), result.groups());
    }
    Point alone =
        new Learned(By.SLOT, 0.05, 5, 256, 1, List.of(bowl))
            .of(MergeInputs.of(inputs.members().subList(0, 1)));
    assertEquals(inputs.members().get(0), alone);
  }

  @Test
  void descentsAreThoseOfASecondImplementation() throws Exception {
    Path digits =
        Path.of(Digits.class.getResource("/org/stockpot/data/image/digits.csv.gz").toURI());
    String script;
    try (InputStream in = DataMergesTest.class.getResourceAsStream("descent.py")) {
      script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    List<String> lines =
        Python.run(script, Golden.folder().resolve("make.py"), Golden.folder(), digits)
            .lines()
            .toList();
    int line = 0;
    for (By by : By.values()) {
      Learned learned = new Learned(by, 0.05, 6, 1000, 1, List.of(task));
      requireSame(learned.learn(tunes, NONE), lines.subList(line, line + 2));
      AdaMerging ada = new AdaMerging(by, 0.3, 0.02, 10, 1000, 1, List.of(task));
      requireSame(ada.adapt(tunes, NONE), lines.subList(line + 2, line + 4));
      line += 4;
    }
  }

  private static void requireSame(DescentResult ours, List<String> said) {
    double[] measured = numbers(said.get(0));
    double[] coefficients = numbers(said.get(1));
    assertEquals(measured.length, ours.measured().size(), said.get(0));
    for (int i = 0; i < measured.length; i++) {
      assertEquals(measured[i], ours.measured().get(i), 1e-5 * measured[i], said.get(0));
    }
    assertEquals(measured.length - 1, ours.best());
    for (int i = 0; i < coefficients.length; i++) {
      assertEquals(coefficients[i], ours.coefficients().get(i / 3).get(i % 3), 1e-4, said.get(1));
    }
  }

  private static double[] numbers(String line) {
    return Arrays.stream(line.split(" ")).skip(1).mapToDouble(Double::parseDouble).toArray();
  }

  @Test
  void adaMergingLowersTheEntropyOfBothTasksInsideOfItsBounds() {
    Data digits = Golden.digits(List.of(64));
    try (DjlTask other = DjlTask.of(digits.map(rows -> rows.take(100)), "mlp:32")) {
      List<Task> tasks = List.of(task, other, task);
      for (By by : By.values()) {
        AdaMerging ada = new AdaMerging(by, 0.3, 0.05, 30, 16, 1, tasks);
        DescentResult result = ada.adapt(tunes, NONE);
        assertTrue(result.measured().get(result.best()) < result.measured().get(0));
        result
            .coefficients()
            .forEach(row -> row.forEach(lambda -> assertTrue(lambda >= 0 && lambda <= 1)));
        assertEquals(11, result.steps().size());
        assertEquals(30, result.steps().get(10));
        assertEquals(result, ada.adapt(tunes, NONE), "the same bits again");
      }
    }
  }

  @Test
  void masksOfAllMembersStay() {
    Mask half = Mask.keeping(task.layout(), i -> i % 2 == 0);
    MergeInputs sparse =
        MergeInputs.of(tunes.members().stream().map(point -> point.masked(half)).toList())
            .withBase(tunes.base().orElseThrow())
            .withMasks(List.of(half, half, half));
    for (MergeMethod method : DataMethods.ALL) {
      Point merged = method.with(quick(method), List.of(task)).of(sparse);
      half.requireZeros(merged);
      assertEquals(-1, merged.firstNonFinite(), method.name());
      assertTrue(merged.at(2) != 0, method.name());
    }
  }

  private static Map<String, String> quick(MergeMethod method) {
    return Map.of("fisher", Map.of("examples", "20"), "adamerging", Map.of("steps", "13"))
        .getOrDefault(method.name(), Map.of());
  }

  @Test
  void workIsAnnouncedAsItIsDone() {
    for (MergeMethod method : DataMethods.ALL) {
      DataMerge merge = (DataMerge) method.with(quick(method), List.of(task));
      long[] done = {0};
      Plan plan = Plan.of(List.of(), told -> merge.plan(tunes, told));
      merge.merged(
          tunes,
          new Progress() {
            @Override
            public void done(long units) {
              done[0] += units;
            }
          });
      assertEquals(plan.measurements(), done[0], method.name());
    }
  }

  @Test
  void whatCannotBeIsRefused() {
    List<Task> tasks = List.of(task);
    refused("examples must be at least 1, got 0", () -> new Fisher(0, 0, tasks));
    refused("floor must be at least 0, got -1.0", () -> new Fisher(1, -1, tasks));
    refused("floor must be at least 0, got NaN", () -> new Fisher(1, Double.NaN, tasks));
    refused(
        "off-diagonal must lie in [0, 1], got 1.5", () -> new RegMean(1.5, 1, Unseen.MEAN, tasks));
    refused("lr must be above 0, got 0.0", () -> new Learned(By.SLOT, 0, 1, 1, 1, tasks));
    refused("epochs must be at least 1, got 0", () -> new Learned(By.SLOT, 1, 0, 1, 1, tasks));
    refused(
        "lambda must lie in [0, 1], got 2.0", () -> new AdaMerging(By.SLOT, 2, 1, 1, 1, 1, tasks));
    refused("a merge by data must have a task, got none", () -> new Fisher(1, 0, List.of()));
    refused(
        "a merge of 3 must have one task, or one for each member, got 2",
        () -> new Fisher(1, 0, List.of(task, task)).of(tunes));
    refused(
        "the weights of fisher must be at least 0, and one above it, got [1.0, -1.0, 1.0]",
        () -> new Fisher(1, 0, tasks).of(tunes.withWeights(List.of(1.0, -1.0, 1.0))));
    refused(
        "the weights of learned must be above 0, got [1.0, 0.0, 1.0]",
        () ->
            Merges.named("learned")
                .with(Map.of(), tasks)
                .of(tunes.withWeights(List.of(1.0, 0.0, 1.0))));
    refused(
        "adamerging must have a base, what all members were trained from; got none",
        () -> Merges.named("adamerging").with(Map.of(), tasks).of(MergeInputs.of(tunes.members())));
    refused(
        "examples must be from 1 to 2147483647, got 0",
        () -> Merges.named("fisher").with(Map.of("examples", 0), tasks));
  }

  @Test
  void tasksThatDoNotKnowWhatIsNeededAreRefused() {
    Landscape flat = new Landscape(task.layout(), point -> 1);
    for (MergeMethod method : DataMethods.ALL) {
      String message =
          assertThrows(
                  UnsupportedOperationException.class,
                  () -> method.with(Map.of(), List.of(flat)).of(tunes))
              .getMessage();
      assertEquals(
          "task landscape knows no "
              + (method.name().equals("regmean") ? "activations" : "derivatives"),
          message);
    }
    float[][] x = {{1, 2}, {2, 1}, {3, 5}, {4, 1}, {5, 0}, {0, 1}, {1, 1}, {2, 2}, {3, 3}, {4, 4}};
    Data numbers = ArrayData.of(x, new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 1}, Split.defaults());
    try (DjlTask line = DjlTask.of(numbers, "line", Linear.builder().setUnits(1).build())) {
      MergeInputs two = MergeInputs.of(List.of(line.init(1), line.init(2))).withBase(line.init(3));
      for (String name : List.of("fisher", "regmean", "learned")) {
        Merged merged = Merges.named(name).with(Map.of(), List.of(line)).merged(two);
        assertEquals(-1, merged.point().firstNonFinite());
      }
      assertThrows(
          UnsupportedOperationException.class,
          () -> Merges.named("adamerging").with(Map.of(), List.of(line)).of(two));
    }
  }

  private static void refused(String message, Runnable work) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, work::run).getMessage());
  }
}
