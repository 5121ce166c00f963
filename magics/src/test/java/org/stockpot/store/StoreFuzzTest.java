package org.stockpot.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.task.Job;
import org.stockpot.task.Metric;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Score;
import org.stockpot.task.Snapshot;
import org.stockpot.task.Training;
import org.stockpot.testing.Bowl;
import org.stockpot.testing.Fuzz;
import org.stockpot.testing.MemoryDirectory;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;
import org.stockpot.weights.Role;

final class StoreFuzzTest {

  private static final Layout LAYOUT =
      Layout.builder().add("fc1.weight", Role.WEIGHT, 3, 2).add("fc1.bias", Role.BIAS, 3).build();

  private static final Layout NORMALISED =
      Layout.builder()
          .add("fc1.weight", Role.WEIGHT, 2, 2)
          .add("bn1.mean", Role.STATISTIC, 3)
          .build();

  private static final String STATISTICS = "5".repeat(64);

  /** Each is six entries written and read. */
  private static final int INPUTS = Fuzz.INPUTS / 4;

  @TempDir(factory = MemoryDirectory.class)
  Path home;

  private final Bowl bowl = new Bowl(LAYOUT);
  private final Job job =
      new Job(
          bowl.init(1), Mask.full(LAYOUT), Recipe.defaults(), 0, 3, 1, new TreeSet<>(List.of(0L)));
  private final String key = StoreKeys.training(bowl.identity(), job);
  private final SnapshotFormat snapshots = new SnapshotFormat(job, Metric.ACCURACY);

  private Training training() {
    Training made = bowl.train(job, Progress.NONE);
    Score score = new Score(Metric.ACCURACY, 0.5, 0.25, 10);
    return new Training(made.end(), made.captured(), List.of(new Training.Moment(3, 0.125, score)));
  }

  /** With checksums renewed, as a forger would, the readers themselves see the changed files. */
  @Test
  void anyFileIsBelievedIfItIsWholeAndElseSetAside() throws IOException {
    Store store = Store.open(home);
    Training training = training();
    TrainingFormat format =
        new TrainingFormat(job, Metric.ACCURACY, Provenance.of(bowl, job, training, 1));
    Snapshot snapshot =
        new Snapshot(
            2,
            bowl.init(2),
            List.of(bowl.init(3)),
            0.5,
            2,
            training.history(),
            training.captured(),
            Optional.empty(),
            Optional.of(Point.of(Snapshot.outputs(2), 1, 2)));
    Run run =
        new Run(
            "a",
            "%imp",
            "bowl",
            new TreeMap<>(Map.of("x", "y")),
            Map.of(),
            List.of(key),
            List.of(),
            "",
            1,
            "",
            "b\n");
    SortedMap<double[], Score> scores = ScoresFormat.none();
    scores.put(new double[] {0}, new Score(Metric.ACCURACY, Double.NaN, 0.25, 10));
    scores.put(new double[] {1 / 3.0}, new Score(Metric.ACCURACY, 0.5, 0.25, 10));
    ScoresFormat scoresForm =
        new ScoresFormat(new Provenance(Map.of("task", "bowl")), Metric.ACCURACY);
    Point point = Bowl.gaussian(NORMALISED, 1);
    StatisticsFormat statistics =
        new StatisticsFormat(point, new Provenance(Map.of("task", "bowl")));
    DivergedFormat diverged = new DivergedFormat(Provenance.of(bowl, job));
    int believed = 0;
    for (int i = 0; i < INPUTS; i++) {
      SplittableRandom random = Fuzz.random(i);
      store.trainings().keep(key, training, format);
      store.trainings().keep(key, snapshot, snapshots);
      store.keep(run);
      store.files().keep(StorePart.SCORES, key, scores, scoresForm);
      store.files().keep(StorePart.SCORES, STATISTICS, point, statistics);
      store.files().keep(StorePart.DIVERGED, key, new DivergedFormat.Ending("NaN", 3), diverged);
      boolean forged = random.nextBoolean();
      Path entry = entry(run, random.nextInt(6));
      change(entry, random, forged);
      List<String> notes = new ArrayList<>();
      Optional<Snapshot> latest = store.trainings().latest(key, snapshots, notes::add);
      Optional<Training> found = store.trainings().find(key, format, notes::add);
      List<Run> runs = store.runs(notes::add);
      Optional<SortedMap<double[], Score>> known =
          store.files().find(StorePart.SCORES, key, scoresForm, notes::add);
      Optional<Point> whole =
          store.files().find(StorePart.SCORES, STATISTICS, statistics, notes::add);
      Optional<DivergedFormat.Ending> message =
          store.files().find(StorePart.DIVERGED, key, diverged, notes::add);
      List<Optional<?>> all = List.of(latest, found, known, whole, message);
      int lost = (int) all.stream().filter(Optional::isEmpty).count() + 1 - runs.size();
      assertEquals(notes.size(), lost, "input " + i + notes);
      if (!forged) {
        assertTrue(found.isEmpty() || found.get().equals(training), "input " + i);
        assertTrue(latest.isEmpty() || latest.get().equals(snapshot), "input " + i);
        assertTrue(known.isEmpty() || known.get().equals(scores), "input " + i);
        assertTrue(whole.isEmpty() || whole.get().equals(point), "input " + i);
        assertTrue(message.isEmpty() || message.get().message().equals("NaN"), "input " + i);
        assertTrue(runs.isEmpty() || runs.get(0).equals(run), "input " + i);
      }
      believed += 1 - lost;
      store.clean();
    }
    System.out.println(
        "store: " + INPUTS + " inputs, " + believed + " whole, all others set aside");
    assertFalse(Files.exists(home.resolve("damaged")));
  }

  private Path entry(Run run, int which) {
    return switch (which) {
      case 0 -> home.resolve("trainings").resolve(key);
      case 1 -> home.resolve("snapshots").resolve(key).resolve("2");
      case 2 -> home.resolve("scores").resolve(key);
      case 3 -> home.resolve("scores").resolve(STATISTICS);
      case 4 -> home.resolve("diverged").resolve(key);
      default -> home.resolve("runs").resolve(run.id());
    };
  }

  private static void change(Path entry, SplittableRandom random, boolean forged)
      throws IOException {
    List<Path> files = Disk.list(entry);
    Path file = files.get(random.nextInt(files.size()));
    Files.write(file, Fuzz.changed(Files.readAllBytes(file), random));
    if (forged) {
      Files.delete(entry.resolve(Checksums.FILE));
      Checksums.write(entry);
    }
  }
}
