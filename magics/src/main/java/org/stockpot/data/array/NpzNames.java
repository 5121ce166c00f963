package org.stockpot.data.array;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stockpot.data.MessageText;
import org.stockpot.format.file.NpzFile;

/**
 * Which arrays of a file are inputs and which are labels: {@code x} and {@code y}, or such names
 * with that of a part before or behind, as in {@code x_train}, {@code train_labels} or {@code
 * testY}. Case does not matter.
 */
final class NpzNames {

  /** The parts that a file may come in. */
  enum Part {
    TRAINING,
    VALIDATION,
    TEST
  }

  /** The names of a part's inputs and labels. */
  record Pair(String inputs, String labels) {}

  private static final String PART = "(train|training|val|valid|validation|test|testing)";
  private static final String INPUTS = "x|data|images?|imgs|features|inputs?";
  private static final String LABELS = "y|labels?|targets?|classes";
  private static final Pattern NAME =
      Pattern.compile(
          "(?:" + PART + "[-_.]?)?(?:(" + INPUTS + ")|(" + LABELS + "))(?:[-_.]?" + PART + ")?");

  private final Path file;
  private final Map<Part, Pair> pairs = new EnumMap<>(Part.class);
  private final List<String> left = new ArrayList<>();

  private NpzNames(Path file) {
    this.file = file;
  }

  /**
   * Finds the arrays of each part by their names.
   *
   * @throws IllegalArgumentException if there are no training inputs and labels, a part lacks one
   *     of them, or two arrays could be the same
   */
  static NpzNames of(NpzFile arrays) {
    NpzNames names = new NpzNames(arrays.file());
    Map<Part, String> inputs = new EnumMap<>(Part.class);
    Map<Part, String> labels = new EnumMap<>(Part.class);
    for (String name : arrays.names()) {
      Matcher match = NAME.matcher(name.toLowerCase(Locale.ROOT));
      boolean known = match.matches() && (match.group(1) == null || match.group(4) == null);
      if (!known) {
        names.left.add(name);
        continue;
      }
      Part part = part(match.group(1) == null ? match.group(4) : match.group(1));
      String before = (match.group(2) == null ? labels : inputs).put(part, name);
      if (before != null) {
        throw names.unclear("both " + before + " and " + name, arrays.names());
      }
    }
    for (Part part : Part.values()) {
      String x = inputs.get(part);
      String y = labels.get(part);
      if (x != null && y != null) {
        names.pairs.put(part, new Pair(x, y));
      } else if (x != null || y != null) {
        throw names.unclear(
            x == null ? y + " without inputs" : x + " without labels", arrays.names());
      }
    }
    if (!names.pairs.containsKey(Part.TRAINING)) {
      throw names.unclear("none of these", arrays.names());
    }
    return names;
  }

  /**
   * Takes two arrays by their names.
   *
   * @throws IllegalArgumentException if there are no such arrays
   */
  static NpzNames of(NpzFile arrays, String inputs, String labels) {
    NpzNames names = new NpzNames(arrays.file());
    names.left.addAll(arrays.names());
    if (!names.left.remove(inputs) || !names.left.remove(labels)) {
      throw names.unclear("no " + inputs + " and " + labels, arrays.names());
    }
    names.pairs.put(Part.TRAINING, new Pair(inputs, labels));
    return names;
  }

  private static Part part(String word) {
    if (word == null || word.startsWith("train")) {
      return Part.TRAINING;
    }
    return word.startsWith("val") ? Part.VALIDATION : Part.TEST;
  }

  private IllegalArgumentException unclear(String got, List<String> all) {
    return new IllegalArgumentException(
        file
            + " must hold arrays such as x and y, or x_train, y_train, x_test and y_test, got "
            + got
            + " (arrays: "
            + MessageText.names(all)
            + "); say which with npz:FILE:INPUTS,LABELS");
  }

  Pair training() {
    return pairs.get(Part.TRAINING);
  }

  Optional<Pair> validation() {
    return Optional.ofNullable(pairs.get(Part.VALIDATION));
  }

  Optional<Pair> test() {
    return Optional.ofNullable(pairs.get(Part.TEST));
  }

  /** Returns the names of arrays that are neither. */
  List<String> left() {
    return left;
  }
}
