package org.stockpot.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.barrier.BarrierResult;
import org.stockpot.djl.Models;
import org.stockpot.format.Checkpoint;
import org.stockpot.magic.session.Points;
import org.stockpot.magic.session.ResultTypes;
import org.stockpot.magic.session.Session;
import org.stockpot.magic.task.DjlEngine;
import org.stockpot.prune.PruneResult;
import org.stockpot.task.TrainResult;
import org.stockpot.testing.Python;
import org.stockpot.weights.Centroid;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;
import org.stockpot.weights.Role;

final class FileMagicsTest {

  private final ShellNotebook notebook = new ShellNotebook();
  private final Stockpot stockpot = new Stockpot(notebook);

  @TempDir Path directory;

  private Object magic(String line) {
    return ShellNotebook.magic(stockpot, line.replace("DIR", directory.toString()), null);
  }

  private String mistake(String line) {
    return assertThrows(UsageException.class, () -> magic(line))
        .getMessage()
        .replace(directory.toString(), "DIR");
  }

  @AfterEach
  void close() {
    notebook.close();
  }

  @Test
  void aSavedPointLoadsIntoAVariableBitForBit() throws Exception {
    magic("task digits mlp:8");
    TrainResult base = (TrainResult) magic("train --for 1ep --as base");
    for (String file : List.of("DIR/a.safetensors", "DIR/a.npz", "DIR/a.pt", "DIR/a-0000.params")) {
      magic("save base " + file);
      assertEquals(base.point(), magic("load " + file + " --as copy"));
      assertEquals(base.point(), notebook.evaluate("copy"));
      assertEquals(
          base.point(), ((TrainResult) magic("train --from copy --for 1it")).job().start());
    }
    String text = notebook.text();
    assertTrue(text.contains("4 slots, 610 parameters"), text);
    assertTrue(text.contains("point = base"), text);
    assertTrue(text.contains("task = digits mlp:8"), text);
  }

  @Test
  void aFileIsAPointOfEveryMagic() {
    magic("task digits mlp:8");
    magic("train --for 1ep --seed 1 --as a");
    magic("train --for 1ep --seed 2 --as b");
    magic("save a DIR/a.safetensors");
    BarrierResult named = (BarrierResult) magic("barrier a b --samples 3");
    BarrierResult filed = (BarrierResult) magic("barrier DIR/a.safetensors b --samples 3");
    assertEquals(named.pairs().get(0).paths(), filed.pairs().get(0).paths());
  }

  @Test
  void filesAreAveragedWithoutATask() throws Exception {
    magic("task digits mlp:8 -q");
    Point a = ((TrainResult) magic("train --for 1ep --seed 1 --as a -q")).point();
    Point b = ((TrainResult) magic("train --for 1ep --seed 2 --as b -q")).point();
    magic("save a b DIR/*.safetensors");
    assertEquals(
        "the mean of files needs a file to go to: --to mean.safetensors",
        mistake("soup files DIR/*.safetensors"));
    magic("soup files DIR/*.safetensors --to DIR/mean.npz");
    assertEquals(Centroid.of(List.of(a, b)), magic("load DIR/mean.npz"));
    magic("soup files DIR/a.safetensors=3 DIR/b.safetensors=1 --to DIR/mean.npz");
    assertEquals(new Centroid(a.layout()).add(a, 3).add(b, 1).mean(), magic("load DIR/mean.npz"));
    assertTrue(notebook.text().contains("wrote the mean of 2 files"), notebook.text());
  }

  @Test
  void severalPointsAreSavedUnderTheirNamesAndFoundByAPattern() {
    magic("task digits mlp:8");
    PruneResult imp = (PruneResult) magic("imp --rounds 2 --for 1ep --as imp");
    assertEquals(
        List.of(directory.resolve("imp.1.safetensors"), directory.resolve("imp.2.safetensors")),
        magic("save imp.1 imp.2 DIR/*.safetensors"));
    Checkpoint saved = Checkpoint.load(directory.resolve("imp.2.safetensors"));
    assertEquals(imp.solution(2), saved.point());
    assertEquals(imp.round(2).mask(), saved.mask());
    Session session = new Session(notebook, new DjlEngine(), new ResultTypes(List.of()));
    Points points = new Points(session);
    assertEquals(
        List.of(directory + "/imp.1.safetensors", directory + "/imp.2.safetensors"),
        points.expand(directory + "/*.safetensors"));
  }

