package org.stockpot.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.format.Checkpoint;
import org.stockpot.prune.PruneResult;
import org.stockpot.soup.FinetuneResult;
import org.stockpot.soup.SoupResult;
import org.stockpot.soup.WeightedResult;
import org.stockpot.task.TrainResult;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;
import org.stockpot.weights.Slot;

/** A mask is what was declared one: by a pruning, by a file, or by {@code --zeros mask}. */
final class MaskMagicsTest {

  private static final String HEAD = "fc2.weight";

  private final ShellNotebook notebook = new ShellNotebook();
  private Stockpot stockpot = new Stockpot(notebook);

  @TempDir Path directory;

  private Object magic(String line) {
    return ShellNotebook.magic(stockpot, line.replace("DIR", directory.toString()), null);
  }

  private String mistake(String line) {
    return assertThrows(UsageException.class, () -> magic(line)).getMessage();
  }

  @BeforeEach
  void task() {
    magic("task digits mlp:8 --as task -q");
  }

  @AfterEach
  void close() {
    notebook.close();
  }

  /** Declares a Java variable: a fresh network whose head is all of one kind of zero. */
  private Point headless(String name, String zero) throws Exception {
    notebook.evaluate(
        String.format(
            "float[] v = task.init(1).toArray(); var head = task.layout().slot(\"%s\");"
                + " Arrays.fill(v, head.offset(), head.end(), %s);"
                + " Point %s = Point.of(task.layout(), v);",
            HEAD, zero, name));
    return (Point) notebook.evaluate(name);
  }

  private static int zeros(Point point) {
    Slot head = point.layout().slot(HEAD);
    int zeros = 0;
    for (int i = head.offset(); i < head.end(); i++) {
      zeros += point.at(i) == 0 ? 1 : 0;
    }
    return zeros;
  }

  @Test
  void aHeadOfZerosTrains() throws Exception {
    headless("p", "0f");
    TrainResult trained = (TrainResult) magic("train --from p --for 1ep");
    assertEquals(0, trained.job().mask().pruned());
    assertEquals(0, zeros(trained.point()));
    FinetuneResult tuned = (FinetuneResult) magic("finetune p --for 1ep");
    assertEquals(0, zeros(tuned.point(1)));
    PruneResult pruned = (PruneResult) magic("imp --from p --rounds 1 --for 1ep");
    assertEquals(0, pruned.round(0).mask().pruned());
    assertEquals(0, zeros(pruned.solution(0)));
    String text = notebook.text();
    assertTrue(
        text.contains(
            "trains all weights of p, also the 13.5% that are 0 and no mask declares"
                + " (--zeros mask keeps them 0)"),
        text);
  }

  @Test
  void zerosAreAMaskIfTheLineSaysSo() throws Exception {
    headless("p", "0f");
    Point negative = headless("n", "-0f");
    for (String name : List.of("p", "n")) {
      TrainResult trained = (TrainResult) magic("train --from " + name + " --zeros mask --for 1ep");
      assertEquals(80, trained.job().mask().pruned());
      assertEquals(Mask.supportOf(negative), trained.job().mask());
      trained.job().mask().requireZeros(trained.point());
      FinetuneResult tuned = (FinetuneResult) magic("finetune " + name + " --zeros mask --for 1ep");
      assertEquals(80, zeros(tuned.point(1)));
      PruneResult pruned =
          (PruneResult) magic("imp --from " + name + " --zeros mask --rounds 1 --for 1ep");
      assertEquals(80, pruned.round(0).mask().pruned());
    }
    String text = notebook.text();
    assertTrue(text.contains("takes the zeros of p for its mask (keeps 86.5% of the"), text);
    assertEquals(
        "zeros mask needs the point that has them: --from POINT", mistake("train --zeros mask"));
    assertTrue(mistake("train --zeros none").startsWith("zeros must be weights or mask"));
  }

