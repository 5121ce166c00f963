package org.stockpot.store;

import java.io.IOException;
import java.nio.file.Path;

/** A file of the store is not what was written. */
final class DamagedException extends IOException {
  private static final long serialVersionUID = 1;

  DamagedException(Path file, String what) {
    super(file.getFileName() + " " + what);
  }
}