  @Test
  void aFileOfOursLoadsWithoutATask() {
    magic("task digits mlp:8");
    TrainResult base = (TrainResult) magic("train --for 1ep --as base");
    magic("save base DIR/a.safetensors");
    magic("save base DIR/a.npz");
    Stockpot other = new Stockpot(notebook);
    assertEquals(base.point(), other.run("load", List.of(directory + "/a.safetensors"), null));
    String message =
        assertThrows(
                UsageException.class, () -> other.run("load", List.of(directory + "/a.npz"), null))
            .getMessage();
    assertTrue(message.endsWith("or be loaded into a task"), message);
  }

  @Test
  void theirNamesAreMappedToOurs() {
    magic("task digits mlp:8");
    TrainResult base = (TrainResult) magic("train --for 1ep --as base");
    Checkpoint theirs =
        new Checkpoint(renamed(base.point()), Mask.full(renamed(base.point()).layout()), Map.of());
    theirs.save(directory.resolve("theirs.npz"));
    assertTrue(
        mistake("load DIR/theirs.npz --map in=fc3").contains("no slot named fc3.weight"),
        mistake("load DIR/theirs.npz --map in=fc3"));
    assertEquals(base.point(), magic("load DIR/theirs.npz --map in=fc1,out=fc2"));
  }

  @Test
  void aSizeIsForFoldersOfImages() {
    assertEquals("size is for images:DIR, got digits", mistake("task digits mlp:8 --size 8"));
    assertTrue(
        mistake("task images:DIR mlp:8 --size x").startsWith("size must be height and width"));
  }

  @Test
  void foldersWithoutATestPartTakeOneFromTraining() throws Exception {
    byte[] images = new byte[16 + 60 * 4];
    for (int i = 0; i < images.length; i++) {
      images[i] =
          (byte) (i < 16 ? new byte[] {0, 0, 8, 3, 0, 0, 0, 60, 0, 0, 0, 2, 0, 0, 0, 2}[i] : i);
    }
    byte[] labels = new byte[8 + 60];
    System.arraycopy(new byte[] {0, 0, 8, 1, 0, 0, 0, 60}, 0, labels, 0, 8);
    for (int i = 8; i < labels.length; i++) {
      labels[i] = (byte) (i % 4);
    }
    Files.write(directory.resolve("train-images.idx3-ubyte"), images);
    Files.write(directory.resolve("train-labels.idx1-ubyte"), labels);
    assertTrue(mistake("task idx:DIR mlp:8").endsWith("add --test 0.2"));
    magic("task idx:DIR mlp:8 --test 0.2");
    assertTrue(notebook.text().contains("--test 0.2"), notebook.text());
  }

  /** Shortcuts with and without parameters, and grey data for a file of colours. */
  @Test
  void aFileOfAnotherNamedModelIsToldSo() throws Exception {
    Layout layout = Models.layout("resnet20a", List.of(3, 32, 32), 10);
    Point point = org.stockpot.testing.Points.random(layout, 1);
    new Checkpoint(point, Mask.full(layout), Map.of()).save(directory.resolve("a.npz"));
    byte[] batch = new byte[20 * 3073];
    for (int i = 0; i < batch.length; i++) {
      batch[i] = (byte) (i % 3073 == 0 ? i / 3073 % 10 : i * 7);
    }
    for (String name : List.of("data_batch_1", "data_batch_2", "data_batch_3", "data_batch_4")) {
      Files.write(directory.resolve(name + ".bin"), batch);
    }
    Files.write(directory.resolve("data_batch_5.bin"), batch);
    Files.write(directory.resolve("test_batch.bin"), batch);
    magic("task cifar10:DIR resnet20 -q");
    String message = mistake("load DIR/a.npz");
    assertTrue(
        message.startsWith("DIR/a.npz fits the model resnet20a: type %task DATA resnet20a ("),
        message);
    magic("task cifar10:DIR resnet20a -q");
    assertEquals(point, magic("load DIR/a.npz"));
    magic("task digits resnet20a -q");
    String grey = mistake("load DIR/a.npz");
    assertTrue(
        grey.startsWith(
            "DIR/a.npz is a resnet20a for images of 3 channels and 10 classes, the data has 1"
                + " channel and 10 classes ("),
        grey);
  }

