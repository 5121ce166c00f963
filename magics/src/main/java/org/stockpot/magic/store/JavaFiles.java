package org.stockpot.magic.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.stockpot.magic.Notebook;
import org.stockpot.magic.UsageException;
import org.stockpot.task.Outcome;
import org.stockpot.text.Json;
import org.stockpot.text.Tree;

/**
 * Java in files, which the kernel runs as if it stood in cells. IJava and JJava have a {@code
 * %load} for them, in whose place ours stands.
 */
final class JavaFiles {

  private static final Pattern ENDING = Pattern.compile(".*\\.(java|jsh|jshell|ijava|ipynb)");

  private JavaFiles() {}

  /** Returns whether a file has Java in it rather than weights. */
  static boolean isSource(String file) {
    return ENDING.matcher(file).matches();
  }

  /** Runs a file. */
  static void run(Notebook notebook, String file) {
    try {
      for (String cell : cells(Path.of(file))) {
        notebook.evaluate(cell);
      }
    } catch (IOException e) {
      throw new UsageException("file must be one that can be read, got " + file);
    } catch (UsageException e) {
      throw e;
    } catch (Exception e) {
      throw new UsageException(file + " failed: " + Outcome.named(e));
    }
  }

  private static List<String> cells(Path file) throws IOException {
    String text = Files.readString(file, StandardCharsets.UTF_8);
    if (!file.toString().endsWith(".ipynb")) {
      return List.of(text);
    }
    return Tree.maps(Json.read(text), "cells").stream()
        .filter(cell -> Tree.text(cell, "cell_type", "").equals("code"))
        .map(JavaFiles::source)
        .toList();
  }

  /** Returns a cell's text, which is one string or a list of lines. */
  private static String source(Map<String, Object> cell) {
    return cell.get("source") instanceof String whole
        ? whole
        : Tree.list(cell, "source").stream().map(String::valueOf).collect(Collectors.joining());
  }
}
