package org.stockpot.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.data.image.Mnist;
import org.stockpot.djl.DjlTask;
import org.stockpot.format.Checkpoint;
import org.stockpot.prune.PruneResult;
import org.stockpot.task.Objective;
import org.stockpot.testing.Python;
import org.stockpot.text.Json;
import org.stockpot.text.Resources;
import org.stockpot.text.Tree;
import org.stockpot.weights.Point;

/** A saved ticket says all that it takes to use it elsewhere. */
final class TicketElsewhereTest {

  private final ShellNotebook notebook = new ShellNotebook();
  private final Stockpot stockpot = new Stockpot(notebook);

  @TempDir Path directory;

  private Object magic(String line) {
    return ShellNotebook.magic(stockpot, line.replace("DIR", directory.toString()), null);
  }

  private String shown(String line) {
    notebook.shown().clear();
    magic(line);
    return notebook.text();
  }

  @BeforeEach
  void keepNothing() {
    magic("stockpot --store none");
  }

  @AfterEach
  void close() {
    notebook.close();
  }

  @Test
  void pyTorchScoresRawRowsToTheSameAccuracy() throws Exception {
    StringBuilder expected = new StringBuilder();
    expected.append(ticket("digits", "digits mlp:8", resource("digits.csv.gz")));
    expected.append(ticket("mnist", "mnist-10k mlp:4", resource("t10k-images-idx3-ubyte.gz")));
    Path csv = Files.writeString(directory.resolve("table.csv"), table());
    expected.append(ticket("table", csv + " mlp:4 --label label --missing mean", csv));
    String script = Resources.text(TicketElsewhereTest.class, "ticket.py");
    assertEquals(expected.toString(), Python.run(script, directory));
  }

  /** Saves a ticket with examples; returns what Python is to say of it. */
  private String ticket(String name, String task, Path source) throws Exception {
    magic("task " + task + " -q");
    PruneResult imp = (PruneResult) magic("imp --rounds 1 --for 40it --as imp -q");
    magic("save imp.1 DIR/" + name + ".safetensors --with-example -q");
    Files.writeString(directory.resolve(name + ".source"), source.toString());
    DjlTask made = (DjlTask) magic("task " + task + " -q --as made");
    Point point = imp.solution(1);
    List<Objective> parts = List.of(made.training(), made.validation(), made.test());
    long all = parts.stream().mapToLong(Objective::examples).sum();
    double right = parts.stream().mapToDouble(p -> p.score(point).value() * p.examples()).sum();
    int pruned = imp.round(1).mask().pruned();
    return String.format(Locale.ROOT, "%s %d %d True %d%n", name, Math.round(right), all, pruned);
  }

  private static Path resource(String name) throws Exception {
    return Path.of(Mnist.class.getResource(name).toURI());
  }

  private static String table() {
    Random random = new Random(1);
    StringBuilder csv = new StringBuilder("size,colour,weight,label\n");
    for (int i = 0; i < 300; i++) {
      double size = random.nextGaussian() * 30 + 400;
      String colour = List.of("red", "green", "blue", "").get(random.nextInt(4));
      String weight = random.nextInt(9) == 0 ? "" : "" + random.nextInt(50);
      String label = size > 400 ^ colour.equals("red") ? "yes" : "no";
      csv.append(size).append(',').append(colour).append(',').append(weight).append(',');
      csv.append(label).append('\n');
    }
    return csv.toString();
  }

  @Test
  void aTicketSaysWhereItIsFromAndMeansTheSame() {
    magic("task digits mlp:8");
    magic("imp --rounds 2 --seeds 4,7 --for 5it --lr 0.002 --as imp");
    String said = shown("save imp.seed7.2 DIR/deep/er/t.safetensors");
    assertTrue(said.contains("with its mask"), said);
    assertTrue(said.contains("origin, recipe, split and preprocessing"), said);
    Checkpoint read = Checkpoint.load(directory.resolve("deep/er/t.safetensors"));
    Map<String, String> facts = read.provenance();
    assertEquals("7", facts.get("seed"));
    assertEquals("2", facts.get("round"));
    assertTrue(facts.get("mask").contains("lowest bit"), facts.get("mask"));
    assertTrue(facts.get("recipe").contains("--lr 0.002"), facts.get("recipe"));
    assertEquals("1168 training, 270 validation, 359 test examples", facts.get("split"));
    assertTrue(facts.get("versions").matches("Stockpot .*, PyTorch .*, Java .*"));
    assertTrue(facts.get("made by").matches("(?s)%task digits mlp:8 .*\n%imp .*--as imp"));
    Map<String, Object> how = Json.read(facts.get("preprocessing"));
    assertEquals(List.of(1, 8, 8), how.get("shape"));
    assertEquals(16.0, how.get("white"));
    assertEquals(10, Tree.list(how, "classes").size());
    magic("load DIR/deep/er/t.safetensors --as back");
    assertTrue(notebook.text().contains("round = 2"), notebook.text());
    String again = shown("save back DIR/u.safetensors");
    assertTrue(again.contains("with its mask"), again);
  }