  private static Point renamed(Point point) {
    Layout.Builder builder = Layout.builder();
    point
        .layout()
        .slots()
        .forEach(
            s ->
                builder.add(
                    s.name().replace("fc1", "in").replace("fc2", "out"), s.role(), s.shape()));
    return Point.of(builder.build(), point.toArray());
  }

  @Test
  void mistakesAreOneLine() {
    magic("task digits mlp:8");
    magic("train --for 1ep --as base");
    magic("save base DIR/a.safetensors");
    magic("task digits mlp:9");
    assertEquals(
        "DIR/a.safetensors fits the model mlp:8: type %task DATA mlp:8 (DIR/a.safetensors: layouts"
            + " differ at slot fc1.weight: fc1.weight WEIGHT [9, 64] against fc1.weight WEIGHT"
            + " [8, 64])",
        mistake("load DIR/a.safetensors"));
    assertEquals(
        "cannot read DIR/b.pt: no such file or directory", mistake("load DIR/b.pt --as b"));
    assertEquals("no file matches DIR/*.pt", mistake("save DIR/*.pt DIR/x*.npz"));
    assertEquals(
        "a file to write must end in .safetensors, .npz or .pt, got DIR/base.bin",
        mistake("save base DIR/base.bin"));
    assertEquals(
        "several points need a FILE with a * for their names, such as *.safetensors, got"
            + " DIR/a.npz",
        mistake("save base base DIR/a.npz"));
    assertTrue(mistake("save base").startsWith("%save takes POINT… FILE"), mistake("save base"));
    assertTrue(mistake("load DIR/a.npz --map x").contains("name=value"));
  }

  @Test
  void otherNamesAreShownAndTakenByStructure() {
    magic("task digits mlp:8");
    TrainResult base = (TrainResult) magic("train --for 1ep --as base");
    Point theirs = renamed(base.point());
    new Checkpoint(theirs, Mask.full(theirs.layout()), Map.of()).save(directory.resolve("a.pt"));
    String message = mistake("load DIR/a.pt");
    assertTrue(message.startsWith("DIR/a.pt: names differ from the model's, but all 4"), message);
    assertTrue(message.endsWith("take it so with --match structure"), message);
    assertTrue(notebook.text().contains("would be read so"), notebook.text());
    assertTrue(notebook.text().contains("in.weight [8×64] F32"), notebook.text());
    assertEquals(
        message + " of %load DIR/a.pt --as NAME, and use NAME", mistake("train --from DIR/a.pt"));
    assertEquals(base.point(), magic("load DIR/a.pt --match structure"));
    assertTrue(notebook.text().contains("fc2.weight  out.weight"), notebook.text());
  }

  @Test
  void aPartialLoadSaysWhatStaysAndAsWhat() {
    magic("task digits mlp:8");
    Point base = ((TrainResult) magic("train --for 1ep --as base")).point();
    Layout first = Layout.builder().add("fc1.weight", Role.WEIGHT, 8, 64).build();
    Point part = base.part(first);
    new Checkpoint(part, Mask.full(first), Map.of()).save(directory.resolve("a.npz"));
    Point init = ((TrainResult) magic("train --for 1it --seed 1")).job().start();
    Point loaded = (Point) magic("load DIR/a.npz --strict no");
    assertEquals(part, loaded.part(first));
    for (int i = first.size(); i < base.layout().size(); i++) {
      assertEquals(init.at(i), loaded.at(i));
    }
    String text = notebook.text();
    assertTrue(text.contains("as initialised means: the task's initialisation of seed 1"), text);
    assertTrue(text.contains("left as initialised: fc1.bias, fc2.weight, fc2.bias"), text);
    assertEquals(
        "strict no goes by names, match must be names, got structure",
        mistake("load DIR/a.npz --strict no --match structure"));
  }

