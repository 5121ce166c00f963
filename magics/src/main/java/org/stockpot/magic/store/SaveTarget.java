package org.stockpot.magic.store;

import java.io.File;
import java.nio.file.Path;
import java.util.Locale;
import org.stockpot.magic.UsageException;

/**
 * The file that something with a name is saved to, or with a star in it those of several.
 *
 * @param text as it was typed
 */
record SaveTarget(String text) {

  /** Returns whether the file has one of some endings, such as {@code csv|tex}, in any case. */
  boolean endsWith(String endings) {
    return text.toLowerCase(Locale.ROOT).matches(".*\\.(" + endings + ")");
  }

  /** Requires a star if there are several things to save. */
  void requireFor(int count, String things, String example) {
    if (count > 1 && !text.contains("*")) {
      throw new UsageException(
          String.format(
              "several %s need a FILE with a * for their names, such as %s, got %s",
              things, example, text));
    }
  }

  /** Returns the file of a name, which may itself be a path. */
  Path file(String name) {
    return Path.of(text.replace("*", new File(name).getName()));
  }
}
