package org.stockpot.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stockpot.barrier.Axes;
import org.stockpot.barrier.BarrierOptions;
import org.stockpot.barrier.LinearBarrier;
import org.stockpot.barrier.PlaneOptions;
import org.stockpot.barrier.PlaneSurvey;
import org.stockpot.barrier.Quantity;
import org.stockpot.soup.Ingredient;
import org.stockpot.soup.SoupOptions;
import org.stockpot.soup.SoupRecipe;
import org.stockpot.soup.SoupResult;
import org.stockpot.soup.Soups;
import org.stockpot.task.Blends;
import org.stockpot.task.Distortion;
import org.stockpot.task.Metric;
import org.stockpot.task.Pair;
import org.stockpot.task.Progress;
import org.stockpot.task.Score;
import org.stockpot.task.Statistics;
import org.stockpot.task.Task;
import org.stockpot.testing.Bowl;
import org.stockpot.testing.MemoryDirectory;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Line;
import org.stockpot.weights.Point;
import org.stockpot.weights.Role;

final class StoredTaskTest {

  private static final Layout LAYOUT =
      Layout.builder().add("fc1.weight", Role.WEIGHT, 3, 4).add("fc1.bias", Role.BIAS, 3).build();

  private static final Layout NORMALISED =
      Layout.builder()
          .add("bn1.mean", Role.STATISTIC, 3)
          .add("fc1.weight", Role.WEIGHT, 3, 4)
          .add("bn1.variance", Role.STATISTIC, 3)
          .build();

  private static final Duration NEVER = Duration.ofDays(1);

  @TempDir(factory = MemoryDirectory.class)
  Path directory;

  private Path home;

  private final Bowl bowl = new Bowl(LAYOUT);
  private final AtomicInteger measured = counted(bowl);

  /** What results are made of, over tasks with and without statistics. */
  @SuppressWarnings("ImmutableEnumChecker")
  enum Work {
    BARRIER(LAYOUT, Work::barrier),
    BARRIER_WITH_STATISTICS(NORMALISED, Work::barrier),
    PLANE(LAYOUT, Work::plane),
    PLANE_WITH_STATISTICS(NORMALISED, Work::plane),
    SOUP(LAYOUT, Work::soup),
    SOUP_WITH_STATISTICS(NORMALISED, Work::soup);

    private final Layout layout;
    private final Function<Task, Object> result;

    Work(Layout layout, Function<Task, Object> result) {
      this.layout = layout;
      this.result = result;
    }

    Object of(Task task) {
      return result.apply(task);
    }

    private static Object barrier(Task task) {
      Pair pair = new Pair("pairs", 0, 0, "a → b", new Line(task.init(1), task.init(2)));
      BarrierOptions options =
          BarrierOptions.defaults()
              .withSamples(5)
              .withRecalibrate(Statistics.NONE, Statistics.CARRY, Statistics.RE_ESTIMATE);
      return LinearBarrier.of(
          List.of(pair), task, options, LinearBarrier.Watcher.NONE, Progress.NONE);
    }

    private static Object plane(Task task) {
      List<Point> points = List.of(task.init(1), task.init(2), task.init(3));
      PlaneOptions options =
          new PlaneOptions(
              4, 0.5, Axes.BARYCENTRIC, Quantity.TEST_LOSS, Statistics.RE_ESTIMATE, false, 1, 1);
      return PlaneSurvey.through(List.of("a", "b", "c"), points, task, options, Progress.NONE);
    }

    private static Object soup(Task task) {
      SoupOptions options =
          SoupOptions.defaults().withGate(0.9).withShift(Distortion.parse("noise:1"));
      return Soups.compare(
          List.of(SoupRecipe.GREEDY, SoupRecipe.PRUNED, SoupRecipe.SPARSE),
          ingredients(task),
          task,
          options,
          Progress.NONE);
    }
  }

  @BeforeEach
  void open() {
    home = directory.resolve("store");
  }

  private static List<Ingredient> ingredients(Task task) {
    return IntStream.range(1, 6)
        .mapToObj(seed -> new Ingredient("i" + seed, task.init(seed)))
        .toList();
  }

  private static AtomicInteger counted(Bowl bowl) {
    AtomicInteger measured = new AtomicInteger();
    bowl.opened = examples -> measured.incrementAndGet();
    return measured;
  }

  private StoredTask stored(Bowl of, boolean fresh) {
    return new StoredTask(Store.open(home), of, NEVER, fresh);
  }

  private StoredTask stored() {
    return stored(bowl, false);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(home.resolve("scores"))) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aResultIsTheSameColdWarmAndFresh(Work work) {
    Bowl own = new Bowl(work.layout);
    AtomicInteger count = counted(own);
    Object plain = work.of(own);
    StoredTask cold = stored(own, false);
    count.set(0);
    own.recalibrations = 0;
    assertEquals(plain, work.of(cold));
    assertEquals("", cold.saved());
    int scores = count.getAndSet(0);
    int recalibrations = own.recalibrations;
    StoredTask warm = stored(own, false);
    assertEquals(plain, work.of(warm));
    assertEquals(0, count.get());
    assertEquals(recalibrations, own.recalibrations);
    assertTrue(
        warm.saved().startsWith("reused " + scores + " of " + scores + " scores"), warm.saved());
    assertEquals(cold.scores(), warm.scores());
    StoredTask fresh = stored(own, true);
    assertEquals(plain, work.of(fresh));
    assertEquals(scores, count.get());
    assertEquals("", fresh.saved());
    assertEquals(List.of(), fresh.storeNotes());
  }