  @Test
  void examplesAreNoCheckpointsAmongOthers() throws IOException {
    magic("task digits mlp:8");
    magic("train --for 5it --as a");
    assertEquals(2, ((List<?>) magic("save a DIR/a.safetensors --with-example")).size());
    magic("train --for 5it --seed 2 --as b");
    magic("save b DIR/b.safetensors --with-example");
    assertEquals(4, files());
    String soup = shown("soup uniform DIR/*.safetensors");
    assertFalse(soup.contains("example.safetensors"), soup);
    String mistake =
        assertThrows(UsageException.class, () -> magic("load DIR/a.example.safetensors"))
            .getMessage();
    assertTrue(mistake.contains("a.example.safetensors"), mistake);
  }

  private long files() throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return all.count();
    }
  }

  @Test
  void formatsThatHoldTensorsAloneSaySo() {
    magic("task digits mlp:8");
    magic("imp --rounds 1 --for 5it --as imp");
    for (String ending : List.of(".npz", "-0000.params", ".pt")) {
      String said = shown("save imp.1 DIR/x" + ending);
      assertTrue(said.contains("holds no mask and no origin"), said);
      String read = shown("load DIR/x" + ending + " --as x");
      assertTrue(read.contains("this session knows both"), read);
    }
    String torch = shown("save imp.1 DIR/x.pt --masks torch");
    assertTrue(torch.contains("and the mask, as weight_orig and weight_mask"), torch);
    try (ShellNotebook other = new ShellNotebook()) {
      Stockpot fresh = new Stockpot(other);
      ShellNotebook.magic(fresh, "task digits mlp:8 -q", null);
      ShellNotebook.magic(fresh, "load " + directory + "/x.npz --as x", null);
      assertTrue(other.text().contains("which --zeros mask takes for pruned"), other.text());
    }
  }

  @Test
  void filesOfAnotherKindAreNamed() throws IOException {
    magic("task digits mlp:8");
    magic("train --for 5it --as base");
    magic("save base DIR/w.safetensors");
    magic("save base DIR/w.npz");
    Files.copy(directory.resolve("w.safetensors"), directory.resolve("a.csv"));
    Files.copy(directory.resolve("w.npz"), directory.resolve("b.csv"));
    Files.writeString(directory.resolve("c.pt"), "x,y,label\n1,2,a\n");
    Files.write(directory.resolve("d.pt"), new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, 1});
    Files.writeString(directory.resolve("e.pt"), "{\n \"cells\": []\n}");
    assertMistake("task DIR/w.npz mlp:8", "holds arrays of NumPy: say npz:");
    assertMistake("task DIR/w.safetensors mlp:8", "holds weights, not data: %load reads them");
    assertMistake("task DIR mlp:8", "is a folder: say what is in it, as in images:DIR");
    assertMistake("task DIR/a.csv mlp:8 --label x", "weights as safetensors; %load reads them");
    assertMistake("task DIR/b.csv mlp:8 --label x", "arrays of NumPy; say npz:FILE");
    assertMistake("load DIR/c.pt", "it is a table as text, not a checkpoint: use it as data");
    assertMistake("load DIR/d.pt", "it is a JPEG image");
    assertMistake("load DIR/e.pt", "it is a notebook, not a checkpoint");
  }

  private void assertMistake(String line, String part) {
    String message = assertThrows(UsageException.class, () -> magic(line)).getMessage();
    assertTrue(message.contains(part), message);
  }
}
