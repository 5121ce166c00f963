package org.stockpot.kernel.jjava;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stockpot.display.Display;
import org.stockpot.kernel.Unshowable;
import org.stockpot.kernel.cell.Imports;
import org.stockpot.magic.Stockpot;

final class JJavaExtensionTest {

  private final TestKernel kernel = new TestKernel();

  @BeforeEach
  void start() {
    kernel.onStartup();
  }

  @AfterEach
  void stop() {
    kernel.onShutdown(false);
  }

  @Test
  void theKernelFindsTheExtensionByItself() {
    List<String> names = new Stockpot(new JJavaNotebook(kernel)).names();
    Set<String> lines = kernel.getMagicsRegistry().getLineMagicNames();
    names.forEach(name -> assertTrue(lines.contains(name), name));
    names.forEach(name -> assertTrue(lines.contains(name + "?"), name));
    assertEquals(Set.copyOf(names), kernel.getMagicsRegistry().getCellMagicNames());
  }

  @Test
  void magicsRunAndImportBeforeTheFirst() throws Exception {
    assertEquals(List.of(), kernel.evaluated);
    kernel.getMagicsRegistry().evalLineMagic(kernel, "stockpot", List.of());
    kernel.getMagicsRegistry().evalCellMagic(kernel, "stockpot", List.of(), "");
    kernel.getMagicsRegistry().evalLineMagic(kernel, "stockpot?", List.of());
    assertEquals(Imports.declarations(), kernel.evaluated);
    assertFalse(kernel.shown.isEmpty());
  }

  @Test
  void displaysKeepTheirNamesAndTypes() {
    JJavaNotebook notebook = new JJavaNotebook(kernel);
    notebook.show("id", Display.html("<b>x</b>", "x"));
    DisplayData shown = kernel.shown.get(0);
    assertEquals("id", shown.getDisplayId());
    assertEquals("<b>x</b>", shown.getData(MIMEType.TEXT_HTML));
    assertEquals("JJava 1.0-a6", notebook.kernel());
  }

  @Test
  void interruptedThreadsAreSilent() {
    Thread.currentThread().interrupt();
    try {
      new JJavaNotebook(kernel).show(Display.text("late"));
      new JJavaNotebook(kernel).show("id", Display.text("late"));
      assertThrows(
          IllegalStateException.class, () -> new JJavaNotebook(kernel).evaluate("int a = 1;"));
    } finally {
      Thread.interrupted();
    }
    assertEquals(List.of(), kernel.shown);
    assertEquals(List.of(), kernel.evaluated);
  }

  @Test
  void renderersNeverThrow() {
    Stockpot stockpot = new Stockpot(new JJavaNotebook(kernel));
    JJavaExtension.registerRenderer(kernel, stockpot, Unshowable.class);
    DisplayData shown = kernel.getRenderer().render(new Unshowable());
    assertTrue(shown.getData(MIMEType.TEXT_PLAIN).toString().contains("cannot be shown"));
  }
}
