package org.stockpot.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.prune.PruneResult;
import org.stockpot.task.TrainResult;

final class RunsMagicsTest {

  @TempDir Path home;

  private final List<ShellNotebook> notebooks = new ArrayList<>();
  private ShellNotebook notebook;
  private Stockpot stockpot;

  /** Begins as a restarted kernel does. */
  private void restart() {
    notebook = new ShellNotebook();
    notebooks.add(notebook);
    stockpot = new Stockpot(notebook);
    magic("stockpot --store " + home);
    magic("task digits mlp:16");
    notebook.shown().clear();
  }

  private Object magic(String line) {
    List<String> words = Arrays.asList(line.split(" "));
    return stockpot.run(words.get(0), words.subList(1, words.size()), null);
  }

  private String shown(String line) {
    notebook.shown().clear();
    magic(line);
    return notebook.text();
  }

  private String mistake(String line) {
    return assertThrows(UsageException.class, () -> magic(line)).getMessage();
  }

  @AfterEach
  void close() {
    notebooks.forEach(ShellNotebook::close);
  }

  @Test
  void aCellThatIsRunAgainAfterARestartMakesOnlyWhatIsMissing() {
    restart();
    TrainResult base = (TrainResult) magic("train --for 1ep --as base");
    PruneResult imp = (PruneResult) magic("imp --rounds 2 --for 1ep --as imp");
    restart();
    assertEquals(base.point(), ((TrainResult) magic("train --for 1ep --as base")).point());
    assertTrue(notebook.text().contains("(reused 1 of 1 training)"), notebook.text());
    PruneResult more = (PruneResult) magic("imp --rounds 3 --for 1ep --as imp");
    assertEquals(imp.solution(2), more.solution(2));
    String text = notebook.text();
    assertTrue(text.contains("4 trainings finished (reused 3 of 4 trainings)"), text);
    assertFalse(shown("imp --rounds 3 --for 1ep --fresh").contains("reused"));
    assertTrue(shown("imp --rounds 3 --for 1ep").contains("reused 4 of 4 trainings"));
  }

  @Test
  void instabilityReusesTooAndQuietRunsAreListed() {
    restart();
    String line = "instability --at init,3it --seeds 1 --for 1ep";
    assertFalse(shown(line).contains("reused"));
    assertTrue(shown(line).contains("reused 5 of 5 trainings"), notebook.text());
    magic("train --for 1ep --seed 7 -q");
    assertTrue(shown("runs").contains("%train"), notebook.text());
  }

  @Test
  void fineTunedNetworksAreReusedAndMadeAfresh() {
    restart();
    magic("train --for 1ep --as base");
    String line = "finetune base --for 5it --seed 1..3 --as ft";
    assertFalse(shown(line).contains("reused"), notebook.text());
    assertTrue(shown(line).contains("reused 3 of 3 trainings"), notebook.text());
    assertFalse(shown(line + " --fresh").contains("reused"), notebook.text());
    assertEquals(1, shown("runs --match finetune").split("%finetune", -1).length - 1);
  }

  @Test
  void runsAreListedComparedExportedAndRemoved() throws IOException {
    restart();
    magic("train --for 1ep --as base");
    magic("train --for 1ep --seed 2 --as other");
    String list = shown("runs");
    assertTrue(list.contains("base") && list.contains("other"), list);
    assertFalse(shown("runs --match=other").contains("base"), notebook.text());
    String provenance = shown("runs show base");
    assertTrue(provenance.contains("behaviour"), provenance);
    assertTrue(provenance.contains("PyTorch"), provenance);
    String differs = shown("runs compare base other");
    assertTrue(differs.contains("--seed"), differs);
    assertFalse(differs.contains("--lr"), differs);
    Path csv = home.resolveSibling(home.getFileName() + ".csv");
    magic("runs csv base " + csv);
    assertTrue(Files.readString(csv).startsWith("step,training loss"), Files.readString(csv));
    Files.delete(csv);
    assertTrue(shown("runs size").contains("trainings"), notebook.text());
    assertTrue(shown("runs remove base").contains("freed"), notebook.text());
    assertFalse(shown("runs").contains("base"), notebook.text());
    try (Stream<Path> left = Files.list(home.resolve("trainings"))) {
      assertEquals(1, left.count());
    }
    assertTrue(shown("runs clean").contains("freed"), notebook.text());
  }

  @Test
  void mistakesAreExplained() throws IOException {
    restart();
    assertTrue(mistake("runs show nothing").contains("no run named nothing"));
    assertTrue(mistake("runs shwo x").contains("show"));
    assertTrue(mistake("runs show").contains("%runs takes"));
    assertTrue(mistake("stockpot --snapshots -1").contains("snapshots must lie"));
    Files.writeString(home.resolve("store.json"), "{\"layout\": 99}");
    assertTrue(mistake("stockpot --store " + home).contains("newer Stockpot"));
    magic("stockpot --store none --snapshots 0.5");
    assertTrue(mistake("runs").contains("there is no store"));
    assertFalse(shown("train --for 1ep").contains("reused"));
    assertTrue(shown("stockpot").contains("store none"));
  }

  @Test
  void aStoreThatWasRemovedIsMadeAgain() throws IOException {
    restart();
    magic("train --for 1ep");
    Files.move(home, home.resolveSibling(home.getFileName() + "-moved"));
    assertFalse(shown("train --for 1ep").contains("reused"));
    restart();
    assertTrue(shown("train --for 1ep").contains("reused 1 of 1"), notebook.text());
  }

  @Test
  void aDamagedTrainingIsNamedAndMadeAgain() throws IOException {
    restart();
    TrainResult base = (TrainResult) magic("train --for 1ep");
    try (Stream<Path> all = Files.walk(home.resolve("trainings"))) {
      Path end = all.filter(f -> f.endsWith("end.safetensors")).findAny().orElseThrow();
      Files.write(end, new byte[8]);
    }
    TrainResult again = (TrainResult) magic("train --for 1ep");
    assertEquals(base.point(), again.point());
    assertTrue(notebook.text().contains("end.safetensors does not match"), notebook.text());
    assertFalse(notebook.text().contains("reused"), notebook.text());
  }
}
