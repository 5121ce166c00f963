package org.stockpot.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import org.stockpot.text.Json;

/** JSON files of the store. */
final class JsonFiles {

  private JsonFiles() {}

  /** Reads a file that holds one object and is not longer than a size. */
  static Map<String, Object> read(Path file, int most) throws IOException {
    try {
      Map<String, Object> tree = Json.read(Disk.read(file, most));
      if (tree != null) {
        return tree;
      }
    } catch (UncheckedIOException e) {
      // Told below, together with the JSON that is no object.
    }
    throw new DamagedException(file, "is no JSON object");
  }
}
