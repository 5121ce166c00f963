package org.stockpot.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.data.Split;
import org.stockpot.data.image.Digits;
import org.stockpot.data.table.TableData;
import org.stockpot.format.Checkpoint;
import org.stockpot.soup.SoupResult;

/**
 * Points know the rows that they were trained on, and are not scored on them as if they were new.
 */
final class LeakMagicsTest {

  private final ShellNotebook notebook = new ShellNotebook();
  private Stockpot stockpot = new Stockpot(notebook);

  @TempDir Path directory;

  private Object magic(String line) {
    return ShellNotebook.magic(stockpot, line.replace("DIR", directory.toString()), null);
  }

  private String mistake(String line) {
    return assertThrows(UsageException.class, () -> magic(line), line).getMessage();
  }

  private void assertLeak(String words, String line) {
    String message = mistake(line);
    assertTrue(message.startsWith(words), message);
    assertTrue(message.contains(" test rows of this task, in another split or "), message);
  }

  private String shown(String line) {
    notebook.shown().clear();
    magic(line);
    return notebook.text();
  }

  @AfterEach
  void close() {
    notebook.close();
  }

  /** Returns how many test rows of a split are training rows of the default one. */
  private static long shared(long seed) {
    return Digits.load()
        .training()
        .rows()
        .shared(Digits.load(Split.defaults().withSeed(seed)).test().rows());
  }

  private void makeAllIn(String seed) {
    magic("task digits mlp:8 --seed " + seed + " --as t" + seed + " -q");
    magic("train --for 1ep --as base -q");
    magic("train --for 1ep --seed 2 --as other -q");
    magic("finetune base --seed 1,2 --for 1ep --as ft -q");
    magic("imp --rounds 2 --for 1ep --as imp -q");
    magic("soup uniform ft.* --as soup -q");
    magic("soup interpolate base ft.1 --samples 3 --as line -q");
    magic("soup weighted ft.1=1 ft.2=2 --as mix -q");
  }

  @Test
  void noMagicScoresATrainingExampleOfAnotherSplit() throws Exception {
    makeAllIn("0");
    notebook.evaluate("Point p = imp.solution(2); Point init = base.job().start();");
    magic("task digits mlp:8 --seed 9 --as t9 -q");
    String leak = " was trained on " + shared(9);
    assertTrue(shared(9) > 200);
    for (String line :
        List.of(
            "barrier base other",
            "soup greedy base other",
            "soup uniform,pruned base other",
            "soup weighted base=1 other=1",
            "soup interpolate base other",
            "train --from base",
            "imp --from base --rounds 1",
            "finetune base",
            "plane base other base.init",
            "plane base --random",
            "mli base")) {
      assertLeak("base" + leak, line);
    }
    assertLeak("ft.1" + leak, "soup uniform ft.1 base.init");
    for (String name : List.of("imp.1", "p", "soup", "line", "mix", "ft.2", "imp.seed1.0")) {
      assertLeak(name + leak, "train --from " + name);
    }
    assertLeak("imp.0" + leak, "barrier imp");
    assertLeak("imp.1" + leak, "instability --ticket imp.1");
    assertLeak("imp.1" + leak, "robustness imp.1");
    assertTrue(mistake("barrier base other").contains(", other on " + shared(9) + " of the 359"));
    assertTrue(mistake("train --from base").contains("--allow-leak to go on and mark the result"));
    // Initialisations have seen nothing, whatever was made of them.
    magic("train --from base.init --for 1it -q");
    magic("train --from init --for 1it -q");
    magic("barrier base.init other.init --samples 3 -q");
    magic("task t0 -q");
    magic("barrier base other --samples 3 -q");
    magic("task digits mlp:8 -q");
    magic("soup greedy ft.* base p -q");
  }

