package org.stockpot.kernel.jjava;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.magic.CellMagic;
import org.dflib.jjava.jupyter.kernel.magic.LineMagic;
import org.dflib.jjava.jupyter.kernel.magic.MagicsRegistry;
import org.stockpot.kernel.cell.MagicException;
import org.stockpot.kernel.cell.Rendering;
import org.stockpot.kernel.cell.Words;
import org.stockpot.magic.Stockpot;

/**
 * Brings the magics to JJava, which finds this class on its class path ({@code JJAVA_CLASSPATH}).
 */
public final class JJavaExtension implements Extension {

  /** Makes the extension; JJava calls this. */
  public JJavaExtension() {}

  /** Installs the magics and renderers. It never throws; JJava would not start. */
  @Override
  public void install(BaseKernel kernel) {
    try {
      JJavaNotebook notebook = new JJavaNotebook(kernel);
      Stockpot stockpot = new Stockpot(notebook);
      Runnable imports = once(notebook::importAll);
      stockpot.names().forEach(name -> register(kernel, stockpot, name, imports));
      stockpot.rendered().forEach(type -> registerRenderer(kernel, stockpot, type));
    } catch (Throwable failure) {
      System.err.println("Stockpot is not installed: " + failure);
    }
  }

  private static void register(
      BaseKernel kernel, Stockpot stockpot, String name, Runnable imports) {
    LineMagic<Object, BaseKernel> help =
        (its, words) -> MagicException.run(stockpot, name + "?", words, null);
    LineMagic<Object, BaseKernel> line = (its, words) -> run(stockpot, name, words, null, imports);
    CellMagic<Object, BaseKernel> cell =
        (its, words, body) -> run(stockpot, name, words, body, imports);
    MagicsRegistry magics = kernel.getMagicsRegistry();
    magics.registerLineMagic(name + "?", help);
    magics.registerLineMagic(name, line);
    magics.registerCellMagic(name, cell);
  }

  /** Runs a magic; before the first, imports what the magics hand out. */
  private static Object run(
      Stockpot stockpot, String name, List<String> words, String body, Runnable imports) {
    imports.run();
    return MagicException.run(stockpot, name, Words.mend(words), body);
  }

  static <T> void registerRenderer(BaseKernel kernel, Stockpot stockpot, Class<T> type) {
    kernel
        .getRenderer()
        .createRegistration(type)
        .register(
            (value, context) ->
                Rendering.of(stockpot, value)
                    .data()
                    .forEach(context.getOutputContainer()::putData));
  }

  private static Runnable once(Runnable action) {
    AtomicBoolean done = new AtomicBoolean();
    return () -> {
      if (done.compareAndSet(false, true)) {
        action.run();
      }
    };
  }
}
