package org.stockpot.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.display.Display;
import tech.tablesaw.api.Table;

/** Runs what helps show, in a session that has what it names. */
final class HelpExamplesTest {

  /** They need files of others, or data sets that are not here; tests of readers have those. */
  private static final Set<String> ELSEWHERE =
      Set.of(
          "%load last.ckpt --entry ema --as ema",
          "%load net.npz --as net --map features.0=conv1,classifier=fc1",
          "%load other.pt --match structure",
          "%task mnist:DIR conv2",
          "%task cifar10:DIR resnet20",
          "%task images:DIR conv2 --size 32x32",
          "%task houses.csv mlp:64 --label price",
          "%task 2023.csv mlp:16 --label class --missing mean --drop id --also 2024.csv",
          "%task table block --label species",
          "%task x,y block",
          "%task --error f --box -2..2,0..1   # a Java function of two parameters",
          "%plane --along box --grid 61 --topology   # of an error function",
          "%task digits torchscript:model.pt",
          "%task digits torchscript:frozen.pt --unfreeze",
          "%task words torchscript:bert.pt --prunable encoder,embeddings.weight",
          "%load helpers.jshell");

  private static final List<String> ORDER =
      List.of(
          "train imp shrink barrier instability robustness mli plane lca coherence tangents clouds curve curvature finetune similarity align soup taxonomy law phase save load export runs"
              .split(" ", -1));

  private static final List<String> NAMES =
      List.of("base start base1 base2 base3 a b c net1 net2 a1 b1 a2 b2 a3 b3".split(" ", -1));

  private final NoJava notebook = new NoJava();
  private final Stockpot stockpot = new Stockpot(notebook);
  private final List<String> failed = new ArrayList<>();

  @TempDir Path directory;

  /** Has no Java, which takes a compiler's time with each of a hundred magics. */
  private static final class NoJava implements Notebook {

    private final List<Display> shown = new ArrayList<>();

    @Override
    public void show(Display display) {
      shown.add(display);
    }

    @Override
    public void show(String id, Display display) {}

    @Override
    public void update(String id, Display display) {}

    @Override
    public Object evaluate(String code) {
      if (code.contains("give(")) {
        throw new IllegalStateException("there are no variables");
      }
      return null;
    }

    @Override
    public String kernel() {
      return "no Java";
    }
  }

  private Object magic(String line, String body) {
    return ShellNotebook.magic(stockpot, line, body);
  }

  private void quietly(String... lines) {
    for (String line : lines) {
      magic(line.replace("DIR", directory.toString()) + " -q", null);
    }
  }

  @Test
  void examplesRun() throws IOException {
    magic("stockpot --store " + directory.resolve("store"), null);
    quietly("task digits mlp:4,4 --as turned", "task digits mlp:4,4 --as upright");
    for (int i = 0; i < NAMES.size(); i++) {
      quietly("train --for 5it --seed " + (i + 1) + " --as " + NAMES.get(i));
    }
    quietly(
        "imp --rounds 8 --for 20it --as imp",
        "finetune imp.3 --for 5it --seed 1..3 --as t",
        "finetune base --for 5it --seed 1..4 --as ft",
        "save base DIR/theirs.npz",
        "save base DIR/backbone.pt",
        "save base DIR/resnet20.pth",
        "save ft.* DIR/runs/*.pt",
        "save a b base DIR/*.safetensors");
    Files.writeString(
        directory.resolve("mergekit.yml"),
        "merge_method: karcher\nmodels:\n- model: DIR/a.safetensors\n- model: DIR/b.safetensors\n"
            .replace("DIR", directory.toString()));
    Files.move(directory.resolve("resnet20.pth"), directory.resolve("resnet20.th"));
    ORDER.forEach(this::runExamples);
    runExamples("stockpot");
    runExamples("task");
    assertEquals(List.of(), failed);
  }

  @Test
  void examplesElsewhereAreExamples() {
    List<String> all = stockpot.names().stream().flatMap(name -> examples(name).stream()).toList();
    assertTrue(all.containsAll(ELSEWHERE), ELSEWHERE::toString);
    assertTrue(all.size() > 60, "" + all.size());
  }

  private List<String> examples(String magic) {
    notebook.shown.clear();
    magic(magic + " --help", null);
    return notebook.shown.stream()
        .flatMap(display -> display.text().lines())
        .filter(l -> l.startsWith("  %"))
        .map(String::strip)
        .toList();
  }

  private void runExamples(String magic) {
    examples(magic).stream().filter(e -> !ELSEWHERE.contains(e)).forEach(this::runExample);
    switch (magic) {
      case "imp" -> quietly("imp --rounds 7 --for 510it --as imp"); // for forks at 500it
      case "instability" -> quietly("imp --rounds 8 --for 20it --as imp");
      case "finetune" -> quietly("finetune base --for 5it --seed 1..4 --as ft");
      case "load" -> quietly("train --for 5it --as base"); // a point has no report
      default -> {}
    }
  }

  private void runExample(String example) {
    String line = example.replaceFirst("   [#(].*", "").replaceFirst("^%%?", "");
    line =
        line.replaceAll(
            "(?<=[ /])(\\S*\\.(safetensors|npz|pt|th|params|svg|png|csv|tex|html|md|ipynb|yml))\\b",
            directory + "/$1");
    line = line.replace("--store runs", "--store " + directory.resolve("other"));
    boolean trains = line.matches("(train|imp|instability)\\b.*");
    if (trains) {
      line += " --batch 10"; // 500 iterations must lie within five epochs
    }
    try {
      if (line.contains("3f9a")) {
        Table runs = (Table) magic("runs", null);
        line = line.replace("3f9a", runs.stringColumn("run").get(0));
      }
      magic(line, example.startsWith("%%") ? "lr = 1e-4..1e-2\nfor = 5it" : null);
    } catch (RuntimeException e) {
      failed.add(example + ": " + e.getMessage());
    }
  }
}
