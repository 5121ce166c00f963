package org.stockpot.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.stockpot.task.Blends;
import org.stockpot.task.DivergedException;
import org.stockpot.task.Job;
import org.stockpot.task.Metric;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Score;
import org.stockpot.task.Snapshot;
import org.stockpot.task.Training;
import org.stockpot.testing.Bowl;
import org.stockpot.testing.FaultyFiles;
import org.stockpot.testing.FaultyFiles.Fault;
import org.stockpot.testing.MemoryDirectory;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Line;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;
import org.stockpot.weights.Role;

/** A fault at each change of a file that any write path of the store makes, one after the other. */
final class FaultTest {

  private static final Layout LAYOUT =
      Layout.builder().add("fc1.weight", Role.WEIGHT, 3, 2).add("fc1.bias", Role.BIAS, 3).build();

  private static final Layout NORMALISED =
      Layout.builder()
          .add("fc1.weight", Role.WEIGHT, 3, 2)
          .add("bn1.mean", Role.STATISTIC, 3)
          .build();

  private static final List<Training.Moment> HISTORY =
      List.of(new Training.Moment(2, 0.1 + 0.2, new Score(Metric.ACCURACY, 1 / 3.0, 0.7, 10)));

  @TempDir(factory = MemoryDirectory.class)
  Path directory;

  private final Bowl bowl = new Bowl(LAYOUT);
  private final Job job =
      new Job(
          bowl.init(1), Mask.full(LAYOUT), Recipe.defaults(), 0, 3, 1, new TreeSet<>(List.of(0L)));
  private final String key = StoreKeys.training(bowl.identity(), job);
  private final Training training = withHistory(bowl.train(job, Progress.NONE));
  private final SnapshotFormat snapshots = new SnapshotFormat(job, Metric.ACCURACY);
  private final TrainingFormat trainings =
      new TrainingFormat(job, Metric.ACCURACY, Provenance.of(bowl, job, training, 1));

  private final String other = "d".repeat(64);
  private final DivergedFormat diverged = new DivergedFormat(Provenance.of(bowl, job));

  private static Training withHistory(Training training) {
    return new Training(training.end(), training.captured(), HISTORY);
  }

  private Snapshot snapshot(long step) {
    return new Snapshot(
        step,
        bowl.init(step),
        List.of(bowl.init(10 + step), bowl.init(20 + step)),
        0.1 * step,
        step,
        HISTORY,
        training.captured(),
        Optional.empty(),
        Optional.of(Point.of(Snapshot.outputs(2), 1, 2)));
  }

  private static Run run(String key) {
    return new Run(
        "imp",
        "%imp",
        "bowl",
        new TreeMap<>(Map.of("a", "b")),
        Map.of(),
        List.of(key),
        List.of(),
        "",
        1,
        "",
        "x\n1\n");
  }

  /** Takes every write path, damage included. */
  private void work(Path home) throws IOException {
    Store store = Store.open(home);
    store.trainings().keep(key, snapshot(1), snapshots);
    store.trainings().keep(key, snapshot(2), snapshots);
    store.trainings().keep(key, training, trainings);
    measure(store);
    store.trainings().keepDiverged(other, new DivergedException("loss became NaN", 3), diverged);
    store.keep(run(key));
    store.keep(run(key));
    Files.write(home.resolve("trainings").resolve(key).resolve("end.safetensors"), new byte[3]);
    store.trainings().find(key, trainings, note -> {});
    store.trainings().keep(key, training, trainings);
    store.remove(run(key));
  }

  /** Measures a line with one position more each time, a soup, and statistics. */
  private static List<Object> measure(Store store) {
    Bowl bowl = new Bowl(NORMALISED);
    StoredTask task = new StoredTask(store, bowl, Duration.ZERO, false);
    List<Object> results = new ArrayList<>();
    Line line = new Line(bowl.init(1), bowl.init(2));
    task.test().along(line, new double[] {0}, (i, score) -> results.add(score));
    task.test().along(line, new double[] {0, 0.5}, (i, score) -> results.add(score));
    try (Blends blends = task.validation().blends(List.of(bowl.init(1), bowl.init(2)))) {
      results.add(blends.score(1, 1));
      results.add(blends.score(1, 2));
    }
    results.add(task.recalibrate(bowl.init(3)));
    return results;
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void whateverFailsTheStoreStaysValidAndNothingFalseIsBelieved(Fault fault) throws IOException {
    int stride = fault == Fault.FAILS ? 1 : 3;
    int faults = 0;
    int stopped = 0;
    List<Object> measured = measure(Store.open(directory.resolve("whole")));
    for (boolean reached = true; reached; ) {
      Path real = directory.resolve(fault + "-" + faults);
      faults += stride;
      FaultyFiles files = new FaultyFiles(real, fault, faults);
      try {
        work(files.path(real));
      } catch (StoreException e) {
        stopped++;
        assertTrue(e.getMessage().contains("the store " + real), e.getMessage());
        assertTrue(e.getMessage().contains("%stockpot --store DIR"), e.getMessage());
        assertTrue(fault != Fault.FULL || e.getMessage().contains("No space left"), e.getMessage());
      } catch (IOException e) {
        // The test's own damage failed.
      }
      reached = files.reached();
      requireValid(real, measured, fault + " at change " + faults);
    }
    System.out.println(
        fault + " at every " + stride + "th of " + faults + " changes: " + stopped + " stopped");
    assertTrue(faults > 100, "" + faults);
  }

  private void requireValid(Path home, List<Object> measured, String where) throws IOException {
    Store store = Store.open(home);
    List<String> notes = new ArrayList<>();
    Optional<Training> found = store.trainings().find(key, trainings, notes::add);
    assertTrue(found.isEmpty() || found.get().equals(training), where);
    Optional<Snapshot> latest = store.trainings().latest(key, snapshots, notes::add);
    assertTrue(
        latest.isEmpty() || latest.get().equals(snapshot(latest.get().step())), where + latest);
    assertTrue(store.runs(notes::add).stream().allMatch(run(key)::equals), where);
    Optional<DivergedFormat.Ending> message =
        store.files().find(StorePart.DIVERGED, other, diverged, notes::add);
    assertTrue(message.isEmpty() || message.get().message().equals("loss became NaN"), where);
    assertEquals(0, Disk.list(home.resolve("temporary")).size(), where);
    assertEquals(measured, measure(store), where);
    assertEquals(measured, measure(store), where);
    assertEquals(3, store.count(StorePart.SCORES), where);
    store.trainings().keep(key, snapshot(2), snapshots);
    store.trainings().keep(key, training, trainings);
    store.keep(run(key));
    assertEquals(Optional.of(training), store.trainings().find(key, trainings, notes::add), where);
    assertEquals(List.of(run(key)), store.runs(notes::add), where);
    assertEquals(0, store.count(StorePart.SNAPSHOTS), where);
  }
}
