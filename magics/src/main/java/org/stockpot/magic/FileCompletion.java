package org.stockpot.magic;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Names of files that may follow what was typed. */
final class FileCompletion {

  private static final int MOST = 200;

  private FileCompletion() {}

  /** Completes a path; one with blanks is put into quotes. */
  static Completion of(CursorWord word, String quote) {
    List<String> files =
        from(word.typed()).stream()
            .map(file -> quoted(file, quote.isEmpty() && file.contains(" ") ? "\"" : quote))
            .toList();
    return new Completion(files, word.from(), word.to());
  }

  /** Puts a path into quotes; those of a folder stay open, as more will follow. */
  private static String quoted(String file, String quote) {
    return quote + file + (file.endsWith("/") ? "" : quote);
  }

  /**
   * Returns the files and folders whose names go on from a path.
   *
   * @param typed a path of which the last name may be unfinished
   * @return them in the same form; folders end with a slash, and hidden ones need their dot
   */
  private static List<String> from(String typed) {
    int slash = Math.max(typed.lastIndexOf('/'), typed.lastIndexOf('\\')) + 1;
    String head = typed.substring(0, slash);
    String start = typed.substring(slash);
    List<String> found = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of(head), f -> true)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        boolean hidden = name.startsWith(".") && !start.startsWith(".");
        if (name.startsWith(start) && !hidden) {
          found.add(head + name + (Files.isDirectory(file) ? "/" : ""));
        }
      }
    } catch (IOException | InvalidPathException unreadable) {
      return List.of();
    }
    return found.stream().sorted().limit(MOST).toList();
  }
}
