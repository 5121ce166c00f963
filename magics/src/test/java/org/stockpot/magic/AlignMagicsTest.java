package org.stockpot.magic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stockpot.align.AlignResult;
import org.stockpot.barrier.BarrierResult;
import org.stockpot.barrier.Quantity;
import org.stockpot.prune.PruneResult;
import org.stockpot.similarity.SimilarityResult;
import org.stockpot.soup.AlignedGate;
import org.stockpot.soup.FinetuneResult;
import org.stockpot.soup.SoupResult;
import org.stockpot.soup.Trial;
import org.stockpot.study.AlignedBarrierResult;
import org.stockpot.task.Baseline;
import org.stockpot.task.Profile;
import org.stockpot.task.Score;
import org.stockpot.task.Statistics;
import org.stockpot.task.Task;
import org.stockpot.task.TrainResult;
import org.stockpot.weights.Line;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;
import tech.tablesaw.api.Table;

final class AlignMagicsTest {

  private final ShellNotebook notebook = new ShellNotebook();
  private TypedMagics typed;

  @TempDir Path directory;

  @BeforeEach
  void begin() {
    typed = new TypedMagics(notebook, directory);
    typed.magic("stockpot --store none --charts none");
    typed.magic("task digits mlp:16");
    typed.magic("train --for 60it --seed 1 --as a -q");
    typed.magic("train --for 60it --seed 2 --as b -q");
    typed.magic("train --for 60it --seed 3 --as c -q");
  }

  @AfterEach
  void close() {
    notebook.close();
  }

  private static Point point(Object result) {
    return ((TrainResult) result).point();
  }

  @Test
  void anAlignedNetworkIsAPointLikeAnyOther() throws Exception {
    AlignResult aligned = typed.magic("align b --to a --as b2");
    assertTrue(notebook.text().contains("b computes what it computed"), notebook.text());
    SimilarityResult same = typed.magic("similarity b b2");
    assertEquals(0, same.pair("b", "b2").predictions().orElseThrow().disagreement());
    BarrierResult before = typed.magic("barrier a b --samples 5");
    BarrierResult after = typed.magic("barrier a b2 --samples 5");
    AlignedBarrierResult both = typed.magic("barrier a b --align weights --samples 5 --as both");
    assertEquals(before.pairs().get(0).path(), both.before().pairs().get(0).path());
    assertEquals(after.pairs().get(0).path(), both.after().pairs().get(0).path());
    double lower =
        before.pairs().get(0).path().height(Quantity.TEST_ERROR, Baseline.CHORD)
            - after.pairs().get(0).path().height(Quantity.TEST_ERROR, Baseline.CHORD);
    assertEquals(lower, both.reduction().mean(), 1e-12);
    assertEquals(lower, both.reduction(0, 0).mean(), 1e-12);
    assertEquals(both.heightBefore().mean() - both.heightAfter().mean(), lower, 1e-12);
    assertTrue(notebook.text().contains("After alignment by weights it is"));
    typed.magic("barrier a b --align none,weights --samples 5");
    assertTrue(notebook.text().contains("below none in test error barrier"));
    typed.magic("save b2 DIR/b2.safetensors");
    assertEquals(aligned.point(), typed.magic("load DIR/b2.safetensors --as loaded"));
    Table table = both.table();
    assertEquals(2, table.rowCount());
    assertEquals(List.of("before", "after"), table.stringColumn("alignment").asList());
    assertEquals(1, aligned.table("groups").rowCount());
    typed.magic("save b2 DIR/networks.csv --table networks");
    String head = Files.readAllLines(directory.resolve("networks.csv")).get(0);
    assertEquals("outputs_differ_by_share", head.split(",", -1)[7]);
  }