  @Test
  void aTicketKeepsItsMaskByAnyName() throws Exception {
    PruneResult imp = (PruneResult) magic("imp --rounds 2 --fraction 0.5 --for 1ep --as imp -q");
    Mask mask = imp.round(2).mask();
    notebook.evaluate("Point p = imp.solution(2);");
    magic("save imp.2 DIR/a.safetensors -q");
    magic("save imp.2 DIR/a.npz");
    assertTrue(notebook.text().contains(".npz holds no mask"), notebook.text());
    for (String name : List.of("imp.2", "imp.seed1.2", "p", "DIR/a.safetensors", "DIR/a.npz")) {
      notebook.shown().clear();
      TrainResult trained = (TrainResult) magic("train --for 1it --from " + name);
      assertEquals(mask, trained.job().mask(), name);
      String words = "keeps the mask of " + name + " (25.0% of the weights)";
      assertTrue(notebook.text().contains(words.replace("DIR", directory + "")), notebook.text());
    }
    TrainResult again = (TrainResult) magic("train --for 1it --from imp.2 --as again");
    assertEquals(mask, ((TrainResult) magic("train --for 1it --from again")).job().mask());
    assertEquals(mask, ((TrainResult) magic("train --for 1it --from again.init")).job().mask());
    assertEquals(mask, again.job().mask());
    magic("load DIR/a.safetensors --as loaded");
    assertEquals(mask, ((TrainResult) magic("train --for 1it --from loaded")).job().mask());
  }

  @Test
  void anotherSessionKnowsTheMasksOfFilesThatHoldThem() {
    PruneResult imp = (PruneResult) magic("imp --rounds 1 --fraction 0.5 --for 1ep --as imp -q");
    magic("save imp.1 DIR/a.safetensors DIR/*.safetensors -q".replace("DIR/a.safetensors ", ""));
    magic("save imp.1 DIR/a.npz -q");
    stockpot = new Stockpot(notebook);
    magic("task digits mlp:8 -q");
    Mask mask = imp.round(1).mask();
    TrainResult dense = (TrainResult) magic("train --for 1it --from DIR/a.npz");
    assertEquals(0, dense.job().mask().pruned());
    assertTrue(notebook.text().contains("also the 50.0% that are 0"), notebook.text());
    TrainResult zeros = (TrainResult) magic("train --for 1it --from DIR/a.npz --zeros mask");
    assertEquals(mask, zeros.job().mask());
    TrainResult kept = (TrainResult) magic("train --for 1it --from DIR/imp.1.safetensors");
    assertEquals(mask, kept.job().mask());
  }

  @Test
  void keptWeightsThatHappenToBeZeroStayKept() throws Exception {
    headless("p", "0f");
    // Units that are off for every example have no gradients behind them.
    notebook.evaluate(
        "var bias = task.layout().slot(\"fc1.bias\"); Arrays.fill(v, bias.offset(), bias.end(), -99f);"
            + " p = Point.of(task.layout(), v);");
    PruneResult imp =
        (PruneResult) magic("imp --from p --exclude fc2 --rounds 1 --for 1it --as imp -q");
    assertEquals(80, zeros(imp.solution(1)));
    notebook.evaluate("Point q = imp.solution(1);");
    for (String name : List.of("imp.1", "q")) {
      TrainResult trained = (TrainResult) magic("train --for 1ep --from " + name);
      assertEquals(imp.round(1).mask(), trained.job().mask());
    }
    magic("save imp.1 DIR/a.safetensors -q");
    assertEquals(imp.round(1).mask(), Checkpoint.load(directory.resolve("a.safetensors")).mask());
  }

  @Test
  void savedZerosAreNoMaskUnlessOneWasDeclared() throws Exception {
    headless("p", "0f");
    magic("save p DIR/p.safetensors");
    assertEquals(0, Checkpoint.load(directory.resolve("p.safetensors")).mask().pruned());
  }

  @Test
  void negativeZerosOfAFileAreZero() throws Exception {
    Point negative = headless("n", "-0f");
    magic("save n DIR/n.npz -q");
    Point loaded = (Point) magic("load DIR/n.npz --as m");
    assertNotEquals(negative, loaded);
    assertEquals(negative.withPositiveZeros(), loaded);
    assertEquals(0, Float.floatToRawIntBits(loaded.at(loaded.layout().slot(HEAD).offset())));
    magic("save n DIR/n.safetensors -q");
    assertEquals(negative, Checkpoint.load(directory.resolve("n.safetensors")).point());
  }

  @Test
  void averagesOfTicketsKeepTheUnionOfTheirMasks() {
    PruneResult imp = (PruneResult) magic("imp --rounds 2 --fraction 0.5 --for 1ep --as imp -q");
    Mask wide = imp.round(1).mask();
    Mask narrow = imp.round(2).mask();
    SoupResult soup = (SoupResult) magic("soup uniform imp.1 imp.2 --as soup");
    assertEquals(wide, soup.origin().mask());
    assertTrue(notebook.text().contains("keeps 50.0% of the weights"), notebook.text());
    assertEquals(wide, ((TrainResult) magic("train --for 1it --from soup")).job().mask());
    magic("soup sparse imp.1 imp.2 --masks intersect --as thin -q");
    assertEquals(narrow, ((TrainResult) magic("train --for 1it --from thin")).job().mask());
    WeightedResult mix = (WeightedResult) magic("soup weighted imp.1=1 imp.2=-3 --as mix -q");
    assertEquals(wide, mix.origin().mask());
    assertEquals(wide, ((TrainResult) magic("train --for 1it --from mix")).job().mask());
    SoupResult dense = (SoupResult) magic("soup uniform imp.0 imp.2 -q");
    assertEquals(0, dense.origin().mask().pruned());
  }

