package org.stockpot.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stockpot.soup.FinetuneResult;
import org.stockpot.soup.SoupResult;
import org.stockpot.task.TrainResult;
import org.stockpot.weights.Point;

/** What hangs on a name stays as it is when the name gets another result, and that is said. */
final class LineageMagicsTest {

  private static final String STALE = " is not the network that ";

  private final ShellNotebook notebook = new ShellNotebook();
  private final Stockpot stockpot = new Stockpot(notebook);

  private Object magic(String line) {
    return ShellNotebook.magic(stockpot, line, null);
  }

  private String shown(String line) {
    notebook.shown().clear();
    magic(line);
    return notebook.text();
  }

  @BeforeEach
  void train() {
    magic("task digits mlp:8 --as task -q");
    magic("train --for 1ep --as base -q");
  }

  @AfterEach
  void close() {
    notebook.close();
  }

  @Test
  void javaVariablesThatHangOnANameKeepTheirValues() throws Exception {
    Point old = ((TrainResult) notebook.evaluate("base")).point();
    notebook.evaluate("Point p = base.point();");
    notebook.evaluate("var steps = base.job().steps();");
    TrainResult again = (TrainResult) magic("train --for 2ep --as base -q");
    assertSame(again, notebook.evaluate("base"));
    assertEquals(old, notebook.evaluate("p"));
    assertEquals(19L, notebook.evaluate("steps"));
    assertNotEquals(old, again.point());
    assertEquals(old, ((TrainResult) magic("train --from p --for 1it -q")).job().start());
  }

  @Test
  void anotherTypeIsDeclaredAnewAndSaid() throws Exception {
    String text = shown("finetune base --for 1it --as base");
    assertTrue(
        text.contains(
            "base is a FinetuneResult now, no longer a TrainResult: Java variables that were made"
                + " from it are reset"),
        text);
    assertTrue(notebook.evaluate("base") instanceof FinetuneResult);
    notebook.evaluate("Object held = base;");
    notebook.evaluate("Object base = held;");
    Object fine = magic("finetune base.1 --for 1it --as base -q");
    assertSame(fine, notebook.evaluate("base"));
    notebook.evaluate("int n = base.tuned().size();");
    assertEquals(1, notebook.evaluate("n"), "declared with its type");
  }

  @Test
  void whatWasMadeFromTheOldNetworkIsNamed() {
    magic("finetune base --seed 1,2 --for 1it --as ft -q");
    magic("soup uniform ft.* --as soup -q");
    magic("plane base base.init ft.1 --grid 3 --as plane -q");
    magic("train --for 1it --seed 2 --as other -q");
    assertFalse(shown("train --for 1ep --as base").contains("has changed"), "the same network");
    String text = shown("train --for 2ep --as base");
    assertTrue(
        text.contains(
            "base has changed; made from what it was before, and still so: ft, soup, plane"),
        text);
  }

  @Test
  void aNameThatMeansAnotherNetworkNowIsSaidWhereBothAreUsed() {
    FinetuneResult ft = (FinetuneResult) magic("finetune base --seed 1,2 --for 1it --as ft -q");
    magic("soup uniform ft.* --as soup -q");
    assertFalse(shown("soup interpolate base ft.1 --samples 3").contains(STALE));
    TrainResult again = (TrainResult) magic("train --for 2ep --as base -q");
    assertNotEquals(again.point().digest(), ft.base().digest());
    String note = "base is not the network that ft was made from: it was made anew since";
    assertTrue(shown("soup interpolate base ft.1 --samples 3").contains(note), notebook.text());
    String once = shown("soup uniform base ft.*");
    assertEquals(2, once.split(note, -1).length, "said once for all of ft");
    assertTrue(shown("barrier base soup --samples 3").contains("base" + STALE + "soup"));
    assertFalse(shown("barrier soup ft.1 --samples 3").contains(STALE));
    magic("finetune base --for 1it --as ft -q");
    assertFalse(shown("soup interpolate base ft.1 --samples 3").contains(STALE));
  }

  @Test
  void aNetworkThatWasTrainedOnUnderItsOwnNameIsNoCase() {
    magic("train --from base --for 1it --as base -q");
    magic("finetune base --for 1it --as ft -q");
    assertFalse(shown("soup interpolate base ft.1 --samples 3").contains(STALE));
  }

  @Test
  void resultsKeepTheDigestsOfWhatTheyWereMadeFrom() {
    FinetuneResult ft = (FinetuneResult) magic("finetune base --seed 1,2 --for 1it --as ft -q");
    SoupResult soup = (SoupResult) magic("soup uniform base ft.* -q");
    assertEquals(
        List.of(ft.base().digest(), ft.point(1).digest(), ft.point(2).digest()),
        soup.origin().sources().stream().map(s -> s.digest()).toList());
  }
}