  @Test
  void aModulesStateDictLoadsByItsOwnNames() throws Exception {
    String script =
        """
        import sys, torch
        from torch import nn
        net = nn.Sequential(nn.Flatten(), nn.Linear(64, 16), nn.BatchNorm1d(16), nn.Linear(16, 10))
        for _ in range(20): net(torch.rand(32, 1, 8, 8))
        torch.jit.trace(net.eval(), torch.rand(4, 1, 8, 8)).save(sys.argv[1] + '/net.pt')
        torch.save(net.state_dict(), sys.argv[1] + '/state.pt')
        """;
    Python.run(script, directory);
    magic("task digits torchscript:DIR/net.pt --as module");
    assertEquals(notebook.evaluate("module.pretrained().get()"), magic("load DIR/state.pt"));
  }

  @Test
  void masksOfPyTorchComeBack() {
    magic("task digits mlp:8");
    PruneResult imp = (PruneResult) magic("imp --rounds 1 --for 1ep --as imp");
    magic("save imp.1 DIR/a.pt --masks torch");
    assertEquals(imp.solution(1), magic("load DIR/a.pt"));
    assertTrue(notebook.text().contains("weight times mask"), notebook.text());
    magic("train --from DIR/a.pt --for 1it");
    String folded = "a.pt: fc1.weight, fc2.weight: weight times mask, of torch.nn.utils.prune";
    assertTrue(notebook.text().contains(folded), notebook.text());
    assertEquals(
        imp.round(1).mask(),
        Checkpoint.load(directory.resolve("a.pt"), imp.solution(1).layout()).mask());
    assertEquals(
        "masks as weight_orig and weight_mask need a file that ends in .pt, got DIR/a.npz",
        mistake("save imp.1 DIR/a.npz --masks torch"));
  }

  @Test
  void tablesOfResultsAreWritten() throws Exception {
    magic("task digits mlp:8 -q");
    magic("imp --rounds 1 --for 1ep --controls random-mask --as imp");
    magic("save imp DIR/rounds.csv");
    List<String> lines = Files.readAllLines(directory.resolve("rounds.csv"));
    assertEquals(3, lines.size(), "a heading and two rounds");
    assertTrue(lines.get(0).startsWith("round,weights_kept,kept_percent,"), lines.get(0));
    String text = notebook.text();
    assertTrue(text.contains("rounds of imp, 2 rows"), text);
    assertTrue(text.contains("--table takes also controls, trainings"), text);
    String java = String.valueOf(notebook.shown().get(notebook.shown().size() - 2).data());
    assertTrue(java.contains("Csv.of(PruneReport.summary(imp))"), java);
    magic("save imp DIR/all.tex --table trainings");
    assertTrue(Files.readString(directory.resolve("all.tex")).contains("\\toprule"));
    assertEquals(
        "table must be one of rounds, controls, trainings for imp, got losses",
        mistake("save imp DIR/x.md --table losses"));
    notebook.evaluate("var mine = tech.tablesaw.api.Table.create(\"t\");");
    magic("save mine DIR/mine.md");
    assertTrue(Files.exists(directory.resolve("mine.md")));
    magic("save imp mine DIR/both-*.csv");
    assertTrue(Files.exists(directory.resolve("both-imp.csv")));
    assertTrue(mistake("save imq DIR/x.csv").startsWith("no result or variable named imq, did"));
    assertTrue(mistake("save imp mine DIR/x.csv").contains("need a FILE with a *"));
  }
}
