package org.stockpot.magic.session;

import java.util.regex.Pattern;
import org.stockpot.format.file.TensorFiles;

/** Names of points: {@code imp.3} is of the result {@code imp}; a file has a slash or an ending. */
final class PointNames {

  /** Those that are read, and some that are not, so that what they are is said. */
  private static final Pattern ENDING =
      Pattern.compile(
          ".*\\.("
              + String.join("|", TensorFiles.endings()).replace(".", "\\.")
              + "|h5|keras|onnx|gguf|pb)");

  private PointNames() {}

  /**
   * Returns whether a name is that of a file.
   *
   * @param name a name
   * @return true for one with a slash, or the ending of a checkpoint
   */
  static boolean isFile(String name) {
    return name.contains("/") || name.contains("\\") || ENDING.matcher(name).matches();
  }

  /** Returns what a name is of: itself for a file, else its part before the first dot. */
  static String head(String name) {
    int dot = isFile(name) ? -1 : name.indexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }

  /** Returns the part of a name behind what it is of. */
  static String rest(String name) {
    return name.substring(Math.min(name.length(), head(name).length() + 1));
  }
}