  @ParameterizedTest
  @EnumSource
  void whatIsDamagedIsNamedAndMeasuredAgain(Work work) throws IOException {
    Bowl own = new Bowl(work.layout);
    Object plain = work.of(own);
    work.of(stored(own, false));
    List<Path> files = files();
    for (Path file : files) {
      byte[] bytes = Files.readAllBytes(file);
      bytes[bytes.length / 2] ^= 4;
      Files.write(file, bytes);
      StoredTask again = stored(own, false);
      assertEquals(plain, work.of(again));
      String entry = "scores/" + file.getParent().getFileName();
      assertTrue(again.storeNotes().toString().contains(entry), file + " " + again.storeNotes());
    }
    assertEquals(files.size(), Store.open(home).count(StorePart.DAMAGED));
  }

  @ParameterizedTest
  @EnumSource
  void whatWasMeasuredBeforeAnInterruptIsNotMeasuredAgain(Work work) {
    Bowl own = new Bowl(work.layout);
    AtomicInteger count = counted(own);
    Object plain = work.of(stored(own, false));
    int all = count.get();
    for (int stop = 1; stop <= all; stop += 1 + all / 8) {
      home = directory.resolve("store" + stop);
      int last = stop;
      count.set(0);
      own.opened =
          examples -> {
            if (count.incrementAndGet() == last) {
              count.decrementAndGet();
              throw new CancellationException("stopped");
            }
          };
      try {
        work.of(stored(own, false));
      } catch (CancellationException e) {
        // Soups have no part to show.
      }
      assertEquals(stop - 1, count.get());
      own.opened = examples -> count.incrementAndGet();
      assertEquals(plain, work.of(stored(own, false)));
      assertEquals(all, count.get(), "stopped at " + stop);
    }
  }

  @Test
  void onlyPositionsThatLackAreMeasured() {
    Line line = new Line(bowl.init(1), bowl.init(2));
    stored().test().along(line, new double[] {0, 0.5, 1}, (i, score) -> {});
    assertEquals(3, measured.getAndSet(0));
    double[] finer = {0, 0.25, 0.5, 0.75, 1};
    StoredTask second = stored();
    Score[] scores = new Score[finer.length];
    second.test().along(line, finer, (i, score) -> scores[i] = score);
    assertEquals(2, measured.get());
    assertEquals("reused 3 of 5 scores", second.saved());
    for (int i = 0; i < finer.length; i++) {
      assertEquals(bowl.test().score(line.at(finer[i])), scores[i]);
    }
  }

  @Test
  void onlyBlendsThatLackAreMeasured() {
    List<Point> basis = List.of(bowl.init(1), bowl.init(2));
    try (Blends blends = stored().test().blends(basis)) {
      blends.score(1, 1);
      blends.score(0, 1);
    }
    assertEquals(2, measured.getAndSet(0));
    double[][] weights = {{1, 0}, {0, 1}, {1, 2}, {1, 1}};
    StoredTask second = stored();
    Score[] scores = new Score[weights.length];
    try (Blends blends = second.test().blends(basis)) {
      blends.scores(List.of(weights), (i, score) -> scores[i] = score);
    }
    assertEquals(2, measured.get());
    assertEquals("reused 2 of 4 scores", second.saved());
    for (int i = 0; i < weights.length; i++) {
      assertEquals(bowl.test().score(Blends.mean(basis, weights[i])), scores[i]);
    }
  }

  @Test
  void freshLeavesPositionsThatItDoesNotMeasure() {
    Line line = new Line(bowl.init(1), bowl.init(2));
    stored().test().along(line, new double[] {0, 0.5, 1}, (i, score) -> {});
    stored(bowl, true).test().along(line, new double[] {0, 1}, (i, score) -> {});
    assertEquals(5, measured.getAndSet(0));
    stored().test().along(line, new double[] {0, 0.5, 1}, (i, score) -> {});
    assertEquals(0, measured.get());
  }

  @Test
  void splitsShiftsAndTasksAreKeptApart() {
    Point point = bowl.init(1);
    StoredTask stored = stored();
    stored.training().score(point);
    stored.validation().score(point);
    stored.test().score(point);
    stored.shifted(Distortion.parse("noise:1")).score(point);
    stored.shifted(Distortion.parse("noise:2")).score(point);
    stored.test().ensemble(List.of(point));
    assertEquals(6, measured.get());
    assertEquals(6, stored.scores().size());
    Bowl other = new Bowl(NORMALISED);
    stored(other, false).test().score(other.init(1));
    assertEquals(7, Store.open(home).count(StorePart.SCORES));
  }

