package org.stockpot.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.stockpot.text.Json;
import org.stockpot.text.Tree;

/** Which layout a store has: its directories and the files in them. */
final class StoreLayout {

  static final String FILE = "store.json";
  static final String LOCKS = "locks";

  /** Raised by every change after which older code would misread a store. */
  static final int VERSION = 1;

  private static final int MOST = 1 << 16;
  private static final String ELSEWHERE = "; use another directory with %stockpot --store DIR";

  private StoreLayout() {}

  /** Makes an empty directory a store, or checks that it is one this code knows. */
  static void open(Path home) throws IOException {
    Path file = home.resolve(FILE);
    if (Files.exists(file)) {
      requireKnown(home, file);
      return;
    }
    if (Files.exists(home) && !Files.isDirectory(home)) {
      throw new StoreException(home + " must be a directory, got a file" + ELSEWHERE);
    }
    if (Disk.list(home).stream().anyMatch(path -> !isOurs(path))) {
      throw new StoreException(
          home + " must be empty or a store, got a directory with other files" + ELSEWHERE);
    }
    Files.createDirectories(home);
    write(home, file);
  }

  /** Returns whether a file may be there before the first one that makes a store is whole. */
  private static boolean isOurs(Path path) {
    String name = path.getFileName().toString();
    return name.startsWith(FILE) || name.equals(LOCKS);
  }

  private static void write(Path home, Path file) throws IOException {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("layout", VERSION);
    tree.put("holds", "trainings, scores and runs of Stockpot; %runs lists them");
    Path temporary = home.resolve(FILE + "." + ProcessHandle.current().pid());
    Files.deleteIfExists(temporary);
    Disk.write(temporary, Json.pretty(tree) + "\n");
    requireKnown(home, temporary);
    Disk.forceFile(temporary);
    try {
      Files.move(temporary, file);
    } catch (FileAlreadyExistsException e) {
      Files.deleteIfExists(temporary);
    }
    Disk.forceDirectory(home);
  }

  private static void requireKnown(Path home, Path file) throws IOException {
    double layout = Tree.number(JsonFiles.read(file, MOST), "layout", Double.NaN);
    if (layout > VERSION) {
      throw new StoreException(
          home
              + " must have layout "
              + VERSION
              + ", got "
              + (long) layout
              + ", which a newer Stockpot wrote: update Stockpot"
              + ELSEWHERE);
    }
    if (layout != VERSION) {
      throw new StoreException(
          home + " must have layout " + VERSION + ", got another in " + FILE + ELSEWHERE);
    }
  }
}