  @Test
  void whatIsAllowedIsMarkedAndInherited() throws Exception {
    magic("stockpot --store DIR/store");
    magic("task digits mlp:8 --as t0 -q");
    magic("train --for 1ep --as base -q");
    magic("task digits mlp:8 --seed 9 --as t9 -q");
    magic("train --for 1ep --seed 2 --as other -q");
    String mark =
        "LEAK (--allow-leak): base was trained on "
            + shared(9)
            + " of the 359 test rows of this task.";
    String text = shown("soup uniform base other --allow-leak --as soup");
    assertTrue(text.contains("%soup uniform base other") && text.contains("--allow-leak"), text);
    assertTrue(text.indexOf(mark) > text.indexOf("prediction ensemble"), text);
    Object soup = notebook.evaluate("soup");
    assertTrue(stockpot.render(soup).orElseThrow().text().contains(mark), "wherever it is shown");
    assertTrue(shown("barrier base other --samples 3 --allow-leak").contains(mark));
    assertTrue(shown("finetune base --for 1it --allow-leak --as ft").contains(mark));
    assertTrue(shown("runs show soup").contains("LEAK"), notebook.text());
    assertFalse(shown("train --for 1it").contains("LEAK"));
    magic("task t0 -q");
    assertLeak("ft.1 was trained on ", "train --from ft.1");
    assertLeak("soup was trained on ", "train --from soup");
    magic("train --from base --for 1it -q");
    magic("task digits mlp:8 --seed 4 -q");
    assertLeak("ft.1 was trained on ", "train --from ft.1");
  }

  @Test
  void whatComesOutAsItWentInInheritsNothing() {
    magic("task digits mlp:8 --as t0 -q");
    magic("train --for 2ep --as base -q");
    magic("task digits mlp:8 --seed 9 --as t9 -q");
    magic("train --for 1it --seed 2 --as weak -q");
    magic("task t0 -q");
    SoupResult soup = (SoupResult) magic("soup greedy base weak --allow-leak --as soup -q");
    assertEquals(List.of("base"), soup.members());
    magic("train --from base --for 1it -q");
    magic("train --from soup --for 1it -q");
    assertLeak("weak was trained on ", "train --from weak");
  }

  @Test
  void filesKeepWhatTheirPointWasTrainedOn() {
    magic("task digits mlp:8 -q");
    magic("train --for 1ep --as base -q");
    magic("imp --rounds 1 --for 1ep --as imp -q");
    magic("save base imp.1 DIR/*.safetensors -q");
    magic("save base DIR/base.npz -q");
    assertEquals(
        Digits.load().training().rows(),
        Checkpoint.load(directory.resolve("base.safetensors")).rows());
    magic("soup files DIR/base.safetensors DIR/imp.1.safetensors --to DIR/mean.safetensors -q");
    stockpot = new Stockpot(notebook);
    magic("task digits mlp:8 --seed 9 -q");
    String text = shown("load DIR/base.safetensors --as loaded");
    assertTrue(text.contains(", trained on 1168 rows"), text);
    assertTrue(text.length() < 2000, text);
    String leak = " was trained on " + shared(9);
    assertLeak("loaded" + leak, "train --from loaded");
    assertLeak("loaded" + leak, "barrier loaded DIR/imp.1.safetensors");
    assertLeak(directory + "/mean.safetensors" + leak, "train --from DIR/mean.safetensors");
    assertLeak(directory + "/base.npz" + leak, "train --from DIR/base.npz");
    stockpot = new Stockpot(notebook);
    magic("task digits mlp:8 --seed 9 -q");
    magic("train --from DIR/base.npz --for 1it -q"); // It holds tensors alone: nothing is known.
  }