  @Test
  void statisticsAreReEstimatedOnce() throws IOException {
    Bowl own = new Bowl(NORMALISED);
    Point point = own.init(1);
    Point expected = point.withStatisticsOf(own.minimum());
    assertEquals(expected, stored(own, false).recalibrate(point));
    StoredTask second = stored(own, false);
    assertEquals(expected, second.recalibrate(point));
    assertEquals(1, own.recalibrations);
    assertEquals("reused 1 of 1 re-estimation", second.saved());
    assertEquals(3, files().size());
    assertEquals(1, second.scores().size());
    assertEquals(expected, stored(own, true).recalibrate(point));
    assertEquals(2, own.recalibrations);
    assertEquals(expected, stored(own, false).recalibrate(point, 30));
    assertEquals(3, own.recalibrations, "other chunks are another estimate");
    assertEquals(6, files().size());
    Point plain = bowl.init(1);
    assertEquals(plain.withStatisticsOf(bowl.minimum()), stored().recalibrate(plain));
    assertEquals(6, files().size(), "nothing to keep of a point without statistics");
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        -0.0,
        Double.MIN_VALUE,
        Double.MAX_VALUE,
        1 / 3.0,
        0.1 + 0.2
      })
  void everyNumberIsReadAsItWasWritten(double number) throws IOException {
    Files.createDirectories(home);
    SortedMap<double[], Score> scores = ScoresFormat.none();
    scores.put(new double[] {1, number}, new Score(Metric.R2, number, -number, Long.MAX_VALUE));
    ScoresFormat format = new ScoresFormat(new Provenance(Map.of("task", "x")), Metric.R2);
    format.write(scores, home);
    assertEquals(scores, format.read(home));
    assertEquals(
        "at,loss,r2,examples\n1.0 "
            + number
            + ","
            + number
            + ","
            + -number
            + ","
            + Long.MAX_VALUE
            + "\n",
        Files.readString(home.resolve("scores.csv")));
  }

  @Test
  void aPageSaysWhatWasMeasured() throws IOException {
    Point a = bowl.init(1);
    stored().shifted(Distortion.parse("noise:0.5")).score(a);
    String json = Files.readString(files().get(2));
    for (String part : List.of("bowl", "test, noise:0.5", "point", a.digest(), "minimum")) {
      assertTrue(json.contains('"' + part + '"'), json);
    }
  }

  /** Starts a second thread while the first measures, and goes on once the second waits. */
  private <T> List<T> both(Function<StoredTask, T> work) throws InterruptedException {
    List<T> results = new ArrayList<>();
    Thread other = new Thread(() -> results.add(work.apply(stored())), "the other");
    other.setDaemon(true);
    bowl.opened =
        examples -> {
          if (measured.getAndIncrement() == 0) {
            other.start();
            while (other.getState() != Thread.State.TIMED_WAITING) {
              Thread.onSpinWait();
            }
          }
        };
    T first = work.apply(stored());
    other.join();
    results.add(first);
    return results;
  }

  @Test
  void threadsThatWantTheSameScoreMeasureItOnce() throws InterruptedException {
    List<Score> scores = both(task -> task.test().score(bowl.init(1)));
    assertEquals(scores.get(0), scores.get(1));
    assertEquals(1, measured.get());
  }

  @Test
  void threadsThatWantTheSameSoupMeasureItOnce() throws InterruptedException {
    List<SoupResult> soups =
        both(
            task ->
                Soups.of(
                    SoupRecipe.GREEDY,
                    ingredients(task),
                    task,
                    SoupOptions.defaults(),
                    Progress.NONE));
    assertEquals(soups.get(0), soups.get(1));
    int both = measured.getAndSet(0);
    bowl.opened = examples -> measured.incrementAndGet();
    home = directory.resolve("other");
    Soups.of(SoupRecipe.GREEDY, ingredients(bowl), stored(), SoupOptions.defaults(), Progress.NONE);
    assertEquals(measured.get(), both);
  }

  /** Who has blends open and finds others taken measures these without the store, and waits not. */
  @Test
  void blendsThatAreOpenDoNotWaitForOthers() {
    List<Point> basis = List.of(bowl.init(1), bowl.init(2));
    StoredTask stored = stored();
    try (Blends one = stored.test().blends(basis);
        Blends two = stored.test().blends(basis)) {
      assertEquals(one.score(1, 2), two.score(1, 2));
    }
    assertEquals(2, measured.get());
    assertEquals(1, stored.scores().size());
    try (Blends again = stored().test().blends(basis)) {
      again.score(1, 2);
    }
    assertEquals(2, measured.get());
  }

  @Test
  void anInterruptStopsWhatIsKnownToo() {
    stored().test().score(bowl.init(1));
    StoredTask warm = stored();
    Thread.currentThread().interrupt();
    assertThrows(CancellationException.class, () -> warm.test().score(bowl.init(1)));
    assertTrue(Thread.interrupted());
    assertFalse(warm.saved().contains("reused"));
  }
}
