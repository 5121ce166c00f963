package org.stockpot.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stockpot.task.DivergedException;
import org.stockpot.task.Job;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Training;
import org.stockpot.testing.Bowl;
import org.stockpot.weights.Digests;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Role;

final class StoreTest {

  private static final Layout LAYOUT =
      Layout.builder()
          .add("fc1.weight", Role.WEIGHT, 3, 4)
          .add("fc1.bias", Role.BIAS, 3)
          .add("bn1.mean", Role.STATISTIC, 3)
          .build();

  @TempDir Path home;

  private final Bowl bowl = new Bowl(LAYOUT);

  private static Job job(Bowl bowl, long seed) {
    Mask mask = Mask.keeping(LAYOUT, i -> i % 3 != 0);
    return new Job(
        bowl.init(1).masked(mask),
        mask,
        Recipe.defaults(),
        0,
        7,
        seed,
        new TreeSet<>(List.of(0L, 4L)));
  }

  private CachedTrainer trainer(boolean fresh) {
    return new CachedTrainer(Store.open(home), bowl, Duration.ZERO, fresh);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(home.resolve("trainings"))) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  @Test
  void whatWasTrainedIsNotTrainedAgain() {
    CachedTrainer first = trainer(false);
    Training made = first.train(job(bowl, 1), Progress.NONE);
    assertEquals("", first.saved());
    CachedTrainer second = trainer(false);
    List<Long> done = new ArrayList<>();
    Progress progress =
        new Progress() {
          @Override
          public void done(long units) {
            done.add(units);
          }
        };
    Training again = second.train(job(bowl, 1), progress);
    assertEquals(made, again);
    assertFalse(made.isReused());
    assertTrue(again.isReused());
    double took = again.reused().orElseThrow();
    assertTrue(took > 0 && took < 60, "what it took when it was made, " + took);
    assertEquals(took, again.seconds(0.001));
    assertEquals(1, bowl.jobs().size());
    assertEquals("reused 1 of 1 training", second.saved());
    assertEquals(List.of(7L), done);
    assertEquals(first.keys(), second.keys());
  }

  @Test
  void anotherJobOrTaskIsAnotherTraining() {
    CachedTrainer trainer = trainer(false);
    Training one = trainer.train(job(bowl, 1), Progress.NONE);
    assertNotEquals(one, trainer.train(job(bowl, 2), Progress.NONE));
    Job dense = job(bowl, 1).under(Mask.full(LAYOUT));
    assertNotEquals(one, trainer.train(dense, Progress.NONE));
    assertEquals(3, bowl.jobs().size());
    Bowl other = new Bowl(Layout.builder().add("fc1.weight", Role.WEIGHT, 2).build());
    assertNotEquals(
        StoreKeys.training(bowl.identity(), job(bowl, 1)),
        StoreKeys.training(other.identity(), job(bowl, 1)),
        "the same job of another task");
  }

  @Test
  void freshTrainsAgainOnce() {
    Training made = trainer(false).train(job(bowl, 1), Progress.NONE);
    CachedTrainer fresh = trainer(true);
    assertEquals(made, fresh.train(job(bowl, 1), Progress.NONE));
    assertEquals(made, fresh.train(job(bowl, 1), Progress.NONE));
    assertEquals(2, bowl.jobs().size());
  }

  @Test
  void aTrainingThatDivergedIsNotTriedAgain() throws IOException {
    bowl.beforeJob =
        () -> {
          throw new DivergedException("loss became NaN at step 3", 3);
        };
    CachedTrainer first = trainer(false);
    assertDiverges(first);
    bowl.beforeJob = () -> {};
    CachedTrainer second = trainer(false);
    assertDiverges(second);
    assertEquals(first.keys(), second.keys());
    assertEquals("", first.saved());
    assertEquals("reused 1 of 1 training", second.saved());
    assertEquals(0, bowl.jobs().size());
    Path page = home.resolve("diverged").resolve(first.keys().get(0)).resolve("diverged.json");
    assertTrue(Files.readString(page).contains(bowl.name()), Files.readString(page));
    Files.writeString(page, "{");
    CachedTrainer third = trainer(false);
    third.train(job(bowl, 1), Progress.NONE);
    assertTrue(third.notes().toString().contains("diverged.json"), "" + third.notes());
    assertEquals(1, bowl.jobs().size());
  }

  private void assertDiverges(CachedTrainer trainer) {
    DivergedException e =
        assertThrows(DivergedException.class, () -> trainer.train(job(bowl, 1), Progress.NONE));
    assertEquals("loss became NaN at step 3", e.getMessage());
    assertEquals(3, e.step());
  }

