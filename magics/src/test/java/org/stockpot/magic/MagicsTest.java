package org.stockpot.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stockpot.display.Display;
import org.stockpot.djl.DjlTask;
import org.stockpot.prune.PruneResult;
import org.stockpot.task.TrainResult;

final class MagicsTest {

  private final ShellNotebook notebook = new ShellNotebook();
  private final Stockpot stockpot = new Stockpot(notebook);

  private Object magic(String line) {
    return ShellNotebook.magic(stockpot, line, null);
  }

  @AfterEach
  void close() {
    notebook.close();
  }

  private String mistake(String line) {
    return assertThrows(UsageException.class, () -> magic(line)).getMessage();
  }

  @Test
  void aTicketIsFoundInThreeLines() {
    assertInstanceOf(DjlTask.class, magic("task digits mlp:32 --as t"));
    assertInstanceOf(TrainResult.class, magic("train --for 2ep --as base"));
    PruneResult result =
        (PruneResult) magic("imp --rounds 2 --for 2ep --seeds 1,2 --controls random-init --as imp");
    assertEquals(3, result.replicates().get(0).rounds().size());
    String text = notebook.text();
    assertTrue(text.contains("task digits mlp:32"), text);
    assertTrue(text.contains("%imp --rounds 2 --fraction 0.2 --rewind init --budget equal"), text);
    assertTrue(text.contains("10 trainings finished"), text);
    assertTrue(text.contains("Matching means"), text);
  }

  @Test
  void namedResultsAreTypedJavaVariablesAndPoints() throws Exception {
    magic("task digits mlp:16 --as t");
    TrainResult base = (TrainResult) magic("train --for 1ep --as base");
    assertSame(base, notebook.evaluate("base"));
    assertEquals(base.point(), notebook.evaluate("base.point()"));
    PruneResult imp = (PruneResult) magic("imp --rounds 1 --for 1ep --from base --as imp");
    assertEquals(base.point(), imp.replicates().get(0).init());
    PruneResult again = (PruneResult) magic("imp --rounds 1 --for 1ep --from imp.1");
    assertEquals(imp.solution(1), again.replicates().get(0).init());
    assertEquals(imp.round(1).mask(), again.round(0).mask());
  }

  @Test
  void theEchoedLineReproducesTheRun() {
    magic("task digits mlp:16");
    notebook.shown().clear();
    PruneResult first = (PruneResult) magic("imp --rounds 1 --for 1ep --lr 2e-3");
    String echoed = notebook.shown().get(0).text().replaceFirst("\\s+#.*", "").substring(1);
    PruneResult second = (PruneResult) magic(echoed);
    assertEquals(first.solution(1), second.solution(1));
  }

  @Test
  void theJavaSaysTheSame() throws Exception {
    magic("task digits mlp:16 --as task");
    notebook.shown().clear();
    PruneResult result =
        (PruneResult)
            magic("imp --rounds 1 --for 1ep --rewind 5it --scope layerwise --fractions fc2=0.1");
    String html = (String) notebook.shown().get(0).data().get("text/html");
    String java =
        html.replaceFirst("(?s).*<details>.*<pre[^>]*>", "")
            .replaceFirst("(?s)</pre>.*", "")
            .replace("&quot;", "\"")
            .replace("&#39;", "'")
            .replace("&lt;", "<")
            .replace("&amp;", "&");
    notebook.evaluate("import org.stockpot.task.*;");
    PruneResult again = (PruneResult) notebook.evaluate(java);
    assertEquals(result.solution(1), again.solution(1));
  }

  @Test
  void fineTuningAsksForARateWithTheLineThatNamesIt() {
    magic("task digits mlp:16");
    String message =
        mistake("imp --rounds 1 --for 10ep --rewind none --schedule cosine --retrain 1ep");
    assertTrue(message.contains("below 1 % of its highest rate. Type %imp --rounds 1"), message);
    assertTrue(message.contains("--rewind none --retrain 1ep --finetune-lr 0.000012"), message);
    PruneResult result =
        (PruneResult) magic(message.replaceFirst("(?s).*Type %", "") + " --as tuned");
    assertEquals(1.2e-5, result.options().retraining().finetuneLr());
    assertTrue(notebook.text().contains("--finetune-lr 0.000012"), notebook.text());
    magic("imp --rounds 1 --for 1ep --rewind none -q");
  }

  @Test
  void quietShowsNothing() {
    magic("task digits mlp:16 -q");
    magic("train --for 1ep --quiet");
    assertEquals(List.of(), notebook.shown());
  }

  @Test
  void helpShowsOptionsAndExamplesAndRunsNothing() {
    assertNull(magic("imp --help"));
    assertNull(stockpot.run("imp?", List.of(), null));
    assertNull(magic("stockpot help imp"));
    String text = notebook.text();
    assertTrue(text.contains("--rewind"), text);
    assertTrue(text.contains("%imp --rounds 12"), text);
  }

  @Test
  void stockpotListsEverything() {
    magic("stockpot");
    String text = notebook.text();
    for (String name : stockpot.names()) {
      assertTrue(text.contains("%" + name), text);
    }
    assertTrue(text.contains("PyTorch"), text);
  }

