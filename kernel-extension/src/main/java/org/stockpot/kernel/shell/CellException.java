package org.stockpot.kernel.shell;

import java.util.List;
import org.stockpot.magic.UsageException;

/** Why a cell failed, ready to be shown. */
public final class CellException extends Exception {
  private static final long serialVersionUID = 1;

  private final String name;

  /** Lines of text, without markup. */
  private final transient List<String> lines;

  /**
   * Words a failure.
   *
   * @param name its kind, such as the simple name of an exception
   * @param message one line
   * @param lines all there is to show
   * @param cause what was thrown, or null if the code never ran
   */
  public CellException(String name, String message, List<String> lines, Throwable cause) {
    super(message, cause);
    this.name = name;
    this.lines = List.copyOf(lines);
  }

  /**
   * Makes a failure of which its message says everything.
   *
   * @param name its kind
   * @param message one line
   * @return the failure
   */
  public static CellException of(String name, String message) {
    return new CellException(name, message, List.of(message), null);
  }

  /**
   * Makes a failure out of that of a magic, of which its message says everything.
   *
   * @param thrown a {@link org.stockpot.magic.UsageException} or a {@link
   *     org.stockpot.kernel.cell.MagicException}
   * @return the failure
   */
  public static CellException ofMagic(RuntimeException thrown) {
    String message = String.valueOf(thrown.getMessage());
    return new CellException(magicName(thrown), message, List.of(message), thrown);
  }

  static String magicName(Throwable thrown) {
    return thrown instanceof UsageException ? "UsageError" : "MagicError";
  }

  /**
   * Returns the kind of failure.
   *
   * @return such as {@code ArithmeticException} or {@code CompileError}
   */
  public String name() {
    return name;
  }

  /**
   * Returns what to show.
   *
   * @return lines of plain text
   */
  public List<String> lines() {
    return lines;
  }
}
