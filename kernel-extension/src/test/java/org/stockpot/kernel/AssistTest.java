package org.stockpot.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spencerpark.jupyter.kernel.ReplacementOptions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stockpot.kernel.shell.CodeAssist;
import org.stockpot.kernel.shell.Sessions;
import org.stockpot.magic.Stockpot;

final class AssistTest {

  private static Sessions session;

  private final NamedMagics magics = new NamedMagics();
  private final Assist assist = new Assist(new Stockpot(new SilentNotebook()), magics);

  @BeforeAll
  static void open() throws Exception {
    session = new Sessions();
  }

  @AfterAll
  static void close() {
    session.close();
  }

  private static CodeAssist java() {
    return new CodeAssist(session.java);
  }

  private String complete(String marked) {
    ReplacementOptions found =
        assist.complete(AssistTest::java, marked.replace("|", ""), marked.indexOf('|'));
    List<String> names = found.getReplacements();
    return names + " " + found.getSourceStart() + "-" + found.getSourceEnd();
  }

  @Test
  void namesOfMagicsAreCompleted() {
    magics.registerLineMagic("zebra", words -> null);
    magics.registerLineMagic("zebra?", words -> null);
    magics.registerCellMagic("zoo", (words, body) -> null);
    magics.registerLineMagic("trial", words -> null);
    assertEquals("[%zebra] 0-4", complete("%zeb|"));
    assertEquals("[%zebra] 11-14", complete("1;\nvar x = %ze| more"));
    assertEquals("[%zebra] 11-16", complete("1;\nvar x = %ze|br more"));
    assertEquals("[%%zoo] 0-4", complete("%%zo|\nbody"));
    assertEquals("[%tangents, %task, %taxonomy, %train, %trial] 0-2", complete("%t|"));
  }

  @Test
  void javaIsCompletedAroundMagicsAndInBodies() {
    assertEquals(
        "[substring(] 11-14", complete("%imp x\n\"a\".sub|").replace("subSequence(, ", ""));
    assertEquals(
        "[substring(] 11-14", complete("%%task\n\"a\".sub|").replace("subSequence(, ", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "// \"a\".sub|",
        "1;\n/* Math.|",
        "\"Math.|\"",
        "String s = \"\"\"\nMath.|\n\"\"\";",
        "%imp x // --rou|",
        "%%imp\n# rou|",
        "%%loadFromPOM\nMath.|",
        "%nosuch Mat|",
      })
  void nothingIsCompletedWhereNothingCanStand(String marked) {
    assertTrue(complete(marked).startsWith("[] "), complete(marked));
    assertTrue(
        assist
            .inspect(AssistTest::java, marked.replace("|", ""), marked.indexOf('|'))
            .filter(help -> !help.text().startsWith("%imp"))
            .isEmpty());
  }

  @Test
  void timedCodeIsCompletedAsCode() {
    assertEquals("[--rounds] 12-17", complete("%%time\n%imp --rou|"));
    assertEquals("[absExact(] 15-19", complete("%time 1 + Math.absE|"));
    assertEquals("[--rounds] 11-16", complete("%time %imp --rou|"));
  }

  @Test
  void optionsAreCompletedInTheBodiesOfMagicsThatTakeThem() {
    assertEquals("[rounds] 6-9", complete("%%imp\nrou|"));
    assertEquals("[global] 30-32", complete("// first\n%%imp\nrounds=1\nscope=gl|\nfor=1ep"));
    assertTrue(complete("%%imp\n scope = |").startsWith("[erdos-renyi, erdos-renyi-kernel, "));
  }

  @Test
  void whatStandsAtTheCursorIsExplained() {
    assertTrue(explain("%im|p --rounds 3").startsWith("%imp"));
    assertTrue(explain("1;\nvar r = %imp --rou|nds 3").startsWith("--rounds (default "));
    assertTrue(explain("%%imp --scope=gl|obal\nfor = 1ep").startsWith("%imp"));
    assertTrue(assist.inspect(AssistTest::java, "%nosuch", 3).isEmpty());
  }

  private String explain(String marked) {
    return assist
        .inspect(AssistTest::java, marked.replace("|", ""), marked.indexOf('|'))
        .orElseThrow()
        .text();
  }

  @Test
  void cellMagicsEndWithABlankLine() {
    assertEquals(Optional.of(""), assist.indent(AssistTest::java, "%%task"));
    assertEquals(Optional.of(""), assist.indent(AssistTest::java, "%%task\nbody"));
    assertEquals(Optional.empty(), assist.indent(AssistTest::java, "%%task\nbody\n"));
    assertEquals(Optional.empty(), assist.indent(AssistTest::java, "%imp"));
    assertEquals(Optional.of("    "), assist.indent(AssistTest::java, "{\n%imp"));
  }
}
