package org.stockpot.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Names the file or directory that cannot be read. */
public final class Unreadable {

  private Unreadable() {}

  /**
   * Returns what to throw where a file or directory cannot be read.
   *
   * @param path the file or directory
   * @param why what went wrong
   * @return an exception that names it
   */
  public static UncheckedIOException of(Path path, IOException why) {
    return new UncheckedIOException("cannot read " + path + ": " + why.getMessage(), why);
  }
}