  @Test
  void mistakesAreOneLine() {
    assertEquals("there is no task yet, type first: %task digits lenet-300-100", mistake("train"));
    assertEquals("no magic %inp, did you mean %imp? (%stockpot lists them)", mistake("inp"));
    assertTrue(
        mistake("task digit mlp:8")
            .startsWith("no data or Java variable named digit, did you mean digits?"),
        mistake("task digit mlp:8"));
    assertTrue(
        mistake("task digits resnet2").contains("did you mean resnet20?"),
        mistake("task digits resnet2"));
    assertEquals(
        "an mlp must have widths of at least 1, such as mlp:64,32, got mlp:8,x",
        mistake("task digits mlp:8,x"));
    magic("task digits mlp:8");
    assertEquals("no point named bse, type first: %train --as NAME", mistake("imp --from bse"));
    magic("train --for 1ep --as base");
    assertEquals(
        "no point named bse, did you mean base? (named so far: base)", mistake("imp --from bse"));
    assertEquals(
        "batch must be at most the 1168 training examples, got 9999",
        mistake("train --batch 9999"));
    assertTrue(
        mistake("train 5ep").startsWith("%train takes options only, got 5ep"),
        mistake("train 5ep"));
  }

  @Test
  void variablesAreDataAndModels() throws Exception {
    notebook.evaluate(
        "float[][] x = new float[60][4]; int[] y = new int[60]; for (int i = 0; i < 60; i++) { x[i][i % 4] = 1; y[i] = i % 4; }");
    DjlTask task = (DjlTask) magic("task x,y mlp:8");
    assertEquals(4, task.data().targets().outputs());
    notebook.evaluate(
        "var block = new ai.djl.nn.SequentialBlock().add(ai.djl.nn.core.Linear.builder().setUnits(4).build());");
    assertEquals(20, ((DjlTask) magic("task x,y block")).layout().size());
    assertTrue(mistake("task x,nope block").contains("no Java variable named nope"));
    assertTrue(mistake("task x,x block").startsWith("variables x,x must be"));
    assertEquals(
        "variable y must be a DJL Block or a Supplier of one, got int[]", mistake("task x,y y"));
  }

  @Test
  void aCellOfJavaMakesATask() {
    String body =
        "import org.stockpot.data.image.*; import org.stockpot.djl.*;\nDjlTask.of(Digits.load(), \"mlp:8\")";
    Object task = stockpot.run("task", List.of("mine"), body);
    assertInstanceOf(DjlTask.class, task);
    assertSame(task, magic("task"));
  }

  @Test
  void magicsOptionsAndNamesComplete() {
    assertEquals(List.of("%tangents", "%task", "%taxonomy", "%train"), complete("%t"));
    assertEquals(List.of("%%imp", "%%instability"), complete("%%i"));
    assertTrue(complete("%imp --r").containsAll(List.of("--retrain", "--rewind", "--rounds")));
    assertEquals(List.of("global"), complete("%imp --scope g"));
    assertEquals(List.of("mnist-10k", "mnist:DIR"), complete("%task mn"));
    assertEquals(List.of("--rounds"), complete("PruneResult r = %imp --rou"));
    assertTrue(stockpot.complete("int x = 5 % 3", 13).isEmpty());
  }

  @Test
  void namesOfPointsCompleteAndAreExplained() {
    magic("task digits mlp:8 -q");
    magic("train --for 1ep --as base -q");
    assertEquals(List.of("base", "base.init"), complete("%barrier ba"));
    assertTrue(explain("%barrier ba|se base.init").contains("%"), explain("%barrier ba|se"));
    assertEquals(
        "base.init: point of 4 slots, 610 parameters, 592 prunable",
        explain("%barrier base,base.in|it"));
  }

  private String explain(String marked) {
    return stockpot.inspect(marked.replace("|", ""), marked.indexOf('|')).orElseThrow().text();
  }

  @Test
  void terminalsGetProgressInLines() {
    magic("task digits mlp:8 -q");
    magic("stockpot --progress lines");
    notebook.shown().clear();
    magic("train --for 1ep");
    List<String> lines =
        notebook.shown().stream()
            .map(Display::text)
            .filter(text -> text.matches("(✓ )?train:.*"))
            .toList();
    assertEquals(2, lines.size(), lines.toString());
    assertTrue(lines.get(1).startsWith("✓ train: done in"), lines.get(1));
    assertEquals("snapshots must be a number, got x", mistake("stockpot --snapshots x"));
    assertEquals(
        "progress must be bar, terminal or lines, got dots", mistake("stockpot --progress dots"));
  }

  private List<String> complete(String line) {
    return stockpot.complete(line, line.length()).orElseThrow().candidates();
  }

  @Test
  void pruningEndsWhereItShould() {
    magic("task digits mlp:8");
    PruneResult two = (PruneResult) magic("imp --to 10% --rounds 2 --for 2it");
    assertEquals(2, two.options().rounds());
    assertEquals(0.1, two.round(2).mask().density(), 0.002);
    assertTrue(
        notebook
            .text()
            .contains("2 rounds, each of which prunes 68.38% of the weights kept, to 10%"),
        notebook.text());
    String line =
        notebook.text().lines().filter(l -> l.startsWith("%imp")).findFirst().orElseThrow();
    assertTrue(line.contains(" --rounds 2 ") && line.contains(" --to 10% "), line);
    assertFalse(line.contains("--fraction "), line);
    PruneResult halves = (PruneResult) magic("imp --to 20% --fraction 0.5 --for 2it -q");
    assertEquals(3, halves.options().rounds());
    PruneResult on = (PruneResult) magic("imp --to 10% --rounds 2 --for 2it --as a -q");
    PruneResult further = (PruneResult) magic("imp --from a.2 --to 5% --rounds 1 --for 2it -q");
    assertEquals(0.05, further.round(1).mask().density(), 0.002);
    assertEquals(on.round(2).mask(), further.round(0).mask());
    assertTrue(mistake("imp --to 5% --rounds 2 --fraction 0.2").startsWith("to must come with"));
    assertTrue(mistake("imp --to 5").startsWith("to must lie in (0, 1), such as 5%, got 5"));
  }
}