  @Test
  void pathsOfAlignedNetworksArePlannedWithTheirSearch() throws Exception {
    typed.magic("barrier a b --align weights --samples 5 --plan");
    // 3 starts, and 5 positions on two sets and the errors of the ends, of both paths.
    assertTrue(notebook.text().contains("at most 25 measurements"), notebook.text());
    typed.magic("soup greedy a b --gate 2% --plan");
    assertTrue(notebook.text().contains("at most 8 measurements"), notebook.text());
    typed.magic("soup greedy a b --gate 2% --align weights --plan");
    assertTrue(notebook.text().contains("at most 10 measurements"), notebook.text());
    typed.magic("imp --rounds 1 --for 5it --as imp");
    assertEquals(
        "align must come with pairs of points, such as imp.0 imp.1, got imp",
        assertThrows(UsageException.class, () -> typed.magic("barrier imp --align weights"))
            .getMessage());
  }

  @Test
  void javaMakesTheSame() throws Exception {
    AlignResult aligned = typed.magic("align b --to a --starts 2 --as one");
    Object java =
        notebook.evaluate(
            "org.stockpot.align.Alignment.to(\"a\", a.point(), List.of(\"b\"),"
                + " List.of(org.stockpot.weights.MaskedPoint.dense(b.point())),"
                + " Stockpot.task(), Stockpot.task().unitGroups().orThrow(),"
                + " org.stockpot.align.AlignOptions.defaults().withStarts(2),"
                + " org.stockpot.align.AlignOptions.recipe())");
    assertEquals(aligned.point(), ((AlignResult) java).point());
  }

  @Test
  void manyAreAlignedToOneAnotherOrToOne() {
    AlignResult all = typed.magic("align a b c --as all");
    assertEquals(point(stockpotValue("a")), all.point("a"));
    assertArrayEquals(
        new String[] {"a", "b", "c"}, all.networks().stream().map(n -> n.name()).toArray());
    typed.magic("soup uniform all.*");
    AlignResult to = typed.magic("align b c --to a --by activations --examples 100 --as both");
    assertEquals(2, to.networks().size());
    typed.magic("barrier a both.b both.c --samples 3");
    assertTrue(notebook.text().contains("activations of fc1.out"));
  }

  private Object stockpotValue(String name) {
    return Stockpot.variant(name).results().get(0);
  }

  /** What a gate refuses is measured as the aligned network would be. */
  @Test
  void aGateKnowsAlignment() throws Exception {
    SoupResult soup = typed.magic("soup greedy a b --gate 1% --align weights --as soup");
    Trial refused = soup.ledger().get(0);
    assertEquals(Trial.Decision.REFUSED, refused.decision());
    String best = soup.ingredients().get(0).name();
    AlignResult aligned =
        typed.magic("align " + refused.ingredient() + " --to " + best + " --as c2");
    Line line = new Line(point(stockpotValue(best)), aligned.point());
    Task task = Stockpot.task();
    Profile path = Profile.of(line, Statistics.CARRY, task, task.validation(), 11);
    AlignedGate gate = refused.aligned().orElseThrow();
    assertEquals(path.height(Score::error, Baseline.CHORD), gate.aligned(), 1e-12);
    Profile repaired = Profile.of(line, Statistics.REPAIR, task, task.validation(), 11);
    double height = repaired.height(Score::error, Baseline.CHORD);
    assertEquals(height, gate.repaired().orElseThrow(), 1e-12);
    assertTrue(notebook.text().contains("; after alignment "), notebook.text());
    assertTrue(notebook.text().contains("; after repair "), notebook.text());
    Object java =
        notebook.evaluate(
            "org.stockpot.soup.Soups.of(org.stockpot.soup.SoupRecipe.GREEDY, List.of(new"
                + " org.stockpot.soup.Ingredient(\"a\", a.point()), new"
                + " org.stockpot.soup.Ingredient(\"b\", b.point())), Stockpot.task(),"
                + " org.stockpot.soup.SoupOptions.defaults().withGate(0.01),"
                + " org.stockpot.study.AlignedGates.by(org.stockpot.align.AlignBy.WEIGHTS,"
                + " Stockpot.task()))");
    assertEquals(soup.ledger(), ((SoupResult) java).ledger());
    typed.magic("soup greedy a b --gate 1%");
    assertTrue(notebook.text().contains("With --align weights these paths"), notebook.text());
    assertEquals(
        "align must come with a gate, such as --gate 0.02, got none",
        typed.refusal("soup greedy a b --align weights"));
    assertEquals(
        "align must come without merge methods, got both",
        typed.refusal("soup slerp,greedy a b --gate 2% --align weights"));
  }

