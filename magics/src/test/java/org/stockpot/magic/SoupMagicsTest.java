package org.stockpot.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stockpot.barrier.BarrierResult;
import org.stockpot.prune.PruneResult;
import org.stockpot.soup.FinetuneResult;
import org.stockpot.soup.InterpolationResult;
import org.stockpot.soup.SoupComparison;
import org.stockpot.soup.SoupResult;
import org.stockpot.soup.SoupRow;
import org.stockpot.soup.Trial;
import org.stockpot.soup.WeightedResult;
import org.stockpot.weights.Centroid;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;

final class SoupMagicsTest {

  private final ShellNotebook notebook = new ShellNotebook();
  private final Stockpot stockpot = new Stockpot(notebook);

  private Object magic(String line) {
    return cell(line, null);
  }

  private Object cell(String line, String body) {
    return ShellNotebook.magic(stockpot, line, body);
  }

  @BeforeEach
  void pretrain() {
    magic("task digits mlp:16 -q");
    magic("train --for 2ep --as base -q");
  }

  @AfterEach
  void close() {
    notebook.close();
  }

  private FinetuneResult threeSeeds() {
    return (FinetuneResult) magic("finetune base --seed 1..3 --for 1ep --as ft -q");
  }

  @Test
  void aGridMakesAllCombinations() {
    String body =
        "lr = 1e-3 | 3e-3\nseed = 1..2   # data orders\naugment = none | noise:0.1,drop:0.1";
    FinetuneResult result =
        (FinetuneResult) cell("finetune base --for 1ep --shift noise:0.2 --as ft", body);
    assertEquals(8, result.tuned().size());
    assertEquals(0.001, result.tuned().get(0).variation().recipe().optimizer().lr());
    assertEquals(List.of(), result.tuned().get(0).variation().recipe().augment());
    assertEquals(2, result.tuned().get(1).variation().recipe().augment().size());
    assertEquals(2, result.tuned().get(2).variation().seed());
    assertEquals(0.003, result.tuned().get(4).variation().recipe().optimizer().lr());
    String text = notebook.text();
    assertTrue(text.contains("8 networks from one start, 8 of them made now"), text);
    assertTrue(text.contains("augmentation"), text);
    assertTrue(notebook.html().contains("noise:0.2 accuracy %"), text);
    assertTrue(text.contains("rank correlation"), text);
  }

  @Test
  void randomDrawsComeFromRangesAndAreRepeatable() {
    String body =
        "lr = 1e-4..1e-2\nfor = 1it..4it\nweight-decay = 0 | 1e-4\nlabel-smoothing = 0..0.2";
    FinetuneResult one = (FinetuneResult) cell("finetune base --random 6 -q", body);
    FinetuneResult two = (FinetuneResult) cell("finetune base --random 6 -q", body);
    assertEquals(6, one.tuned().size());
    assertEquals(one.point(6), two.point(6));
    one.tuned().forEach(t -> assertTrue(t.variation().recipe().optimizer().lr() >= 1e-4));
    one.tuned().forEach(t -> assertTrue(t.variation().recipe().optimizer().lr() <= 1e-2));
    one.tuned().forEach(t -> assertTrue(t.variation().recipe().labelSmoothing() <= 0.2));
    FinetuneResult other =
        (FinetuneResult) cell("finetune base --random 6 --random-seed 2 -q", body);
    assertNotEquals(one.point(6), other.point(6));
  }

  @Test
  void aRerunMakesOnlyWhatIsMissing() {
    FinetuneResult first = threeSeeds();
    FinetuneResult more = (FinetuneResult) magic("finetune base --seed 1..4 --for 1ep --as ft");
    assertEquals(
        List.of(true, true, true, false),
        more.tuned().stream().map(FinetuneResult.Tuned::reused).toList());
    assertEquals(first.point(2), more.point(2));
    assertTrue(notebook.text().contains("4 of 4 networks, 3 reused, number "), notebook.text());
    magic("task digits mlp:16 -q");
    FinetuneResult anew = (FinetuneResult) magic("finetune base --seed 1..2 --for 1ep -q");
    assertTrue(anew.tuned().stream().noneMatch(FinetuneResult.Tuned::reused), "another task");
  }

