package org.stockpot.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.spencerpark.jupyter.kernel.ReplacementOptions;
import java.util.List;
import java.util.Optional;
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
  private final CodeAssist java = new CodeAssist(session.java);

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
  void cellMagicsEndWithABlankLine() {
    assertEquals(Optional.of(""), assist.indent(java, "%%task"));
    assertEquals(Optional.of(""), assist.indent(java, "%%task\nbody"));
    assertEquals(Optional.empty(), assist.indent(java, "%%task\nbody\n"));
    assertEquals(Optional.empty(), assist.indent(java, "%imp"));
    assertEquals(Optional.of("    "), assist.indent(java, "{\n%imp"));
  }
}
