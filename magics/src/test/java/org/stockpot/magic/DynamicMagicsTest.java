package org.stockpot.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.prune.dynamic.DynamicLevel;
import org.stockpot.prune.dynamic.DynamicResult;
import org.stockpot.prune.dynamic.DynamicRun;
import org.stockpot.report.prune.DynamicReport;
import org.stockpot.task.TrainResult;
import org.stockpot.task.analysis.GateUse;
import tech.tablesaw.api.Table;

/** Networks whose gates choose channels by example, as users ask for them. */
final class DynamicMagicsTest {

  private final PlainNotebook notebook = new PlainNotebook();
  private TypedMagics typed;

  @TempDir Path directory;

  @BeforeEach
  void begin() {
    typed = new TypedMagics(notebook, directory);
    typed.magic("stockpot --store DIR/store");
    typed.magic("task digits conv2@4,6,16,8");
    typed.magic("train --for 60it --lr 0.01 --seed 1 --as a");
  }

  @AfterEach
  void end() {
    typed.magic("stockpot --store none");
  }

  @Test
  void gatesAreTrainedCountedAndFoundAgain() {
    String line = "dynamic a --shares 0.5,1 --for 40it --lr 0.01 --seeds 1,2";
    DynamicResult made = typed.magic(line + " --as d");
    TrainResult plain = typed.magic("train --from a --for 40it --lr 0.01 --seed 2");
    assertEquals(plain.point(), made.whole().runs().get(1).training().point());
    assertEquals(2, made.levels().size());
    DynamicLevel half = made.levels().get(0);
    for (DynamicRun run : half.runs()) {
      GateUse use = run.use().orElseThrow();
      assertTrue(use.flops() < use.denseFlops(), use.toString());
      assertEquals(run.errors().mean(), run.training().test().error(), 1e-6);
    }
    DynamicResult again = typed.magic(line);
    for (int i = 0; i < 2; i++) {
      DynamicRun same = again.levels().get(0).runs().get(i);
      assertEquals(half.runs().get(i).training().point(), same.training().point());
      assertEquals(half.runs().get(i).use(), same.use());
    }
    assertTrue(notebook.text().contains("reused"), notebook.text());
    Table table = DynamicReport.table(made);
    assertEquals(3, table.rowCount());
    assertEquals(100, table.doubleColumn(2).get(0));
    double mean =
        half.runs().stream()
            .map(run -> run.use().orElseThrow())
            .mapToDouble(use -> 100 * use.flops() / use.denseFlops())
            .average()
            .orElseThrow();
    assertEquals(mean, table.doubleColumn(2).get(1), 1e-9);
    assertEquals(4, DynamicReport.convolutions(made).rowCount());
  }

  @Test
  void mistakesAreAnswered() {
    assertEquals(
        "shares must lie in (0, 1], got 0.0", typed.refusal("dynamic a --shares 0 --for 2it"));
    typed.magic("task digits mlp:4");
    typed.magic("train --for 1it --as b");
    assertEquals(
        "dynamic pruning gates the channels of convolutions, and the network has none",
        typed.refusal("dynamic b --for 2it"));
  }
}
