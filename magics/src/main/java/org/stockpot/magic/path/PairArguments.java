package org.stockpot.magic.path;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.stockpot.magic.UsageException;
import org.stockpot.magic.option.JavaSource;
import org.stockpot.magic.session.Points;
import org.stockpot.task.Pair;
import org.stockpot.weights.Line;

/**
 * Pairs of points by the words of a magic: {@code a b} is one pair, {@code a b c} a path of two,
 * and {@code a,b c,d} are pairs of their own, replicates of one another.
 */
final class PairArguments {

  /** Between the names of a pair. */
  static final String ARROW = " → ";

  private final Points points;
  private final String what;

  /** Reads pairs between which something lies, such as {@code a barrier}. */
  PairArguments(Points points, String what) {
    this.points = points;
    this.what = what;
  }

  List<Pair> pairs(List<String> words) {
    boolean several = words.stream().anyMatch(word -> word.contains(","));
    List<Pair> pairs = new ArrayList<>();
    if (!several) {
      path(words, 0, pairs);
    }
    for (int i = 0; several && i < words.size(); i++) {
      path(List.of(words.get(i).split(",", -1)), i, pairs);
    }
    requireDifferent(pairs);
    return pairs;
  }

  /** Requires that no line comes twice, in either direction: it is no further replicate. */
  private static void requireDifferent(List<Pair> pairs) {
    Map<Set<String>, String> seen = new HashMap<>();
    for (Pair pair : pairs) {
      Line line = pair.line();
      String before =
          seen.putIfAbsent(Set.of(line.from().digest(), line.to().digest()), pair.name());
      if (before != null) {
        String again = before.equals(pair.name()) ? " twice" : ", the same pair as " + before;
        throw new UsageException("pairs must be all different, got " + pair.name() + again);
      }
    }
  }

  private void path(List<String> names, int replicate, List<Pair> pairs) {
    if (names.size() < 2) {
      throw new UsageException(
          what
              + " lies between two points"
              + (what.equals("a barrier") ? ", or along a pruning run" : "")
              + ", got only "
              + String.join(" ", names));
    }
    for (int i = 0; i + 1 < names.size(); i++) {
      String from = names.get(i);
      String to = names.get(i + 1);
      points.requireDifferent(what + " lies between two different networks", List.of(from, to));
      Line line = new Line(points.resolve(from), points.resolve(to));
      pairs.add(new Pair("pairs", i, replicate, from + ARROW + to, line));
    }
  }

  /** Returns the Java expression of pairs. */
  static String java(Points points, List<Pair> pairs) {
    boolean one = pairs.size() == 1;
    return pairs.stream()
        .map(pair -> (one ? "" : "\n    ") + java(points, pair, one))
        .collect(Collectors.joining(",", "List.of(", ")"));
  }

  private static String java(Points points, Pair pair, boolean one) {
    String[] ends = pair.name().split(ARROW, -1);
    String name = JavaSource.of(pair.name(), Map.of());
    String line = points.java(ends[0]) + ", " + points.java(ends[1]);
    return one
        ? "Pair.of(" + name + ", " + line + ")"
        : String.format(
            "new Pair(\"pairs\", %d, %d, %s, new Line(%s))",
            pair.level(), pair.replicate(), name, line);
  }
}