  @Test
  void oneThatDivergesIsARowAndNoIngredient() {
    String line = "finetune base --optimizer sgd --for 1ep --lr 1e-3,1e30 --seed 1..2 --as ft";
    FinetuneResult ft = (FinetuneResult) magic(line);
    assertEquals(List.of(1, 2), ft.tuned().stream().map(FinetuneResult.Tuned::number).toList());
    assertEquals(2, ft.diverged().size());
    String text = notebook.text();
    assertTrue(text.contains("2 of 4 networks, 2 diverged"), text);
    assertTrue(text.contains("Left out: number 3 (diverged at step "), text);
    assertTrue(text.contains("n = 2 (2 diverged)"), text);
    String words = ft.diverged().get(0).words();
    assertTrue(words.matches("diverged at step \\d+"), words);
    SoupResult soup = (SoupResult) magic("soup uniform ft.*");
    assertEquals(2, soup.ingredients().size());
    text = notebook.text();
    assertTrue(text.contains("Not counted: ft.3 (" + words + "), ft.4 (diverged at step "), text);
    assertMistake("ft.3 has no point: it " + words, "soup uniform ft.1 ft.3");
    assertTrue(
        mistake("finetune base --optimizer sgd --for 1ep --lr 1e30,1e31 -q")
            .startsWith("all trainings diverged: loss became "));
  }

  @Test
  void theEchoedLineReproducesTheGrid() {
    FinetuneResult first = threeSeeds();
    notebook.shown().clear();
    magic("finetune base --seed 1..3 --for 1ep --nesterov=false|true --optimizer sgd");
    String echoed = notebook.shown().get(0).text().replaceFirst("\\s+#.*", "").substring(1);
    assertTrue(echoed.contains("--seed 1..3"), echoed);
    assertTrue(echoed.contains("--nesterov=false|true"), echoed);
    FinetuneResult again = (FinetuneResult) magic(echoed + " -q");
    assertEquals(6, again.tuned().size());
    assertTrue(again.tuned().stream().allMatch(FinetuneResult.Tuned::reused));
    assertEquals(3, first.tuned().size());
  }

  @Test
  void aSoupIsATableALedgerAndAWaterfall() throws Exception {
    FinetuneResult ft = threeSeeds();
    notebook.shown().clear();
    SoupResult soup = (SoupResult) magic("soup uniform ft.* --shift noise:0.3,rotate:20 --as soup");
    assertEquals(List.of("ft.1", "ft.2", "ft.3"), soup.members().stream().sorted().toList());
    Point mean = Centroid.of(List.of(ft.point(1), ft.point(2), ft.point(3)));
    assertEquals(0, mean.distance(soup.soup()), 1e-6);
    assertSame(soup, notebook.evaluate("soup"));
    String text = notebook.text();
    for (String part :
        List.of(
            "uniform soup",
            "best single (ft.",
            "mean single",
            "prediction ensemble",
            "Ledger of the uniform soup",
            "+ ft.",
            "all go in",
            "uniform soup from trial to trial",
            "At home and elsewhere")) {
      assertTrue(text.contains(part), part + " in " + text);
    }
    assertTrue(notebook.html().contains("rotate:20 accuracy %"), text);
  }

  @Test
  void recipesAreComparedSideBySide() {
    threeSeeds();
    SoupComparison soups =
        (SoupComparison) magic("soup uniform,greedy,pruned ft.* --order random --seed 2 --as s");
    assertEquals(3, soups.soups().size());
    String table = notebook.text();
    String scores = table.replaceFirst("(?s)Soups against .*", "");
    assertEquals(2, scores.split("prediction ensemble {2}", -1).length, "baselines appear once");
    assertTrue(table.contains("greedy soup"), table);
    BarrierResult barrier = (BarrierResult) magic("barrier s.greedy base --samples 3 -q");
    assertEquals(1, barrier.pairs().size());
    assertEquals(
        soups.best().soup(),
        ((BarrierResult) magic("barrier s base --samples 3 -q"))
            .pairs()
            .get(0)
            .pair()
            .line()
            .from());
  }

