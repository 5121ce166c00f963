package org.stockpot.kernel.terminal;

import java.util.List;
import org.stockpot.kernel.cell.Words;
import org.stockpot.magic.Stockpot;
import org.stockpot.magic.UsageException;

/**
 * The magics for JShell. With the libraries on its class path, {@code import static
 * org.stockpot.kernel.terminal.Terminal.*} is all that is needed:
 *
 * <pre>{@code
 * magic("%task digits mlp:8");
 * magic("%imp --rounds 3 --as imp");
 * magic("%barrier imp");
 * }</pre>
 */
public final class Terminal {

  private static Stockpot magics;

  private Terminal() {}

  /**
   * Runs a magic, and prints what a notebook would show.
   *
   * @param line its line, with or without percent signs; lines below it are the body of a cell
   *     magic
   */
  public static void magic(String line) {
    run(line);
  }

  /**
   * Runs a magic as {@link #magic} does, and returns its result.
   *
   * @param line its line
   * @param <T> the type wanted
   * @return the magic's value
   */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  public static <T> T result(String line) {
    return (T) run(line);
  }

  private static Object run(String text) {
    String[] parts = text.strip().split("\\R", 2);
    List<String> words = Words.split(parts[0].replaceFirst("^%{1,2}", ""));
    if (words.isEmpty()) {
      throw new UsageException("a magic must be named, such as magic(\"" + '%' + "stockpot\")");
    }
    return magics()
        .run(words.get(0), words.subList(1, words.size()), parts.length == 1 ? null : parts[1]);
  }

  private static synchronized Stockpot magics() {
    if (magics == null) {
      magics = new Stockpot(new TerminalNotebook(System.out::println));
      magics.run("stockpot", List.of("--progress", "lines", "--quiet"), null);
    }
    return magics;
  }
}
