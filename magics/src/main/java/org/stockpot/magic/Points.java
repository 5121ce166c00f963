package org.stockpot.magic;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stockpot.prune.Ladder;
import org.stockpot.prune.PruneResult;
import org.stockpot.task.Suggestions;
import org.stockpot.task.TrainResult;
import org.stockpot.weights.Point;

/**
 * Points by name: {@code base} (a training's end), {@code imp.3} (the solution of round 3), {@code
 * imp.init}, {@code imp.rewind}, {@code imp.seed2.3} for another replicate, or a Java variable.
 */
final class Points {

  private static final Pattern PART =
      Pattern.compile("(?:seed(-?\\d+)\\.)?(?:(\\d+)|(init|rewind))");

  private final Session session;

  Points(Session session) {
    this.session = session;
  }

  Point resolve(String name) {
    int dot = name.indexOf('.');
    String head = dot < 0 ? name : name.substring(0, dot);
    String part = dot < 0 ? "" : name.substring(dot + 1);
    if (!Session.isName(head)) {
      throw unknown(name);
    }
    Object owner = session.results().get(head);
    if (owner == null) {
      owner = variable(head, name);
    }
    if (owner instanceof Point point && part.isEmpty()) {
      return point;
    } else if (owner instanceof TrainResult training) {
      return part(training, part, name);
    } else if (owner instanceof PruneResult pruning) {
      return part(pruning, part, name);
    }
    throw unknown(name);
  }

  /** Returns the Java expression of a point, or of another where no point is named. */
  static String java(String name, String otherwise) {
    if (name.isEmpty()) {
      return otherwise;
    }
    int dot = name.indexOf('.');
    String head = dot < 0 ? name : name.substring(0, dot);
    String part = dot < 0 ? "" : name.substring(dot + 1);
    if (part.matches("\\d+")) {
      return head + ".solution(" + part + ")";
    }
    return dot < 0 ? head + ".point()" : "/* " + name + " */ " + head;
  }

  private Object variable(String head, String name) {
    try {
      return session.variable(head);
    } catch (UsageException e) {
      throw unknown(name);
    }
  }

  private static Point part(TrainResult training, String part, String name) {
    return switch (part) {
      case "" -> training.point();
      case "init" -> training.job().start();
      default ->
          throw new UsageException("a training has the points NAME and NAME.init, got " + name);
    };
  }

  private static Point part(PruneResult pruning, String part, String name) {
    Matcher matcher = PART.matcher(part);
    if (!matcher.matches()) {
      throw new UsageException(
          "a pruning run has the points NAME.0 (dense), NAME.1 …, NAME.init, NAME.rewind and"
              + " NAME.seedS.1 …, got "
              + name);
    }
    Ladder ladder = ladder(pruning, matcher.group(1), name);
    if (matcher.group(2) == null) {
      return matcher.group(3).equals("init") ? ladder.init() : ladder.origin();
    }
    int round = Values.read(int.class, matcher.group(2)) instanceof Integer i ? i : 0;
    if (round >= ladder.rounds().size()) {
      throw new UsageException(
          "the rounds go from 0 to " + (ladder.rounds().size() - 1) + ", got " + name);
    }
    return ladder.rounds().get(round).solution();
  }

  private static Ladder ladder(PruneResult pruning, String seed, String name) {
    if (seed == null) {
      return pruning.ladders().get(0);
    }
    return pruning.ladders().stream()
        .filter(l -> Long.toString(l.seed()).equals(seed))
        .findFirst()
        .orElseThrow(
            () ->
                new UsageException("the seeds are " + pruning.options().seeds() + ", got " + name));
  }

  private UsageException unknown(String name) {
    return new UsageException(
        "no point named "
            + name
            + Suggestions.didYouMean(name, session.names())
            + (session.names().isEmpty()
                ? ""
                : " (named so far: " + String.join(" ", session.names()) + ")"));
  }
}
