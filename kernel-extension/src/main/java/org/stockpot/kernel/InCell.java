package org.stockpot.kernel;

import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.magic.registry.Magics;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import org.stockpot.kernel.cell.MagicLine;
import org.stockpot.magic.Interpolation;

/** What the code of a cell can call by its bare name. */
public final class InCell {

  private static volatile RunningKernel kernel;
  private static volatile String lastShown;
  private static final ThreadLocal<Object> HANDED = new ThreadLocal<>();

  /** The texts of the cells that were run, by their numbers. */
  public static final Map<Integer, String> In = new ConcurrentSkipListMap<>();

  /** The values that cells have shown, by their numbers. */
  public static final Map<Integer, Object> Out = new ConcurrentSkipListMap<>();

  private InCell() {}

  static void serve(RunningKernel running) {
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
        kernel.words(magic).stream()
            .map(word -> Interpolation.fill(word, java -> String.valueOf(next.next())))
            .toList();
    return (T) kernel.runLine(magic.name(), words);
  }

  /**
   * Runs a line magic by its name.
   *
   * @param name the name, without percent sign
   * @param words its arguments
   * @param <T> the type wanted
   * @return the magic's value
   */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  public static <T> T lineMagic(String name, List<String> words) {
    return (T) kernel.runLine(name, words);
  }

  /**
   * Runs a cell magic by its name.
   *
   * @param name the name, without percent signs
   * @param words its arguments
   * @param body the lines below
   * @param <T> the type wanted
   * @return the magic's value
   */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  public static <T> T cellMagic(String name, List<String> words, String body) {
    return (T) kernel.runCell(name, words, body);
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
   * Returns the kernel, for what has no name of its own here.
   *
   * @param <K> what it is
   * @return the running kernel
   */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  public static <K extends BaseKernel & RunningKernel> K getKernelInstance() {
    return (K) kernel;
  }

  /**
   * Returns the kernel, for what has no name of its own here.
   *
   * @param <K> what it is
   * @return the running kernel
   */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  public static <K extends BaseKernel & RunningKernel> K kernel() {
    return (K) kernel;
  }

  /**
   * Evaluates Java and magics as if they were typed into a cell.
   *
   * @param code the code
   * @return the value of its last expression, or null
   * @throws Exception what the code threw, or why it does not compile
   */
  public static Object eval(String code) throws Exception {
    return kernel.evaluate(code);
  }

  /**
   * Prints a formatted text.
   *
   * @param format a format
   * @param values what goes into it
   */
  public static void printf(String format, Object... values) {
    System.out.printf(format, values);
  }

  /**
   * Returns what a value looks like when a cell ends with it.
   *
   * @param value the value
   * @return its forms by their MIME types
   */
  public static DisplayData render(Object value) {
    return kernel.bundle(value);
  }

  /**
   * Returns what a value looks like in some forms.
   *
   * @param value the value
   * @param as MIME types, such as {@code text/html}
   * @return those of the forms that it has, and text
   */
  public static DisplayData render(Object value, String... as) {
    return kernel.bundle(value, as);
  }

  /**
   * Shows a value now, as a cell shows its last one.
   *
   * @param value the value
   * @return a name for the output, for {@link #updateDisplay}
   */
  public static String display(Object value) {
    return show(render(value));
  }

  /**
   * Shows a value now in some forms.
   *
   * @param value the value
   * @param as MIME types, such as {@code text/html}
   * @return a name for the output, for {@link #updateDisplay}
   */
  public static String display(Object value, String... as) {
    return show(render(value, as));
  }

  private static String show(DisplayData data) {
    String id = UUID.randomUUID().toString();
    data.setDisplayId(id);
    kernel.kernel().display(data);
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
    kernel.kernel().getIO().display.updateDisplay(id, render(value));
  }

  /**
   * Shows another value in some forms in place of one shown before.
   *
   * @param id what {@link #display} returned
   * @param value the value
   * @param as MIME types, such as {@code text/html}
   */
  public static void updateDisplay(String id, Object value, String... as) {
    kernel.kernel().getIO().display.updateDisplay(id, render(value, as));
  }
}
