package org.stockpot.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.format.Checkpoint;
import org.stockpot.merge.Merges;
import org.stockpot.testing.Points;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Mask;
import org.stockpot.weights.MergeInputs;
import org.stockpot.weights.Point;

/** Merges of files need no task. */
final class FileMergeMagicsTest {

  private static final Layout LAYOUT = Points.small();
  private static final String BASED =
      "soup files DIR/a.safetensors DIR/b.safetensors=0.5 --base DIR/base.safetensors";

  private final ShellNotebook notebook = new ShellNotebook();
  private final Stockpot stockpot = new Stockpot(notebook);
  private final MergeInputs inputs =
      MergeInputs.of(List.of(Points.random(LAYOUT, 1), Points.random(LAYOUT, 2)))
          .withWeights(List.of(1.0, 0.5))
          .withBase(Points.random(LAYOUT, 3));
  @TempDir Path directory;

  @BeforeEach
  void save() {
    List<Point> points =
        List.of(inputs.members().get(0), inputs.members().get(1), inputs.base().orElseThrow());
    for (int i = 0; i < 3; i++) {
      new Checkpoint(points.get(i), Mask.full(LAYOUT), Map.of())
          .save(directory.resolve(List.of("a", "b", "base").get(i) + ".safetensors"));
    }
  }

  @AfterEach
  void close() {
    notebook.close();
  }

  private Object magic(String line) {
    return ShellNotebook.magic(stockpot, line.replace("DIR", directory.toString()), null);
  }

  private String mistake(String line) {
    return assertThrows(RuntimeException.class, () -> magic(line))
        .getMessage()
        .replace(directory.toString(), "DIR");
  }

  private Point written(String name) {
    return Checkpoint.load(directory.resolve(name)).point();
  }

  @Test
  void aMethodWithItsOptionsMergesFiles() {
    magic(BASED + " --method ties --density 0.3 --lambda 0.5 --to DIR/out.safetensors");
    Point expected = Merges.of("ties", Map.of("density", 0.3, "lambda", 0.5)).of(inputs);
    assertEquals(expected, written("out.safetensors"));
    String text = notebook.text().replace(directory.toString(), "DIR");
    assertTrue(text.contains("wrote ties of 2 files over the base DIR/base.safetensors: "), text);
    assertTrue(text.contains("density 0.3, lambda 0.5, normalise yes, scope whole"), text);
    assertTrue(notebook.html().contains(".mergeTo(Path.of("), text);
    magic(BASED + " --method dare --seed 3 --to DIR/dare.npz");
    Point drawn = Merges.of("dare", Map.of("seed", 3)).of(inputs);
    assertEquals(drawn, Checkpoint.load(directory.resolve("dare.npz"), LAYOUT).point());
  }

  @Test
  void aRecipeIsWrittenAndReadBackEqual() throws IOException {
    String ties = BASED + " --method ties --density 0.3 --scope tensor --zero plus";
    magic(ties + " --to DIR/one.safetensors --write-recipe DIR/ties.yml");
    assertTrue(Files.readString(directory.resolve("ties.yml")).contains("merge_method: ties"));
    magic("soup files --recipe DIR/ties.yml --to DIR/two.safetensors");
    assertEquals(written("one.safetensors"), written("two.safetensors"));
    magic(ties + " --write-recipe DIR/again.yml");
    assertEquals(
        Files.readString(directory.resolve("ties.yml")),
        Files.readString(directory.resolve("again.yml")));
    Files.writeString(directory.resolve("wrong.yml"), "merge_method: ties\nslices: []\n");
    String message = mistake("soup files --recipe DIR/wrong.yml --to DIR/three.safetensors");
    assertTrue(message.startsWith("DIR/wrong.yml: line 2: slices has no meaning here"), message);
    assertFalse(Files.exists(directory.resolve("three.safetensors")));
  }

  @Test
  void mistakesAreNamed() {
    assertEquals(
        "a recipe says files, method and options itself, got besides --density",
        mistake("soup files --recipe DIR/r.yml --density 0.2 --to DIR/x.npz"));
    String unknown = mistake("soup files DIR/a.safetensors --method tie --to DIR/x.npz");
    assertTrue(
        unknown.startsWith("no method for files named tie, did you mean ties? (methods: linear "),
        unknown);
    assertEquals(
        "density of files must be one value, got 0.1,0.2",
        mistake(BASED + " --method ties --density 0.1,0.2 --to DIR/x.npz"));
    assertEquals(
        "soup files --method ties takes no --gamma",
        mistake(BASED + " --method ties --gamma 0.1 --to DIR/x.npz"));
    assertTrue(
        mistake("soup files DIR/a.safetensors --method ties --to DIR/x.npz")
            .startsWith("ties must have a base"));
    assertTrue(mistake(BASED + " --to DIR/x.npz").startsWith("linear takes no base, got "));
    assertTrue(
        mistake(BASED + " --method ties --write-recipe DIR/r.yml")
            .startsWith("mergekit's recipes have no word for scope = whole; use tensor"));
  }
}
