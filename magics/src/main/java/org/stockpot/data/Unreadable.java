package org.stockpot.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Names the file or directory that cannot be read. */
public final class Unreadable {

  private Unreadable() {}

  public static UncheckedIOException of(Path path, IOException why) {
    return new UncheckedIOException("cannot read " + path + ": " + why.getMessage(), why);
  }
}