  @Test
  void sparseSoupsNeedMasks() {
    magic("imp --rounds 2 --fraction 0.5 --for 1ep --as imp -q");
    magic("save imp.1 imp.2 DIR/*.npz -q");
    stockpot = new Stockpot(notebook);
    magic("task digits mlp:8 -q");
    String sparse = "soup sparse DIR/imp.1.npz DIR/imp.2.npz --masks union -q";
    String message = mistake(sparse);
    assertTrue(message.endsWith("; --zeros mask takes zeros for masks"), message);
    SoupResult soup = (SoupResult) magic(sparse + " --zeros mask");
    assertEquals(0.5, soup.origin().mask().density());
    assertEquals(
        "soup uniform takes no --zeros (recipes that do: sparse and every merge method)",
        mistake("soup uniform DIR/imp.1.npz DIR/imp.2.npz --zeros mask"));
  }

  @Test
  void theMeanOfFilesDeclaresTheUnion() {
    PruneResult imp = (PruneResult) magic("imp --rounds 2 --fraction 0.5 --for 1ep --as imp -q");
    magic("save imp.0 imp.1 imp.2 DIR/*.safetensors -q");
    String sparse = "DIR/imp.1.safetensors=1 DIR/imp.2.safetensors=-3 ";
    magic("soup files " + sparse + "--to DIR/mean.safetensors");
    Checkpoint mean = Checkpoint.load(directory.resolve("mean.safetensors"));
    assertEquals(imp.round(1).mask(), mean.mask());
    mean.mask().requireZeros(mean.point());
    magic("soup files " + sparse + "DIR/imp.0.safetensors=1 --to DIR/mean.safetensors");
    assertEquals(0, Checkpoint.load(directory.resolve("mean.safetensors")).mask().pruned());
  }

  @Test
  void theJavaSaysTheSame() throws Exception {
    headless("n", "-0f");
    magic("imp --rounds 1 --for 1ep --as imp -q");
    magic("save imp.1 DIR/a.safetensors -q");
    notebook.evaluate("Point p = imp.solution(1);");
    for (String line :
        List.of(
            "import org.stockpot.task.*;",
            "import org.stockpot.soup.*;",
            "import org.stockpot.format.*;",
            "import java.nio.file.Path;")) {
      notebook.evaluate(line);
    }
    for (String start :
        List.of("imp.1", "n", "n --zeros mask", "p", "DIR/a.safetensors", "imp.rewind")) {
      TrainResult trained = (TrainResult) shown("train --for 2it --from " + start);
      TrainResult again = (TrainResult) notebook.evaluate(java());
      assertEquals(trained.job().mask(), again.job().mask(), start);
      assertEquals(trained.point(), again.point(), start);
      FinetuneResult tuned = (FinetuneResult) shown("finetune " + start + " --for 2it");
      FinetuneResult retuned = (FinetuneResult) notebook.evaluate(java());
      assertEquals(tuned.point(1), retuned.point(1), start);
      assertEquals(tuned.mask(), retuned.mask(), start);
      PruneResult pruned = (PruneResult) shown("imp --rounds 1 --for 2it --from " + start);
      assertEquals(
          pruned.solution(1), ((PruneResult) notebook.evaluate(java())).solution(1), start);
    }
    SoupResult soup = (SoupResult) shown("soup uniform imp.0 imp.1 --as soup");
    notebook.evaluate(java());
    SoupResult recooked = (SoupResult) notebook.evaluate("soup");
    assertEquals(soup.soup(), recooked.soup());
    assertEquals(soup.origin(), recooked.origin());
    shown("soup interpolate imp.0 imp.1 --samples 3");
    notebook.evaluate(java());
    assertFalse(java().contains("Line"));
    shown("save imp.1 DIR/b.safetensors");
    notebook.evaluate(java());
    assertEquals(
        Checkpoint.load(directory.resolve("a.safetensors")).mask(),
        Checkpoint.load(directory.resolve("b.safetensors")).mask());
  }

  private Object shown(String line) {
    notebook.shown().clear();
    return magic(line);
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
}