  /** A second call takes from the store what the first one found. */
  @ParameterizedTest
  @ValueSource(
      strings = {"--to a", "--to a --by activations", "--to a --by learned --for 20it", ""})
  void searchesAreKept(String how) {
    typed.magic("stockpot --store DIR/store");
    String line = "align b " + (how.isEmpty() ? "c" : how);
    AlignResult first = typed.magic(line);
    AlignResult again = typed.magic(line);
    assertTrue(notebook.text().contains("reused"), notebook.text());
    assertEquals(first.point(), again.point());
    assertEquals(first.searches(), again.searches());
    assertEquals(first.networks().get(0).groups(), again.networks().get(0).groups());
  }

  /** Two networks next to one another are another search than one of them next to the other. */
  @Test
  void searchesOfTwoKindsAreKeptApart() {
    typed.magic("stockpot --store DIR/store");
    AlignResult together = typed.magic("align a b");
    AlignResult to = typed.magic("align b --to a");
    assertEquals(2, together.networks().size());
    int moved = to.networks().get(0).groups().stream().mapToInt(g -> g.moved()).sum();
    assertTrue(moved > 0);
    assertEquals(2, typed.<AlignResult>magic("align a b").networks().size());
  }

  @Test
  void ticketsKeepTheirMasks() {
    PruneResult pruning = typed.magic("imp --rounds 2 --fraction 0.5 --for 20it --as imp -q");
    AlignResult aligned = typed.magic("align imp.2 --to a --as t");
    Mask mask = aligned.networks().get(0).aligned().mask();
    assertEquals(pruning.replicates().get(0).round(2).mask().pruned(), mask.pruned());
    mask.requireZeros(aligned.point());
    FinetuneResult tuned = typed.magic("finetune t --for 5it --seed 1 --as again");
    assertEquals(mask, tuned.mask());
  }

  @Test
  void unitsAreShownAndMistakesSaid() throws Exception {
    typed.magic("task --groups");
    assertTrue(notebook.text().contains("fc1.weight:0 fc1.bias:0 fc2.weight:1"));
    assertTrue(notebook.text().contains("16 hidden units in 1 group"), notebook.text());
    assertEquals(
        "networks that are aligned to one another must be at least 2, got a: say --to POINT",
        typed.refusal("align a"));
    assertEquals(
        "by must be weights for networks that are aligned to one another, got activations",
        typed.refusal("align a b --by activations"));
    assertEquals(
        "lr must come with --by straight-through or learned, got --by weights",
        typed.refusal("align a --to b --lr 1"));
    assertEquals(
        "examples must come with --by activations, got --by weights",
        typed.refusal("align a --to b --examples 5"));
    assertEquals(
        "starts must come with --by weights, got --by activations",
        typed.refusal("align a --to b --by activations --starts 5"));
    assertEquals(
        "groups must come with --align weights, got --align none",
        typed.refusal("barrier a b --groups x.txt"));
    assertEquals(
        "topology must come without --align, got both",
        typed.refusal("barrier a b --align weights --topology"));
    assertEquals(
        "groups must be a file of text, no file is at nowhere.txt",
        typed.refusal("align a --to b --groups nowhere.txt"));
    Files.writeString(directory.resolve("g.txt"), "fc1 16 fc1.weight:0\nfc1 9 fc1.weight:9");
    assertTrue(
        typed.refusal("align a --to b --groups DIR/g.txt").startsWith("line 2 of groups: axis"));
  }
}
