package org.stockpot.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.barrier.MliResult;
import org.stockpot.prune.PruneResult;
import org.stockpot.soup.SoupComparison;
import org.stockpot.soup.SoupOrigin.Dropped;
import org.stockpot.soup.SoupResult;
import org.stockpot.soup.WeightedResult;
import org.stockpot.task.TrainResult;
import org.stockpot.weights.Centroid;
import org.stockpot.weights.Point;

/** One network counts once, whatever it is called and however often. */
final class SameNetworkMagicsTest {

  private final ShellNotebook notebook = new ShellNotebook();
  private final Stockpot stockpot = new Stockpot(notebook);

  @TempDir Path directory;

  private Object magic(String line) {
    return ShellNotebook.magic(stockpot, line.replace("DIR", directory.toString()), null);
  }

  private void assertMistake(String message, String line) {
    String got = assertThrows(UsageException.class, () -> magic(line)).getMessage();
    assertEquals(message, got.replace(directory.toString(), "DIR"));
  }

  @BeforeEach
  void train() {
    magic("task digits mlp:8 --as task -q");
    magic("train --for 1ep --seed 5 --as base -q");
  }

  @AfterEach
  void close() {
    notebook.close();
  }

  @Test
  void aStarMeansTheSolutionsAndEachOnce() throws Exception {
    PruneResult imp = (PruneResult) magic("imp --rounds 2 --for 1ep --rewind 5it --as imp -q");
    notebook.evaluate("var twin = base.point();");
    magic("save imp.1 DIR/one.npz -q");
    TrainResult base = (TrainResult) notebook.evaluate("base");
    SoupResult soup =
        (SoupResult) magic("soup uniform base base imp.* imp.seed1.2 twin DIR/one.npz");
    List<Point> networks = List.of(base.point(), imp.solution(0), imp.solution(1), imp.solution(2));
    assertEquals(0, Centroid.of(networks).distance(soup.soup()), 1e-6);
    assertEquals(
        List.of("base", "imp.0", "imp.1", "imp.2"),
        soup.origin().sources().stream().map(s -> s.name()).toList());
    assertEquals(
        networks.stream().map(Point::digest).toList(),
        soup.origin().sources().stream().map(s -> s.digest()).toList());
    assertEquals(
        List.of(
            new Dropped("imp.init", "a start, not a solution"),
            new Dropped("imp.rewind", "a start, not a solution"),
            new Dropped("base", "named twice"),
            new Dropped("imp.seed1.2", "the same network as imp.2"),
            new Dropped("twin", "the same network as base"),
            new Dropped(directory + "/one.npz", "the same network as imp.1")),
        soup.origin().dropped());
    String text = notebook.text();
    int sentence = text.indexOf("Each network counts once. Not counted: imp.init (a start, not a");
    assertTrue(sentence > 0 && sentence < text.indexOf("Ledger of the uniform soup"), text);
    SoupComparison both = (SoupComparison) magic("soup uniform,greedy imp.* -q");
    both.soups().forEach(s -> assertEquals(2, s.origin().dropped().size()));
  }

  @Test
  void startsAreUsedWhereTheyAreNamed() {
    magic("imp --rounds 1 --for 1ep --as imp -q");
    SoupResult soup = (SoupResult) magic("soup uniform imp.init imp.1 -q");
    assertEquals(2, soup.members().size());
    assertEquals(List.of(), soup.origin().dropped());
    assertMistake(
        "no solution matches base.*, only starts, which want their names: base.init",
        "soup uniform base.* imp.1");
    assertEquals(
        2, ((SoupResult) magic("soup uniform *.init base -q")).members().size() - 1, "both starts");
    MliResult mli = (MliResult) magic("mli imp.* imp.1 --samples 3");
    assertEquals(2, mli.lines().pairs().size());
    assertTrue(notebook.text().contains("counts once: imp.1 twice"), notebook.text());
    assertEquals(2, ((List<?>) magic("save imp.* DIR/*.npz -q")).size());
  }

  @Test
  void pathsLeadBetweenDifferentNetworks() throws Exception {
    notebook.evaluate("var twin = base.point();");
    String path = "a barrier lies between two different networks, got ";
    assertMistake(path + "base twice", "barrier base base");
    assertMistake(path + "twin, the same network as base", "barrier base twin");
    assertMistake(path + "twin, the same network as base", "barrier base,base.init base,twin");
    String pairs = "pairs must be all different, got ";
    assertMistake(pairs + "base → base.init twice", "barrier base,base.init base,base.init");
    String reversed = "base.init → base, the same pair as base → base.init";
    assertMistake(pairs + reversed, "barrier base base.init base");
    String renamed = "twin → base.init, the same pair as base → base.init";
    assertMistake(pairs + renamed, "barrier base,base.init twin,base.init");
    assertMistake(
        "a plane goes through three different networks, got twin, the same network as base",
        "plane base base.init twin --axes barycentric");
    assertMistake(
        "the ends of a line must differ, got twin, the same network as base",
        "soup interpolate base twin");
  }

  @Test
  void oneNetworkIsNoSoup() throws Exception {
    notebook.evaluate("var twin = base.point();");
    assertMistake(
        "a soup must have two or more ingredients, got only base, and twin: the same network as base",
        "soup greedy base twin");
    assertMistake(
        "the networks of a weighted soup must differ, each with the sum of its weights, got base,"
            + " named twice",
        "soup weighted base=1 base=2 base.init=1");
    WeightedResult mix = (WeightedResult) magic("soup weighted base=3 base.init=1 -q");
    assertEquals(
        List.of("base", "base.init"), mix.origin().sources().stream().map(s -> s.name()).toList());
  }

  @Test
  void filesCountOnce() throws IOException {
    magic("train --for 1ep --seed 6 --as other -q");
    magic("save base other DIR/*.npz -q");
    Files.copy(directory.resolve("base.npz"), directory.resolve("copy.npz"));
    magic("soup files DIR/*.npz DIR/other.npz --to DIR/mean.safetensors");
    magic("soup files DIR/base.npz DIR/other.npz --to DIR/two.safetensors -q");
    assertEquals(magic("load DIR/two.safetensors -q"), magic("load DIR/mean.safetensors -q"));
    String text = notebook.text().replace(directory.toString(), "DIR");
    assertTrue(
        text.contains(
            "Each file counts once. Not counted: DIR/copy.npz (the same as DIR/base.npz),"
                + " DIR/other.npz (named twice)."),
        text);
    assertMistake(
        "each file must have one weight, got DIR/copy.npz, the same as DIR/base.npz",
        "soup files DIR/base.npz=2 DIR/copy.npz DIR/other.npz --to DIR/x.npz");
  }
}
