package org.stockpot.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.testing.ChildJvm;

/** Kills of a long mode: {@code -Dstockpot.kills=200}. */
final class KillTest {

  private static final int KILLS = Integer.getInteger("stockpot.kills", 12);

  @TempDir Path directory;

  private final SplittableRandom random = new SplittableRandom(20260101);
  private int halfWritten;
  private int snapshots;

  private static Process probe(Path store, String... stop) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(store.toString()));
    arguments.addAll(List.of(stop));
    List<String> flags = List.of("-Xmx300m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
    return ChildJvm.start(
        ChildJvm.home(), KillProbe.class, flags, arguments.toArray(String[]::new));
  }

  /** Runs the probe; kills it after some time, and returns what came out if it was faster. */
  private Optional<String> run(Path store, long milliseconds)
      throws IOException, InterruptedException {
    Process process = probe(store);
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      assertEquals("go", out.readLine());
      if (!process.waitFor(milliseconds, TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
        return Optional.empty();
      }
      assertEquals(0, process.exitValue());
      return Optional.of(out.readLine());
    }
  }

  /** Kills a run inside a training, whenever a machine that is busy gets there. */
  private void killInside(Path store) throws IOException, InterruptedException {
    Process process = probe(store, "stop");
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      assertEquals("go", out.readLine());
      assertEquals("inside", out.readLine());
      process.destroyForcibly().waitFor();
    }
    look(store);
  }

  /** A run that was killed when it had printed its result counts as killed. */
  @Test
  void aRunThatIsKilledAgainAndAgainEndsWithTheSameBits() throws Exception {
    String whole = run(directory.resolve("whole"), TimeUnit.MINUTES.toMillis(5)).orElseThrow();
    killInside(directory.resolve("store0"));
    int kills = 1;
    int finished = 0;
    while (kills < KILLS || finished == 0) {
      Path store = directory.resolve("store" + finished);
      boolean enough = kills >= KILLS;
      long patience = enough ? TimeUnit.MINUTES.toMillis(5) : random.nextLong(500);
      Optional<String> result = run(store, patience);
      if (result.isPresent()) {
        finished++;
        assertEquals(whole, result.get(), "after " + kills + " kills");
        requireWhole(store);
      } else {
        kills++;
        look(store);
      }
    }
    System.out.printf(
        "%d kills, of them %d while an entry was being written, %d inside a training;"
            + " %d runs ended, all bit for bit as the one without a kill%n",
        kills, halfWritten, snapshots, finished);
    assertTrue(snapshots > 0, "no kill hit a training");
  }

  @Test
  void twoKernelsOnOneStoreMakeNothingTwice() throws Exception {
    List<String> alone = lines(probe(directory.resolve("alone")));
    Path store = directory.resolve("shared");
    Process one = probe(store);
    Process two = probe(store);
    List<String> first = lines(one);
    List<String> second = lines(two);
    assertEquals(first.get(1), second.get(1));
    assertEquals(alone.get(1), first.get(1));
    assertEquals(2 * 4 + 3, made(first, 2) + made(second, 2), first + " " + second);
    assertEquals(made(alone, 3), made(first, 3) + made(second, 3), alone + " " + first + second);
    requireWhole(store);
  }

  private static int made(List<String> lines, int line) {
    return Integer.parseInt(lines.get(line));
  }

  private static List<String> lines(Process process) throws IOException, InterruptedException {
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor());
    return out.lines().toList();
  }

  private void look(Path store) throws IOException {
    halfWritten += Disk.list(store.resolve("temporary")).isEmpty() ? 0 : 1;
    snapshots += Disk.list(store.resolve("snapshots")).isEmpty() ? 0 : 1;
  }

  private static void requireWhole(Path home) throws IOException {
    Store store = Store.open(home);
    assertEquals(0, store.count(StorePart.DAMAGED));
    assertEquals(0, store.count(StorePart.SNAPSHOTS));
    assertEquals(1, store.runs(note -> {}).size());
    try (Stream<Path> all = Files.list(home.resolve("temporary"))) {
      assertEquals(0, all.count());
    }
  }
}
