package org.stockpot.magic.soup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.stockpot.magic.UsageException;
import org.stockpot.magic.session.PointFiles;

/** The files of a soup with their weights, each file once, whatever it is called. */
final class SoupFiles {

  private final List<Path> paths = new ArrayList<>();
  private final List<Double> weights = new ArrayList<>();
  private final List<Boolean> weighted = new ArrayList<>();
  private final List<String> dropped = new ArrayList<>();

  /** Reads words such as {@code runs/*.pt} and {@code a.pt=0.3}. */
  static SoupFiles of(List<String> words) {
    SoupFiles files = new SoupFiles();
    for (String word : words) {
      WeightedArgument read = WeightedArgument.of(word);
      String name = read.name();
      for (String file : name.contains("*") ? PointFiles.expand(name) : List.of(name)) {
        files.add(Path.of(file), read.weight());
      }
    }
    return files;
  }

  private void add(Path file, OptionalDouble weight) {
    for (int i = 0; i < paths.size(); i++) {
      if (isSame(paths.get(i), file)) {
        drop(file, i, weight.isPresent());
        return;
      }
    }
    paths.add(file);
    weights.add(weight.orElse(1));
    weighted.add(weight.isPresent());
  }

  private void drop(Path file, int first, boolean hasWeight) {
    String why = file.equals(paths.get(first)) ? "named twice" : "the same as " + paths.get(first);
    if (hasWeight || weighted.get(first)) {
      throw new UsageException("each file must have one weight, got " + file + ", " + why);
    }
    dropped.add(file + " (" + why + ")");
  }

  /** Returns whether two files hold the same bytes; one that cannot be read is told of later. */
  private static boolean isSame(Path a, Path b) {
    try {
      return a.equals(b)
          || Files.isSameFile(a, b)
          || (Files.size(a) == Files.size(b) && Files.mismatch(a, b) < 0);
    } catch (IOException e) {
      return false;
    }
  }

  List<Path> paths() {
    return paths;
  }

  List<Double> weights() {
    return weights;
  }

  /** Returns the files that did not count, with the reason. */
  List<String> dropped() {
    return dropped;
  }
}