  @Test
  void soupsOfDifferentInitialisationsAreExplainedAndRefusedAtTheGate() {
    for (int seed = 2; seed <= 4; seed++) {
      magic("train --for 8ep --seed " + seed + " --as n" + seed + " -q");
    }
    magic("soup uniform n*");
    String text = notebook.text();
    assertTrue(text.contains("as between networks from different initialisations"), text);
    SoupResult gated = (SoupResult) magic("soup uniform n* --gate 2%");
    assertEquals(1, gated.members().size());
    assertTrue(
        gated.ledger().stream().allMatch(t -> t.decision() == Trial.Decision.REFUSED),
        gated.ledger().toString());
    text = notebook.text();
    assertTrue(
        text.contains(
            "The gate of 2%, which goes by the validation error as measured at 11 positions, refused"
                + " n"),
        text);
    assertTrue(notebook.html().contains("barrier of validation error, points (chord)"), text);
    assertTrue(text.contains("--gate 2% --baseline chord"), text);
    SoupResult mean = (SoupResult) magic("soup uniform n* --gate 90% --baseline mean");
    assertTrue(notebook.html().contains("barrier of validation error, points (mean of the ends)"));
    for (Trial trial : mean.ledger()) {
      double ends = trial.gate().orElseThrow().scores().get(10).error() / 2;
      double start = trial.gate().orElseThrow().scores().get(0).error() / 2;
      double top =
          trial.gate().orElseThrow().scores().stream().mapToDouble(s -> s.error()).max().orElse(0);
      assertEquals(top - start - ends, trial.barrier().orElseThrow(), 1e-9);
    }
    assertTrue(text.contains("Refused at the gate"), text);
  }

  @Test
  void weightsAndLines() {
    FinetuneResult ft = threeSeeds();
    WeightedResult mix = (WeightedResult) magic("soup weighted ft.1=1 ft.2=3 --as mix");
    Point expected =
        new Centroid(ft.base().layout()).add(ft.point(1), 1).add(ft.point(2), 3).mean();
    assertEquals(expected, mix.soup());
    assertEquals(3, mix.rows().size());
    InterpolationResult line =
        (InterpolationResult)
            magic("soup interpolate base ft.1 --samples 5 --shift drop:0.2 --as w");
    assertEquals(5, line.rows().size());
    assertTrue(notebook.text().contains("Best on validation is α ="), notebook.text());
    assertInstanceOf(BarrierResult.class, magic("barrier mix w base --samples 3 -q"));
  }

  @Test
  void aRecipeTakesAndEchoesItsOwnOptions() {
    threeSeeds();
    assertEchoed(
        "greedy ft.* --order random --seed 2 --passes 1 --ties accept --floor 0 --recalibrate carry --gate 1 --baseline chord");
    assertEchoed(
        "greedy,sparse ft.* --order sorted --seed 1 --passes 1 --ties reject --floor 0 --masks union"
            + " --recalibrate carry --gate 1 --baseline chord --zeros weights");
    assertEchoed(
        "pruned ft.* --order sorted --seed 1 --passes 1 --ties accept --drop-best --floor 0 --recalibrate carry"
            + " --gate 1 --baseline chord");
    assertEchoed("weighted ft.1=1 ft.2=3 --recalibrate carry --shift noise:0.1");
    assertEchoed("interpolate base ft.1 --recalibrate carry --samples 3");
    for (String option : List.of("--order random", "--passes 1", "--gate 2%", "--samples 3")) {
      String message = mistake("soup weighted ft.1=1 ft.2=3 " + option);
      assertTrue(message.startsWith("soup weighted takes no " + option.split(" ", 2)[0]), message);
    }
    assertMistake(
        "soup interpolate takes no --ties (recipes that do: greedy pruned)",
        "soup interpolate base ft.1 --ties reject");
    assertMistake(
        "soup uniform,greedy takes no --masks (recipes that do: sparse and every merge method)",
        "soup uniform,greedy ft.* --masks union");
    assertMistake(
        "soup files takes no --shift (recipes that do: uniform greedy pruned sparse swa ema lawa"
            + " weighted interpolate and every merge method)",
        "soup files a.pt --to b.npz --shift noise:0.1");
  }

