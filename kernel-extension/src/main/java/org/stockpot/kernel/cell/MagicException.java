package org.stockpot.kernel.cell;

import java.util.List;
import org.stockpot.magic.Stockpot;
import org.stockpot.magic.UsageException;

/** A magic that failed through no mistake of its user. The message names the first cause. */
public final class MagicException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private MagicException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * Runs a magic such that its failure can be shown by a kernel that shows messages only.
   *
   * @param stockpot the magics
   * @param name the name of the magic
   * @param words its arguments
   * @param body the lines below a cell magic, or null
   * @return its result
   * @throws UsageException for the user's mistakes
   * @throws MagicException for anything else that was thrown
   */
  public static Object run(Stockpot stockpot, String name, List<String> words, String body) {
    try {
      return stockpot.run(name, words, body);
    } catch (Throwable failure) {
      throw of(failure);
    }
  }

  /**
   * Words a failure.
   *
   * @param failure what a magic threw
   * @return the failure itself if its message says everything; otherwise one whose message does
   */
  public static RuntimeException of(Throwable failure) {
    if (failure instanceof UsageException || failure instanceof MagicException) {
      return (RuntimeException) failure;
    }
    return new MagicException(message(failure), failure);
  }

  private static String message(Throwable failure) {
    Throwable root = failure;
    for (int depth = 0; root.getCause() != null && depth < 20; depth++) {
      root = root.getCause();
    }
    String message = root.getMessage();
    String name = root.getClass().getSimpleName();
    return message == null || message.isBlank() ? name : name + ": " + message;
  }
}