  @Test
  void freshTriesATrainingThatDivergedAgain() {
    bowl.beforeJob =
        () -> {
          throw new DivergedException("loss became NaN at step 3", 3);
        };
    assertDiverges(trainer(false));
    bowl.beforeJob = () -> {};
    trainer(true).train(job(bowl, 1), Progress.NONE);
    assertEquals(0, Store.open(home).count(StorePart.DIVERGED));
    assertEquals("reused 1 of 1 training", reusedBy(trainer(false)));
  }

  private String reusedBy(CachedTrainer trainer) {
    trainer.train(job(bowl, 1), Progress.NONE);
    return trainer.saved();
  }

  @Test
  void aFlippedBitAnywhereIsSetAsideAndTrainedAgain() throws IOException {
    Training made = trainer(false).train(job(bowl, 1), Progress.NONE);
    List<Path> files = files();
    assertEquals(6, files.size(), files.toString());
    for (Path file : files) {
      byte[] bytes = Files.readAllBytes(file);
      bytes[bytes.length / 2] ^= 4;
      Files.write(file, bytes);
      requireMadeAgain(made, file);
    }
    assertEquals(1 + files.size(), bowl.jobs().size());
    assertEquals(files.size(), Store.open(home).count(StorePart.DAMAGED));
  }

  private void requireMadeAgain(Training made, Path file) {
    CachedTrainer trainer = trainer(false);
    assertEquals(made, trainer.train(job(bowl, 1), Progress.NONE), file.toString());
    String note = trainer.notes().toString();
    String name = file.getFileName().toString();
    assertTrue(note.contains(name) || name.equals("SHA256SUMS"), note);
    assertTrue(note.contains("set aside as"), note);
    assertEquals("", trainer.saved());
  }

  @Test
  void aCutMissingOrForeignFileIsSetAsideAndTrainedAgain() throws IOException {
    Training made = trainer(false).train(job(bowl, 1), Progress.NONE);
    for (Path file : files()) {
      Files.write(file, new byte[0]);
      requireMadeAgain(made, file);
      Files.delete(file);
      requireMadeAgain(made, file);
    }
    Path foreign = files().get(0).resolveSibling("foreign");
    Files.writeString(foreign, "x");
    requireMadeAgain(made, foreign);
  }

  @Test
  void aLinkIsNotFollowed(@TempDir Path elsewhere) throws IOException {
    Training made = trainer(false).train(job(bowl, 1), Progress.NONE);
    Path end = files().stream().filter(f -> f.endsWith("end.safetensors")).findAny().orElseThrow();
    Path moved = Files.move(end, elsewhere.resolve("end"));
    Files.createSymbolicLink(end, moved);
    requireMadeAgain(made, end);
    assertTrue(Files.exists(moved));
  }

  @Test
  void threadsThatWantTheSameTrainingMakeItOnce() throws InterruptedException {
    CountDownLatch waiting = new CountDownLatch(1);
    List<Training> got = new ArrayList<>();
    Progress second =
        new Progress() {
          @Override
          public void phase(String phase) {
            waiting.countDown();
          }
        };
    Thread other =
        new Thread(() -> got.add(trainer(false).train(job(bowl, 1), second)), "the other");
    bowl.beforeJob =
        () -> {
          other.start();
          try {
            waiting.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        };
    Training made = trainer(false).train(job(bowl, 1), Progress.NONE);
    other.join();
    assertEquals(List.of(made), got);
    assertEquals(1, bowl.jobs().size());
  }

  @Test
  void whatAKilledProcessLeftIsRemoved() throws IOException {
    Path left = Files.createDirectories(home.resolve("temporary").resolve("a".repeat(64)));
    Files.writeString(left.resolve("end.safetensors"), "half");
    assertThrows(StoreException.class, () -> Store.open(home));
    Files.writeString(home.resolve("store.json"), "{\"layout\": 1}");
    Store.open(home);
    assertFalse(Files.exists(left));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"layout\": 2}",
        "{\"layout\": 0}",
        "{\"layout\": \"x\"}",
        "{}",
        "[]",
        "null",
        "",
        "{\"layout\":"
      })
  void anotherLayoutIsRefusedWithAdvice(String json) throws IOException {
    Files.writeString(home.resolve("store.json"), json);
    StoreException e = assertThrows(StoreException.class, () -> Store.open(home));
    assertTrue(e.getMessage().contains("%stockpot --store DIR"), e.getMessage());
    assertEquals(json, Files.readString(home.resolve("store.json")));
  }

