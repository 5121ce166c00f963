package org.stockpot.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.prune.PruneResult;
import org.stockpot.report.task.TrainReport;
import org.stockpot.soup.FinetuneResult;
import org.stockpot.task.TrainResult;
import org.stockpot.weights.Point;

/** What recipes do for flat places, in each magic that trains, also as axes. */
final class RecipeMagicsTest {

  private final ShellNotebook notebook = new ShellNotebook();
  private TypedMagics magics;

  @TempDir Path directory;

  @BeforeEach
  void task() {
    magics = new TypedMagics(notebook, directory);
    magics.magic("task digits mlp:8 -q");
  }

  @AfterEach
  void close() {
    notebook.close();
  }

  @Test
  void everyTrainingTakesThem() {
    TrainResult plain = magics.magic("train --for 4ep -q");
    PruneResult ticket = magics.magic("imp --rounds 1 --for 4ep -q");
    for (String option :
        List.of(
            "--sharpness sam",
            "--regularizer saf:1:5:1:1",
            "--regularizer compressibility:0.1",
            "--average swa:50%:1ep")) {
      TrainResult flat = magics.magic("train --for 4ep " + option + " -q");
      assertNotEquals(plain.point(), flat.point(), option);
      boolean averages = option.startsWith("--average");
      assertEquals(averages, TrainReport.display(flat).text().contains("mean of its weights"));
      PruneResult other = magics.magic("imp --rounds 1 --for 4ep " + option + " -q");
      assertNotEquals(ticket.round(0).solution(), other.round(0).solution(), option);
      assertNotEquals(ticket.round(1).solution(), other.round(1).solution(), option);
      other.round(1).mask().requireZeros(other.round(1).solution());
    }
  }

  @Test
  void gridsHaveThemAsAxes() {
    magics.magic("train --for 1it --as base -q");
    FinetuneResult tuned =
        magics.magic(
            "finetune base --for 3ep --regularizer none,saf:1:5:1:1 --average none,swa:34%:1ep"
                + " --sharpness none,asam -q");
    Set<Point> ends = new HashSet<>();
    tuned.tuned().forEach(one -> ends.add(one.training().end()));
    assertEquals(8, ends.size());
  }

  @Test
  void whatCannotActIsRefusedBeforeWorkBegins() {
    for (String line :
        List.of(
            "train --for 2ep --regularizer saf",
            "imp --rounds 1 --for 4ep --rewind 3ep --regularizer saf:1:5:1:1")) {
      String refusal = magics.refusal(line);
      assertTrue(refusal.startsWith("saf must begin before the last step"), refusal);
    }
    String refusal = magics.refusal("train --for 2ep --average swa");
    assertTrue(refusal.startsWith("average must take at least 2 of the weights"), refusal);
    magics.magic("train --for 2ep --average swa:50%:1ep --as mean -q");
    for (String line : List.of("lca mean", "soup swa mean")) {
      String walked = magics.refusal(line);
      assertTrue(walked.startsWith("mean must end in its last weights"), walked);
    }
  }

  @Test
  void numbersHaveNoTrajectoryLoss() throws IOException {
    StringBuilder csv = new StringBuilder("x,y\n");
    for (int i = 0; i < 200; i++) {
      csv.append(i * 0.37 % 1).append(',').append(i * 0.61 % 1).append('\n');
    }
    Files.writeString(directory.resolve("numbers.csv"), csv);
    magics.magic("task DIR/numbers.csv mlp:4 --label y -q");
    assertEquals(
        "regularizer must be none or compressibility for numbers, got saf:1.0:5.0:1:1",
        magics.refusal("train --for 4ep --regularizer saf:1:5:1:1"));
    magics.magic("train --for 4ep --regularizer compressibility:0.1 -q");
  }
}