  private void assertEchoed(String line) {
    notebook.shown().clear();
    magic("soup " + line);
    String echoed = notebook.shown().get(0).text();
    assertEquals("%soup " + line, echoed.replaceFirst("\\s+#.*", ""));
  }

  @Test
  void soupsWithBatchNormAreShownUnderEachTreatmentOfStatistics() throws Exception {
    notebook.evaluate(
        "import ai.djl.nn.*; import ai.djl.nn.core.Linear; import ai.djl.nn.norm.BatchNorm;");
    notebook.evaluate(
        "Block normed = new SequentialBlock().add(Blocks.batchFlattenBlock())"
            + ".add(Linear.builder().setUnits(8).build()).add(BatchNorm.builder().build())"
            + ".add(Activation::relu).add(Linear.builder().setUnits(10).build());");
    magic("task digits normed --as bn -q");
    magic("train --for 2ep --as start -q");
    magic("finetune start --seed 1..3 --for 1ep --as ft -q");
    SoupResult soup = (SoupResult) magic("soup uniform ft.* --recalibrate re-estimate");
    String text = notebook.text();
    assertTrue(text.contains("uniform soup, statistics none"), text);
    assertTrue(text.contains("uniform soup, statistics carry"), text);
    assertTrue(text.contains("those of averages and of single networks alike"), text);
    assertEquals(3, soup.rows().size());
    assertEquals(4, soup.baselines().size());
    PruneResult pruned = (PruneResult) magic("imp --rounds 1 --for 1ep --rewind lr --copies 2 -q");
    assertEquals(2, pruned.round(1).copies().size());
  }

  /** After three steps running averages are still near where they began. */
  @Test
  void aSoupOfOneWithStaleStatisticsIsItsIngredient() throws Exception {
    notebook.evaluate(
        "import ai.djl.nn.*; import ai.djl.nn.core.Linear; import ai.djl.nn.norm.BatchNorm;");
    notebook.evaluate(
        "Block normed = new SequentialBlock().add(Blocks.batchFlattenBlock())"
            + ".add(Linear.builder().setUnits(16).build()).add(BatchNorm.builder().build())"
            + ".add(Activation::relu).add(Linear.builder().setUnits(10).build());");
    magic("task digits normed --as bn -q");
    magic("train --for 3it --lr 1e-2 --as start -q");
    String recalibrated = " --ties reject --recalibrate re-estimate";
    SoupResult soup = (SoupResult) magic("soup greedy start start.init" + recalibrated);
    assertEquals(List.of("start"), soup.members());
    assertEquals(soup.bestSingle().test(), soup.row().test());
    assertEquals(soup.bestSingle().validation(), soup.row().validation());
    assertEquals(soup.bestSingle().errors(), soup.row().errors());
    SoupRow stale = soup.baselines().get(3);
    assertEquals("best single (start), own statistics", stale.name());
    assertNotEquals(soup.row().test(), stale.test());
    assertTrue(notebook.text().contains("The greedy soup of 1 from 2 networks is start itself"));
    WeightedResult mix =
        (WeightedResult) magic("soup weighted start=1 start.init=0 --recalibrate re-estimate -q");
    assertEquals(soup.soup(), mix.soup());
    assertEquals(soup.row().test(), mix.rows().get(1).test());
    InterpolationResult line =
        (InterpolationResult)
            magic("soup interpolate start.init start --samples 3 --recalibrate re-estimate -q");
    assertEquals(soup.row().test(), line.end().test());
    WeightedResult beyond = (WeightedResult) magic("soup weighted start=1.2 start.init=-0.2");
    assertTrue(Double.isFinite(beyond.rows().get(0).test().loss()));
    assertTrue(
        notebook
            .text()
            .contains("were re-estimated on training examples, as a weight is negative"));
    assertEquals(stale.test(), beyond.rows().get(1).test());
  }

