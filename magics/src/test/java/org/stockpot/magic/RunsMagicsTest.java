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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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
    return ShellNotebook.magic(stockpot, line, null);
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
    assertTrue(
        notebook.text().contains("(reused 1 of 1 training, 2 of 2 scores)"), notebook.text());
    PruneResult more = (PruneResult) magic("imp --rounds 3 --for 1ep --as imp");
    assertEquals(imp.solution(2), more.solution(2));
    String text = notebook.text();
    assertTrue(
        text.contains("4 trainings finished; tickets of round 3, 51.2 % kept: test accuracy"),
        text);
    assertTrue(text.contains("(reused 3 of 4 trainings, 9 of 12 scores)"), text);
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
    assertFalse(shown(line).contains("(reused"), notebook.text());
    assertTrue(shown(line).contains("reused 3 of 3 trainings"), notebook.text());
    assertFalse(shown(line + " --fresh").contains("(reused"), notebook.text());
    assertEquals(1, shown("runs --match finetune").split("%finetune", -1).length - 1);
  }

  @Test
  void runsAreListedComparedExportedAndRemoved() throws IOException {
    restart();
    magic("train --for 1ep --as base");
    magic("train --for 1ep --seed 2 --as other");
    String list = shown("runs");
    assertTrue(list.contains("the trained network: test accuracy"), list);
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
    assertTrue(Files.readString(csv).startsWith("step,training_loss_nats"), Files.readString(csv));
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
    assertFalse(notebook.text().contains("reused 1 of 1 training"), notebook.text());
    assertTrue(notebook.text().contains("(reused 2 of 2 scores)"), notebook.text());
  }

  @Test
  void aTrainingThatDivergedSaysSoAtOnceUntilItIsMadeAfresh() {
    restart();
    String line = "train --for 1ep --optimizer sgd --lr 1e30";
    String message = diverged(line);
    restart();
    assertEquals(message, diverged(line));
    assertTrue(shown("runs size").contains("diverged"), notebook.text());
    assertEquals(message, diverged(line + " --fresh"));
  }

  @Test
  void whatDivergesInPruningIsNamedAndRemembered() throws Exception {
    restart();
    assertTrue(
        diverged("imp --rounds 1 --for 1ep --optimizer sgd --lr 1e30 --seeds 1,2")
            .startsWith("all dense runs diverged (seed 1 at step "));
    String line =
        "imp --rounds 2 --for 1ep --optimizer sgd --lr 0.01 --seeds 1,2 --rewind none"
            + " --finetune-lr 1e30 --controls random-init --as lost";
    String text = shown(line);
    assertTrue(text.contains("2 trainings finished, 2 diverged"), text);
    assertTrue(text.contains("Diverged, and in no mean: seed 1, round 1 (ticket) at step "), text);
    PruneResult lost = (PruneResult) notebook.evaluate("lost");
    assertEquals(1, lost.replicates().get(1).rounds().size());
    assertEquals(2, lost.diverged(1));
    restart();
    assertTrue(shown(line).contains("(reused 4 of 4 trainings"), notebook.text());
    assertEquals(lost.diverged(), ((PruneResult) notebook.evaluate("lost")).diverged());
  }

  @Test
  void aCopyThatDivergesIsNotMerged() {
    restart();
    String line = "imp --rounds 1 --for 1ep --rewind lr --optimizer sgd --lr 0.01 --copies 3 ";
    PruneResult result = (PruneResult) magic(line + "--copy-weight-decays 0,1e30,1e-4");
    String text = notebook.text();
    assertTrue(text.contains("(ticket, copy 2, the others were merged) at step"), text);
    assertEquals(2, result.round(1).copies().size());
    assertTrue(result.solution(1).firstNonFinite() < 0);
  }

  private String diverged(String line) {
    return assertThrows(UsageException.class, () -> magic(line)).getMessage();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "barrier a b --samples 4",
        "barrier imp --samples 3",
        "mli a --samples 3",
        "plane a b imp.1 --grid 3",
        "plane a --random --grid 3",
        "robustness imp --multiples 1 --samples 3",
        "instability --at init --for 5it --samples 3",
        "soup uniform,greedy,pruned,sparse a b imp.1 --masks intersect --shift noise:0.5",
        "soup greedy a b --gate 50%",
        "soup weighted a=1 b=2",
        "soup interpolate a b --samples 3"
      })
  void everyResultIsKeptListedAndRemoved(String line) {
    restart();
    magic("train --for 5it --seed 1 --as a -q");
    magic("train --for 5it --seed 2 --as b -q");
    magic("imp --rounds 1 --for 5it --as imp -q");
    int scores = count("scores");
    int trainings = count("trainings");
    String cold = withoutProgress(shown(line));
    int more = count("scores") - scores;
    assertTrue(more > 0, line);
    restart();
    magic("train --for 5it --seed 1 --as a -q");
    magic("train --for 5it --seed 2 --as b -q");
    magic("imp --rounds 1 --for 5it --as imp -q");
    String warm = shown(line);
    String[] reused = warm.replaceAll("(?s).*reused |\\).*", "").split(", ", -1);
    for (String of : reused) {
      assertTrue(of.matches("(\\d+) of \\1 (training|score)s?"), of);
    }
    assertEquals(cold, withoutProgress(warm));
    assertEquals(scores + more, count("scores"));
    assertFalse(shown(line + " --fresh").contains("(reused"), notebook.text());
    String magic = line.split(" ", -1)[0];
    assertTrue(shown("runs --match %" + magic).contains("[1 row "), notebook.text());
    magic(line + " --as it -q");
    assertTrue(shown("runs show it").contains("scores/"), notebook.text());
    assertTrue(shown("runs compare it imp").contains("scores"), notebook.text());
    magic("runs remove it");
    assertEquals(scores + more, count("scores"), "the unnamed run has them");
    String id = shown("runs --match %" + magic).replaceAll("(?s).*\n([0-9a-f]{8}) .*", "$1");
    magic("runs remove " + id);
    assertEquals(scores, count("scores"));
    assertEquals(trainings, count("trainings"));
  }

  private int count(String part) {
    String[] rows = shown("runs size").split("\n", -1);
    return Arrays.stream(rows)
        .filter(row -> row.strip().startsWith(part + " "))
        .mapToInt(row -> Integer.parseInt(row.strip().split(" +", -1)[1]))
        .sum();
  }

  private static String withoutProgress(String text) {
    return text.replaceAll("✓ .*\n|plotly.js .* loaded\n", "");
  }

  @Test
  void whatARunIsStandsFirstAndWhatFailedIsListed() {
    restart();
    magic("train --for 5it --as base");
    magic("train --for 5it --lr 0.01 --as other");
    magic("barrier base other --samples 3 --as pair");
    String shown = shown("runs show pair");
    List<String> order =
        List.of(
            "outcome", "magic", "--samples", "task", "split", "task line", "parents", "behaviour");
    int at = -1;
    for (String fact : order) {
      int next = shown.indexOf("\n" + fact + " ", at + 1);
      assertTrue(next > at, fact + " must come next in\n" + shown);
      at = next;
    }
    assertTrue(shown.contains("1168 training, 270 validation, 359 test"), shown);
    assertTrue(
        shown.matches("(?s).*parents +base \\([0-9a-f]{8}\\), other \\([0-9a-f]{8}\\).*"), shown);
    String differs = shown("runs compare base other");
    assertTrue(differs.indexOf("outcome") < differs.indexOf("--lr"), differs);
    assertTrue(differs.contains("last row: "), differs);
    assertThrows(UsageException.class, () -> magic("train --for 5it --lr 1e30 --as gone"));
    String list = shown("runs");
    assertTrue(list.contains("gone") && list.contains("loss became NaN"), list);
    assertTrue(shown("runs show gone").contains("loss became NaN"), notebook.text());
  }

  @Test
  void tablesOfRunsHaveNamesAndWhatHasNoResultRefusesOne() throws Exception {
    restart();
    magic("train --for 5it --as base");
    for (int i = 0; i < 2; i++) {
      magic("runs --as listed");
      assertEquals(1, notebook.evaluate("listed.rowCount()"));
      magic("save listed " + home.resolveSibling(home.getFileName() + "-listed.csv"));
    }
    magic("runs show base --as facts");
    for (String line : List.of("runs clean --as x", "runs remove base --as x", "stockpot --as x")) {
      assertTrue(mistake(line).startsWith("as must name a result, and %"), mistake(line));
    }
  }
}