  @Test
  void anotherFileWithTheSameRowsIsNoNewTest() throws IOException {
    List<String> lines =
        IntStream.range(0, 120)
            .mapToObj(i -> i * 0.25 + "," + i % 7 + "," + "xy".charAt(i / 60))
            .toList();
    Files.writeString(directory.resolve("a.csv"), "a,b,class\n" + String.join("\n", lines));
    Files.writeString(
        directory.resolve("b.csv"), "a,b,class\n" + String.join("\n", lines.subList(10, 100)));
    List<String> fresh = lines.stream().map(line -> "1" + line).toList();
    Files.writeString(directory.resolve("c.csv"), "a,b,class\n" + String.join("\n", fresh));
    magic("task DIR/a.csv mlp:4 --label class -q");
    magic("train --for 1ep --batch 10 --as base -q");
    magic("task DIR/a.csv mlp:4 --label class --seed 2 -q");
    Split split = Split.defaults();
    Path a = directory.resolve("a.csv");
    long shared =
        TableData.csv(a, "class", split)
            .training()
            .rows()
            .shared(TableData.csv(a, "class", split.withSeed(2)).test().rows());
    assertTrue(shared > 5);
    assertLeak(
        "base was trained on " + shared + " of the 24 test rows", "train --from base --batch 10");
    magic("task DIR/a.csv mlp:4 --label class --test 0.5 -q");
    assertLeak("base was trained on ", "train --from base --batch 10");
    magic("task DIR/b.csv mlp:4 --label class -q");
    assertLeak("base was trained on ", "train --from base --batch 10");
    magic("task DIR/c.csv mlp:4 --label class -q");
    magic("train --from base --for 1it --batch 10 -q");
  }

  @Test
  void copiesWithinATableAreTheTablesOwnMatter() throws IOException {
    List<String> lines =
        IntStream.range(0, 120).mapToObj(i -> i % 9 + "," + "xy".charAt(i % 2)).toList();
    Files.writeString(directory.resolve("a.csv"), "a,class\n" + String.join("\n", lines));
    magic("task DIR/a.csv mlp:4 --label class -q");
    magic("train --for 1ep --batch 10 --as base -q");
    magic("train --for 1ep --batch 10 --from base -q");
  }

  @Test
  void choicesByRowsThatWereTrainedOnAreSaid() throws Exception {
    notebook.evaluate(
        "import org.stockpot.data.*; import org.stockpot.data.image.*; import org.stockpot.data.split.*; import org.stockpot.djl.*;");
    notebook.evaluate(
        "DjlTask with(long seed) { Data d = Digits.load(); return DjlTask.of(Data.of("
            + "DatasetInfo.of(\"d\", \"s\", List.of(1, 8, 8)), d.targets().names(), Splitter.split(d.training(),"
            + " d.test(), new Split(0.5, 0, seed))), \"mlp:8\"); }");
    stockpot.run("task", List.of(), "with(1)");
    magic("train --for 1ep --as base -q");
    stockpot.run("task", List.of(), "with(2)");
    String text = shown("soup uniform base base.init");
    assertTrue(
        text.matches(
            "(?s).*base was trained on \\d+ of the 584 validation rows of this task: choices by them"
                + " favour it.*"),
        text);
    assertFalse(text.contains("LEAK"), text);
  }

  @Test
  void resultsOfJavaKnowTheirRows() throws Exception {
    magic("task digits mlp:8 --as t0 -q");
    notebook.evaluate("import org.stockpot.task.*; import org.stockpot.soup.*;");
    notebook.evaluate(
        "Recipe r = Recipe.defaults().withLength(Span.iterations(2));"
            + " TrainResult j = TrainResult.of(t0, Job.dense(t0.init(1), r, t0.stepsPerEpoch(60), 1L),"
            + " Progress.NONE);");
    magic("train --for 1it --seed 3 --as base -q");
    notebook.evaluate(
        "SoupResult s = Soups.of(SoupRecipe.UNIFORM, List.of(new Ingredient(\"a\", base.point()),"
            + " new Ingredient(\"b\", base.job().start())), t0, SoupOptions.defaults(),"
            + " Progress.NONE);");
    notebook.evaluate(
        "var f = Finetune.of(base.point(), List.of(new Variation(r, 1L)), t0, List.of(), new"
            + " HashMap<>(), Progress.NONE);"
            + " var i = IterativePruning.run(t0, r, PruneOptions.defaults().withRounds(1),"
            + " Optional.empty(), Progress.NONE);");
    magic("task digits mlp:8 --seed 9 -q");
    String leak = " was trained on " + shared(9);
    for (String name : List.of("j", "s", "f.1", "i.1")) {
      assertLeak(name + leak, "train --from " + name);
    }
    magic("train --for 1it --from j.init -q");
    magic("train --for 1it --from i.init -q");
  }
}
