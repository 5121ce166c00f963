package org.stockpot.kernel;

import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.magic.registry.Magics;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import org.stockpot.kernel.cell.MagicLine;
import org.stockpot.magic.Interpolation;

/** What the code of a cell can call by its bare name. */
public final class InCell {

  private static volatile StockpotKernel kernel;
  private static volatile String lastShown;
  private static final ThreadLocal<Object> HANDED = new ThreadLocal<>();

  private InCell() {}

  static void serve(StockpotKernel running) {
    kernel = running;
  }

  /** Hands a value to the code that {@link #take}s it, on the same thread. */
  static void hand(Object value) {
    HANDED.set(value);
  }

  /**
   * Returns the value of a magic to the variable it is assigned to. Only the kernel writes this
   * call.
   *
   * @param <T> the type of the variable
   * @return the value
   */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  public static <T> T take() {
    Object value = HANDED.get();
    HANDED.remove();
    return (T) value;
  }

  /**
   * Runs a magic line from Java, as the kernel does for one that stands inside a block.
   *
   * @param line the line without its percent sign
   * @param values the values of the {@code ${…}} in it, in order
   * @param <T> the type wanted
   * @return the magic's value
   */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  public static <T> T magic(String line, Object[] values) {
    String code = "%" + line;
    MagicLine magic = new MagicLine(code, 0, code.length(), 0, "", true);
    Iterator<Object> next = Arrays.asList(values).iterator();
    List<String> words =
        magic.words().stream()
            .map(word -> Interpolation.fill(word, java -> String.valueOf(next.next())))
            .toList();
    return (T) kernel.runLine(magic.name(), words);
  }

  /**
   * Returns where a notebook can add magics of its own.
   *
   * @return the registry of the running kernel
   */
  public static Magics magics() {
    return kernel.magics();
  }

  /**
   * Shows a value now, as a cell shows its last one.
   *
   * @param value the value
   * @return a name for the output, for {@link #updateDisplay}
   */
  public static String display(Object value) {
    String id = UUID.randomUUID().toString();
    DisplayData data = kernel.bundle(value);
    data.setDisplayId(id);
    kernel.display(data);
    lastShown = id;
    return id;
  }

  /** Returns whether a value is the name of the last output, which nobody wants to see. */
  static boolean isLastShown(Object value) {
    return lastShown != null && lastShown.equals(value);
  }

  /**
   * Shows another value in place of one shown before.
   *
   * @param id what {@link #display} returned
   * @param value the value
   */
  public static void updateDisplay(String id, Object value) {
    kernel.getIO().display.updateDisplay(id, kernel.bundle(value));
  }
}