  @Test
  void numbersAreCookedByTheirR2() throws Exception {
    notebook.evaluate(
        "float[][] x = new float[200][2]; float[] y = new float[200];"
            + " for (int i = 0; i < 200; i++) { x[i][0] = i % 20 / 10f; x[i][1] = i / 100f;"
            + " y[i] = 3 * x[i][0] - x[i][1]; }");
    magic("task x,y mlp:8 -q");
    magic("train --for 20ep --batch 20 --as start -q");
    magic("finetune start --seed 1..3 --for 5ep --batch 20 --shift noise:0.1 --as ft");
    magic("soup uniform,pruned ft.* --shift noise:0.1");
    String text = notebook.text();
    assertTrue(text.contains("validation R²  test R²"), text);
    assertTrue(text.contains("networks has test R² 0."), text);
    assertTrue(!text.contains("R² %"), text);
  }

  @Test
  void ticketsAndSoupsMeet() {
    magic("imp --rounds 2 --fraction 0.5 --for 1ep --as imp -q");
    FinetuneResult tickets =
        (FinetuneResult) magic("finetune imp.2 --seed 1,2,3 --for 1ep --as t -q");
    SoupResult sparse = (SoupResult) magic("soup sparse t.* --as s -q");
    assertEquals(Mask.supportOf(tickets.point(1)), Mask.supportOf(sparse.soup()));
    assertMistake(
        "the ingredients of a sparse soup must share a mask, got imp.1 and imp.2 that share 50.0 % of"
            + " what they keep; use --masks intersect or union",
        "soup sparse imp.1 imp.2");
    SoupResult narrow = (SoupResult) magic("soup sparse imp.1 imp.2 --masks intersect -q");
    assertTrue(Mask.supportOf(narrow.soup()).isNestedIn(Mask.supportOf(tickets.base())));
  }

  @Test
  void pruningMergesCopies() {
    String line = "imp --rounds 2 --fraction 0.5 --for 2ep --rewind lr ";
    PruneResult merged =
        (PruneResult)
            magic(line + "--copies 3 --merge uniform --copy-weight-decays 0,1e-4,1e-3 --as sms");
    assertEquals(3, merged.copies().count());
    assertEquals(3, merged.round(2).copies().size());
    assertEquals(0, merged.round(0).copies().size(), "the dense run is one");
    String text = notebook.text();
    assertTrue(notebook.html().contains("mean of single copies"), text);
    assertTrue(text.contains("their uniform soup is the network of the round"), text);
    assertTrue(text.contains("new Copies") || text.contains("--copies 3"), text);
    assertTrue(text.contains("--merge uniform"), text);
    notebook.shown().clear();
    PruneResult plain = (PruneResult) magic(line);
    assertFalse(notebook.shown().get(0).text().contains("--merge"), "there is one copy");
    assertEquals(plain.round(1).mask(), merged.round(1).mask(), "from the same dense run");
    assertNotEquals(plain.solution(1), merged.solution(1));
    assertEquals(plain.round(2).mask().kept(), merged.round(2).mask().kept());
    PruneResult greedy = (PruneResult) magic(line + "--copies 2 --merge greedy -q");
    assertEquals("greedy soup", greedy.copies().name());
  }

  @Test
  void theJavaSaysTheSame() throws Exception {
    magic("task digits mlp:16 --as task -q");
    for (String line : List.of("import org.stockpot.task.*;", "import org.stockpot.soup.*;")) {
      notebook.evaluate(line);
    }
    notebook.shown().clear();
    FinetuneResult ft = (FinetuneResult) magic("finetune base --lr 1e-3|2e-3 --for 1ep --as ft");
    notebook.evaluate(java());
    FinetuneResult made = (FinetuneResult) notebook.evaluate("ft");
    assertEquals(ft.point(2), made.point(2));
    for (String soup : List.of("greedy ft.*", "uniform ft.1 ft.2 --gate 2%")) {
      notebook.shown().clear();
      SoupResult result = (SoupResult) magic("soup " + soup + " --shift noise:0.1");
      assertEquals(result.soup(), ((SoupResult) notebook.evaluate(java())).soup());
    }
    notebook.shown().clear();
    PruneResult imp = (PruneResult) magic("imp --rounds 1 --for 1ep --rewind lr --copies 2");
    assertEquals(imp.solution(1), ((PruneResult) notebook.evaluate(java())).solution(1));
  }