  @Test
  void aDirectoryWithOtherThingsIsNoStore() throws IOException {
    Files.writeString(home.resolve("thesis.tex"), "x");
    StoreException e = assertThrows(StoreException.class, () -> Store.open(home));
    assertTrue(e.getMessage().contains("must be empty or a store"), e.getMessage());
    assertThrows(StoreException.class, () -> Store.open(home.resolve("thesis.tex")));
  }

  private Run run(String name, List<String> keys) {
    return run(name, keys, List.of());
  }

  private Run run(String name, List<String> keys, List<String> scores) {
    return new Run(
        name,
        "%train --seed 1",
        "bowl",
        new TreeMap<>(Map.of("threads", "1")),
        Map.of("split", "2 training"),
        keys,
        scores,
        "1 training finished",
        1.5,
        "2026-01-01T00:00:00Z",
        "step,loss\n1,0.5\n");
  }

  @Test
  void runsAreListedAndRemovedWithTheTrainingsThatAreTheirsAlone() {
    Store store = Store.open(home);
    CachedTrainer trainer = trainer(false);
    trainer.train(job(bowl, 1), Progress.NONE);
    trainer.train(job(bowl, 2), Progress.NONE);
    List<String> keys = trainer.keys();
    Run both = run("both", keys);
    Run one = run("one", keys.subList(0, 1));
    store.keep(both);
    store.keep(one);
    store.keep(run("one", keys.subList(0, 1)));
    List<String> notes = new ArrayList<>();
    assertEquals(2, store.runs(notes::add).size());
    assertTrue(store.runs(notes::add).containsAll(List.of(one, both)));
    assertTrue(store.size(both) > store.size(one));
    assertTrue(store.remove(both) > 0);
    assertEquals(List.of(one), store.runs(notes::add));
    assertEquals(1, store.count(StorePart.TRAININGS));
    assertEquals(List.of(), notes);
  }

  @Test
  void scoresThatAnotherRunHasStayWhenARunIsRemoved() {
    Store store = Store.open(home);
    StoredTask first = new StoredTask(store, bowl, Duration.ZERO, false);
    first.test().score(bowl.init(1));
    Run one = run("one", List.of(), first.scores());
    first.test().score(bowl.init(2));
    first.recalibrate(bowl.init(3));
    Run all = run("all", List.of(), first.scores());
    store.keep(one);
    store.keep(all);
    assertEquals(3, store.count(StorePart.SCORES));
    assertTrue(store.size(all) > store.size(one));
    store.remove(all);
    assertEquals(1, store.count(StorePart.SCORES));
    StoredTask second = new StoredTask(store, bowl, Duration.ZERO, false);
    second.test().score(bowl.init(1));
    assertEquals("reused 1 of 1 score", second.saved());
    store.remove(one);
    assertEquals(0, store.count(StorePart.SCORES));
  }

  @Test
  void whatSomeoneWorksOnStaysWhenARunIsRemoved() {
    Store store = Store.open(home);
    StoredTask task = new StoredTask(store, bowl, Duration.ZERO, false);
    task.test().score(bowl.init(1));
    Run run = run("one", List.of(), task.scores());
    store.keep(run);
    store.files().locked(run.scores().get(0), () -> {}, () -> store.remove(run));
    assertEquals(1, store.count(StorePart.SCORES));
  }

  /** As it was when scores were not kept. */
  @Test
  void aRunWithoutScoresKeepsItsId() throws IOException {
    Store store = Store.open(home);
    Run run = run("old", List.of());
    store.keep(run);
    Path place = home.resolve("runs").resolve(run.id());
    Path page = place.resolve("run.json");
    String json = Files.readString(page);
    String old = json.replaceFirst("\"scores\" : \\[ ],", "");
    assertNotEquals(json, old);
    Files.writeString(page, old);
    Files.delete(place.resolve(Checksums.FILE));
    Checksums.write(place);
    assertEquals(List.of(run), store.runs(note -> {}));
    assertEquals(Digests.of("run", "old", run.line(), run.identity().toString(), "[]"), run.id());
    assertNotEquals(run.id(), run("old", List.of(), List.of("a".repeat(64))).id());
  }

  @Test
  void aDamagedRunIsSetAside() throws IOException {
    Store store = Store.open(home);
    Run run = run("x", List.of());
    store.keep(run);
    Files.writeString(home.resolve("runs").resolve(run.id()).resolve("run.json"), "{");
    List<String> notes = new ArrayList<>();
    assertEquals(List.of(), store.runs(notes::add));
    assertEquals(1, notes.size());
  }

  @Test
  void noKeyLeadsOutOfTheStore() {
    assertThrows(IllegalArgumentException.class, () -> run("x", List.of("../../../etc")));
    assertThrows(
        IllegalArgumentException.class, () -> run("x", List.of(), List.of("../../../etc")));
  }
}
