package org.stockpot.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.task.Blends;
import org.stockpot.task.Distortion;
import org.stockpot.task.DivergedException;
import org.stockpot.task.Job;
import org.stockpot.task.Optimizer;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Span;
import org.stockpot.testing.Bowl;
import org.stockpot.weights.Digests;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Line;
import org.stockpot.weights.Point;
import org.stockpot.weights.Role;

/**
 * Keys and files of a store, held against those of version 0.1: what changes one of them makes all
 * that users have trained unknown.
 */
final class StoreFilesTest {

  private static final Layout LAYOUT =
      Layout.builder()
          .add("bn1.mean", Role.STATISTIC, 3)
          .add("fc1.weight", Role.WEIGHT, 3, 4)
          .add("bn1.variance", Role.STATISTIC, 3)
          .build();

  @TempDir Path directory;

  /** Leaves one entry of each kind. */
  static StoredTask fill(Path home) {
    Bowl bowl = new Bowl(LAYOUT);
    Store store = Store.open(home);
    StoredTask task = new StoredTask(store, bowl, Duration.ofDays(1), false);
    Recipe recipe =
        Recipe.defaults().withOptimizer(Optimizer.sgd(0.1, 0.9)).withLength(Span.iterations(6));
    Job job = Job.dense(task.init(1), recipe, task.stepsPerEpoch(60), 7);
    Point end = task.train(job.capturing(new TreeSet<>(List.of(2L, 4L))), Progress.NONE).end();
    bowl.diverges = other -> true;
    try {
      task.train(job.under(job.mask()).until(3, new TreeSet<>()), Progress.NONE);
    } catch (DivergedException e) {
      assertFalse(e.getMessage().isEmpty());
    }
    task.validation().score(end);
    task.test().errors(end);
    task.shifted(Distortion.parse("noise:0.5")).score(end);
    Line line = new Line(task.init(1), end);
    task.training().along(line, new double[] {0, 0.25, 1}, (i, score) -> {});
    task.test().ensemble(List.of(task.init(1), end));
    try (Blends blends = task.validation().blends(List.of(task.init(1), task.init(2), end))) {
      blends.score(1, 0, 2);
    }
    task.recalibrate(end, 60);
    store.keep(
        new Run(
            "imp",
            "%imp --rounds 3 --as imp",
            "bowl",
            task.identity(),
            Map.of("data", "none"),
            task.trainings(),
            task.scores(),
            "done",
            1.5,
            "2025-01-02T03:04:05Z",
            "round,n\n0,1\n"));
    return task;
  }

  /** Returns each file with a digest of its text, without times. */
  static String listing(Path home) throws IOException {
    try (Stream<Path> files = Files.walk(home)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> home.relativize(file).toString().replace('\\', '/'))
          .filter(file -> !file.equals("locks") && !file.endsWith("SHA256SUMS"))
          .sorted()
          .map(file -> file + " " + digest(home.resolve(file)) + "\n")
          .collect(Collectors.joining());
    }
  }

  private static String digest(Path file) {
    try {
      // Latin 1 keeps all bytes; what a training's points say of it has its times too.
      String text = Files.readString(file, StandardCharsets.ISO_8859_1);
      boolean timed = file.endsWith("end.safetensors");
      String plain = text.replaceAll("\"(seconds|finished)\" *: *[^\\n]*", "");
      return timed ? "-" : Digests.of(plain).substring(0, 16);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void keysAndFilesAreThoseOfStoresThatUsersHave() throws IOException {
    fill(directory.resolve("store"));
    try (InputStream golden = StoreFilesTest.class.getResourceAsStream("store.txt")) {
      String known = new String(golden.readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(known, listing(directory.resolve("store")));
    }
  }

  @Test
  void whatIsThereIsNotMadeAgain() {
    fill(directory.resolve("store"));
    StoredTask again = fill(directory.resolve("store"));
    assertEquals(List.of(0, 0), again.made());
  }
}