  private String java() {
    String html = (String) notebook.shown().get(0).data().get("text/html");
    return html.replaceFirst("(?s).*<details>.*<pre[^>]*>", "")
        .replaceFirst("(?s)</pre>.*", "")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
  }

  @Test
  void namesAndRecipesComplete() {
    threeSeeds();
    assertEquals(
        List.of("ft", "ft.1", "ft.2", "ft.3"),
        stockpot.complete("%soup greedy ft", 15).orElseThrow().candidates());
    assertTrue(stockpot.complete("%soup g", 7).orElseThrow().candidates().contains("greedy"));
    magic("finetune --help");
    assertTrue(notebook.text().contains("--random-seed"), notebook.text());
  }

  @Test
  void mistakesAreOneLine() {
    magic("train --for 1ep --as base2 -q");
    assertMistake("no point matches ft.* (named so far: base base2)", "soup greedy ft.*");
    assertMistake("a soup must have two or more ingredients, got only base", "soup greedy base");
    assertMistake(
        "no recipe named gredy, did you mean greedy? (recipes: uniform greedy pruned sparse linear"
            + " task-arithmetic ties dare dare-ties breadcrumbs breadcrumbs-ties della della-linear sce"
            + " ram ram+ nearswap arcee-fusion slerp nuslerp multislerp karcher model-stock iso-c tsv-m"
            + " fisher regmean learned adamerging swa ema lawa weighted interpolate all files)",
        "soup gredy base base2");
    assertMistake("gate must lie in (0, 1], got 2.0", "soup greedy base base2 --gate 2");
    assertMistake(
        "a weighted point must look like base=0.3, got base", "soup weighted base base2=1");
    assertMistake("the weight of base must be a number, got x", "soup weighted base=x base2=1");
    assertMistake(
        "the weights of a mean must not sum to 0, got 0.0", "soup weighted base=1 base2=-1");
    assertMistake(
        "interpolate must have two points, pre-trained and fine-tuned, got base",
        "soup interpolate base");
    assertMistake("samples must be at least 3, got 1", "soup interpolate base base2 --samples 1");
    assertMistake(
        "no point named bse, did you mean base? (named so far: base base2)", "finetune bse");
    assertMistake(
        "lr must say how many values a range has, such as 1e-4..1e-2:5, got 1e-4..1e-2; --random N draws some",
        "finetune base --lr 1e-4..1e-2");
    assertMistake(
        "random must be at most the 2 different combinations of the axes, got 5",
        "finetune base --lr 1e-3,1e-4 --random 5");
    assertMistake(
        "seed must be a range that rises, such as 1..3, 1ep..4ep or 1e-4..1e-2:5 for five values, got 3..1",
        "finetune base --seed 3..1");
    assertMistake("lr must be a number, got x", "finetune base --lr 1e-3,x");
    assertMistake(
        "a grid must have at most 1000 combinations, got more; try --random 12",
        "finetune base --seed 1..5000");
    assertMistake("copies must be at least 1, got 0", "imp --copies 0");
    magic("task digits mlp:8 --as small -q");
    assertMistake(
        "layouts differ at slot fc1.weight: fc1.weight WEIGHT [8, 64] against fc1.weight WEIGHT [16, 64]",
        "soup greedy base base2");
  }

  private void assertMistake(String message, String line) {
    assertEquals(message, mistake(line));
  }

  private String mistake(String line) {
    return assertThrows(UsageException.class, () -> magic(line)).getMessage();
  }
}
