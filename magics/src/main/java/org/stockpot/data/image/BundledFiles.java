package org.stockpot.data.image;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/** The compressed files that ship inside the jar. */
final class BundledFiles {

  private BundledFiles() {}

  /** What is done with a stream. */
  @FunctionalInterface
  interface Reading<T> {
    T from(InputStream in) throws IOException;
  }

  static <T> T read(String name, Reading<T> reading) {
    InputStream resource = BundledFiles.class.getResourceAsStream(name);
    try (InputStream in = new GZIPInputStream(Objects.requireNonNull(resource, name))) {
      return reading.from(new BufferedInputStream(in));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name + " of the jar: " + e.getMessage(), e);
    }
  }
}
