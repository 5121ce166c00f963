package org.stockpot.magic;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.stockpot.prune.Ladder;
import org.stockpot.prune.PruneResult;
import org.stockpot.prune.Round;
import org.stockpot.task.Suggestions;
import org.stockpot.task.TrainResult;
import org.stockpot.weights.Line;
import org.stockpot.weights.Point;

/**
 * Points by name: {@code base} (a training's end), {@code imp.3} (the solution of round 3), {@code
 * imp.init}, {@code imp.rewind}, {@code imp.seed2.3} for another replicate, a Java variable, or a
 * file.
 */
final class Points {

  /**
   * A point that a result offers.
   *
   * @param point the point
   * @param from where its training started; the point itself if it was not trained
   * @param java the expression that gives it, behind the result's name
   */
  record Named(Point point, Point from, String java) {}

  private final Session session;

  Points(Session session) {
    this.session = session;
  }

  Point resolve(String name) {
    return named(name).point();
  }

  /** Returns the straight line of a training, from its start to its end. */
  Line trajectory(String name) {
    Named named = named(name);
    if (named.from().equals(named.point())) {
      throw new UsageException("there is no training that led to " + name);
    }
    return new Line(named.from(), named.point());
  }

  /** Returns the Java expression of a point. */
  String java(String name) {
    return PointFiles.isFile(name)
        ? PointFiles.java(session, name, Map.of()) + ".point()"
        : head(name) + named(name).java();
  }

  /** Returns the names that a pattern with stars matches, or the name itself. */
  List<String> expand(String pattern) {
    if (!pattern.contains("*")) {
      return List.of(pattern);
    }
    if (PointFiles.isFile(pattern)) {
      return PointFiles.expand(pattern);
    }
    Pattern glob = Pattern.compile(Pattern.quote(pattern).replace("*", "\\E.*\\Q"));
    List<String> names = names().stream().filter(n -> glob.matcher(n).matches()).toList();
    if (names.isEmpty()) {
      throw new UsageException("no point matches " + pattern + known());
    }
    return names;
  }

  /** Returns all names of points that results offer. */
  List<String> names() {
    List<String> names = new ArrayList<>();
    session
        .results()
        .forEach(
            (head, owner) ->
                parts(owner)
                    .keySet()
                    .forEach(part -> names.add(part.isEmpty() ? head : head + "." + part)));
    return names;
  }

  private Named named(String name) {
    if (PointFiles.isFile(name)) {
      Point point = PointFiles.load(session, name, Map.of()).point();
      return new Named(point, point, "");
    }
    String head = head(name);
    Object owner = session.results().get(head);
    owner = owner == null ? session.find(head) : owner;
    Map<String, Named> parts = owner == null ? Map.of() : parts(owner);
    if (parts.isEmpty()) {
      throw new UsageException(
          "no point named " + name + Suggestions.didYouMean(head, session.names()) + known());
    }
    Named named = parts.get(name.substring(Math.min(name.length(), head.length() + 1)));
    if (named == null) {
      List<String> offered = parts.keySet().stream().map(p -> full(head, p)).limit(30).toList();
      throw new UsageException(
          "no point named " + name + "; " + head + " has " + String.join(" ", offered));
    }
    return named;
  }

  private static String full(String head, String part) {
    return part.isEmpty() ? head : head + "." + part;
  }

  private static String head(String name) {
    int dot = name.indexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }

  private String known() {
    return session.names().isEmpty()
        ? ""
        : " (named so far: " + String.join(" ", session.names()) + ")";
  }

  private static Map<String, Named> parts(Object owner) {
    Map<String, Named> parts = new LinkedHashMap<>();
    if (owner instanceof Point point) {
      parts.put("", new Named(point, point, ""));
    } else if (owner instanceof TrainResult training) {
      Point start = training.job().start();
      parts.put("", new Named(training.point(), start, ".point()"));
      parts.put("init", new Named(start, start, ".job().start()"));
    } else if (owner instanceof PruneResult pruning) {
      for (int i = 0; i < pruning.ladders().size(); i++) {
        Ladder ladder = pruning.ladders().get(i);
        if (i == 0) {
          ladder(parts, "", i, ladder);
        }
        ladder(parts, "seed" + ladder.seed() + ".", i, ladder);
      }
    }
    return parts;
  }

  private static void ladder(Map<String, Named> parts, String prefix, int index, Ladder ladder) {
    for (Round round : ladder.rounds()) {
      String java = ".round(" + index + ", " + round.round() + ").solution()";
      parts.put(prefix + round.round(), new Named(round.solution(), round.start(), java));
    }
    String java = ".ladders().get(" + index + ")";
    Point init = ladder.init();
    Point origin = ladder.origin();
    parts.put(prefix + "init", new Named(init, init, java + ".init()"));
    parts.put(prefix + "rewind", new Named(origin, origin, java + ".origin()"));
  }
}
