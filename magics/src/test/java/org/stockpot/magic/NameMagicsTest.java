package org.stockpot.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stockpot.task.TrainResult;
import org.stockpot.weights.Point;

/** Names that results may have, and Java in the words of magics. */
final class NameMagicsTest {

  private final ShellNotebook notebook = new ShellNotebook();
  private final Stockpot stockpot = new Stockpot(notebook);

  private Object magic(String line) {
    return ShellNotebook.magic(stockpot, line, null);
  }

  private String mistake(String line) {
    return assertThrows(UsageException.class, () -> magic(line)).getMessage();
  }

  @BeforeEach
  void task() {
    magic("task digits mlp:8 -q");
  }

  @AfterEach
  void close() {
    notebook.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "double|as must be a Java name, got double, a word of Java's own",
        "while|as must be a Java name, got while, a word of Java's own",
        "true|as must be a Java name, got true, a word of Java's own",
        "_|as must be a Java name, got _, a word of Java's own",
        "a-b|as must be a Java name, got a-b",
        "String|as must be the name of a variable, got String, a class",
        "Mine|as must be the name of a variable, got Mine, a class",
        "count|as must be a new name or that of a result, got count, a Java variable that holds an"
            + " Integer",
      })
  void namesThatAreTakenAreRefusedBeforeAnyWork(String name, String message) throws Exception {
    notebook.evaluate("int count = 3;");
    notebook.evaluate("class Mine {}");
    assertEquals(message, mistake("train --for 1000ep --as " + name));
    assertEquals(3, notebook.evaluate("count"));
  }

  @Test
  void anotherTypeUnderANameIsSaid() throws Exception {
    magic("train --for 1ep --as net -q");
    notebook.evaluate("var mine = net.point();");
    magic("train --for 1ep --as mine");
    assertTrue(
        notebook.text().contains("mine is a TrainResult now, no longer a Point"), notebook.text());
  }

  @Test
  void aNameMeansWhatItsVariableHoldsNow() throws Exception {
    magic("train --for 1it --seed 1 --as best -q");
    magic("train --for 1it --seed 2 --as other -q");
    Point second = ((TrainResult) notebook.evaluate("other")).point();
    notebook.evaluate("best = other;");
    Path file = Files.createTempDirectory("names").resolve("best.npz");
    magic("save best " + file + " -q");
    assertEquals(second.digest(), ((Point) magic("load " + file + " -q")).digest());
    assertTrue(
        mistake("barrier best other").contains("other, the same network as best"), "one network");

    notebook.evaluate("other = null;");
    assertEquals("no point named other (named so far: best)", mistake("mli other"));
    notebook.evaluate("String best = \"text\";");
    assertTrue(mistake("mli best").startsWith("best must have points, got a String"));
    assertTrue(mistake("train --for 1it --as best").startsWith("as must be a new name"));
  }

  @Test
  void theWayOutOfALoopIsNamed() {
    assertEquals(
        "${lr} must be Java that has a value outside of methods and loops; inside of them type"
            + " Stockpot.run(\"train\", \"--lr\", lr, \"--as\", \"net\" + i), or give an option all its"
            + " values at once, as in --lr 1e-3,1e-2",
        mistake("train --lr ${lr} --as net${i}"));
  }

  @Test
  void javaRunsMagicsWithItsLocals() throws Exception {
    notebook.evaluate(
        "double sum = 0; for (double lr : new double[] {1e-3, 1e-2}) {"
            + " org.stockpot.task.TrainResult made ="
            + " org.stockpot.magic.Stockpot.run(\"train\", \"--lr\", lr, \"--for\", \"1ep\", \"-q\");"
            + " sum += made.job().recipe().optimizer().lr(); }");
    assertEquals(1.1e-2, (double) notebook.evaluate("sum"), 1e-12);
    TrainResult blank = Stockpot.run("train", "--for", "1ep", "--as", "blank", "-q");
    assertEquals(blank.point(), ((TrainResult) notebook.evaluate("blank")).point());
  }
}
