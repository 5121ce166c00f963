package org.stockpot.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spencerpark.jupyter.kernel.ReplacementOptions;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.stockpot.kernel.shell.CodeAssist;
import org.stockpot.kernel.shell.Sessions;
import org.stockpot.magic.Stockpot;

final class AssistTest {

  private static Sessions session;

  private final NamedMagics magics = new NamedMagics();
  private final Assist assist = new Assist(new Stockpot(new SilentNotebook()), magics);
  private final Supplier<CodeAssist> java = () -> new CodeAssist(session.java);

  @BeforeAll
  static void open() throws Exception {
    session = new Sessions();
  }

  @AfterAll
  static void close() {
    session.close();
  }

  private String complete(String marked) {
    ReplacementOptions found = assist.complete(java, marked.replace("|", ""), marked.indexOf('|'));
    List<String> names = found.getReplacements();
    return names + " " + found.getSourceStart() + "-" + found.getSourceEnd();
  }

  @Test
  void namesOfMagicsAreCompleted() {
    magics.registerLineMagic("zebra", words -> null);
    magics.registerLineMagic("zebra?", words -> null);
    magics.registerCellMagic("zoo", (words, body) -> null);
    assertEquals("[zebra] 1-4", complete("%zeb|"));
    assertEquals("[zebra] 12-14", complete("1;\nvar x = %ze| more"));
    assertEquals("[zoo] 2-4", complete("%%zo|\nbody"));
  }

  @Test
  void javaIsCompletedAroundMagicsAndInBodies() {
    assertEquals(
        "[substring(] 11-14", complete("%imp x\n\"a\".sub|").replace("subSequence(, ", ""));
    assertEquals(
        "[substring(] 11-14", complete("%%task\n\"a\".sub|").replace("subSequence(, ", ""));
  }

  @Test
  void optionsAreCompletedInTheBodiesOfMagicsThatTakeThem() {
    assertEquals("[rounds] 6-9", complete("%%imp\nrou|"));
    assertEquals("[global] 30-32", complete("// first\n%%imp\nrounds=1\nscope=gl|\nfor=1ep"));
    assertEquals("[layerwise] 15-15", complete("%%imp\n scope = |").replace("global, ", ""));
  }

  @Test
  void whatStandsAtTheCursorIsExplained() {
    assertTrue(explain("%im|p --rounds 3").startsWith("%imp"));
    assertTrue(explain("1;\nvar r = %imp --rou|nds 3").startsWith("--rounds (default "));
    assertTrue(explain("%%imp --scope=gl|obal\nfor = 1ep").startsWith("%imp"));
    assertTrue(assist.inspect(java, "%nosuch", 3).isEmpty());
  }

  private String explain(String marked) {
    return assist.inspect(java, marked.replace("|", ""), marked.indexOf('|')).orElseThrow().text();
  }

  @Test
  void cellMagicsEndWithABlankLine() {
    assertEquals(Optional.of(""), assist.indent(java, "%%task"));
    assertEquals(Optional.of(""), assist.indent(java, "%%task\nbody"));
    assertEquals(Optional.empty(), assist.indent(java, "%%task\nbody\n"));
    assertEquals(Optional.empty(), assist.indent(java, "%imp"));
    assertEquals(Optional.of("    "), assist.indent(java, "{\n%imp"));
  }
}
