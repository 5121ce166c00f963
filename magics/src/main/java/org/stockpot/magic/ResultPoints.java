package org.stockpot.magic;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.stockpot.prune.Ladder;
import org.stockpot.prune.PruneResult;
import org.stockpot.prune.Round;
import org.stockpot.soup.FinetuneResult;
import org.stockpot.soup.FinetuneResult.Tuned;
import org.stockpot.soup.InterpolationResult;
import org.stockpot.soup.SoupComparison;
import org.stockpot.soup.SoupOrigin;
import org.stockpot.soup.SoupResult;
import org.stockpot.soup.WeightedResult;
import org.stockpot.task.TrainResult;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;

/** The points that results offer. */
final class ResultPoints {

  /** Ends of the names of points that trainings start at. */
  static final List<String> STARTS = List.of("init", "rewind");

  private final Map<String, NamedPoint> parts = new LinkedHashMap<>();

  private ResultPoints() {}

  /** Returns the points of a result by the rest of their names; none if it is no result. */
  static Map<String, NamedPoint> of(Object owner) {
    ResultPoints points = new ResultPoints();
    points.add(owner);
    return points.parts;
  }

  /** Returns the points of a result and those without names: starts of rounds, and controls. */
  static List<NamedPoint> all(Object owner) {
    List<NamedPoint> all = new ArrayList<>(of(owner).values());
    if (owner instanceof PruneResult pruning) {
      for (Ladder ladder : pruning.ladders()) {
        ladder.rounds().forEach(round -> all.add(start(round)));
        ladder.controls().values().stream()
            .flatMap(List::stream)
            .forEach(round -> all.addAll(List.of(start(round), solution(round, ""))));
      }
    }
    return all;
  }

  private void add(Object owner) {
    if (owner instanceof Point point) {
      parts.put("", NamedPoint.alone(point));
    } else if (owner instanceof TrainResult training) {
      add(training);
    } else if (owner instanceof PruneResult pruning) {
      for (int i = 0; i < pruning.ladders().size(); i++) {
        Ladder ladder = pruning.ladders().get(i);
        if (i == 0) {
          add("", i, ladder);
        }
        add("seed" + ladder.seed() + ".", i, ladder);
      }
    } else if (owner instanceof FinetuneResult fine) {
      add(fine);
    } else if (owner instanceof SoupResult soup) {
      average("", soup.soup(), soup.origin(), "", ".soup()");
    } else if (owner instanceof SoupComparison soups) {
      add(soups);
    } else if (owner instanceof WeightedResult weighted) {
      average("", weighted.soup(), weighted.origin(), "", ".soup()");
    } else if (owner instanceof InterpolationResult interpolation) {
      average("", interpolation.point(), interpolation.origin(), "", ".point()");
    }
  }

  private void add(TrainResult training) {
    Point start = training.job().start();
    Mask mask = training.job().mask();
    String java = ".job().mask()";
    parts.put("", new NamedPoint(training.point(), start, ".point()", mask, java));
    parts.put("init", NamedPoint.untrained(start, ".job().start()", mask, java));
  }

  private void add(String prefix, int index, Ladder ladder) {
    for (Round round : ladder.rounds()) {
      String java = ".round(" + index + ", " + round.round() + ")";
      parts.put(prefix + round.round(), solution(round, java));
    }
    String java = ".ladders().get(" + index + ")";
    Mask mask = ladder.rounds().get(0).mask();
    String maskJava = ".round(" + index + ", 0).mask()";
    parts.put(
        prefix + "init", NamedPoint.untrained(ladder.init(), java + ".init()", mask, maskJava));
    parts.put(
        prefix + "rewind",
        NamedPoint.untrained(ladder.origin(), java + ".origin()", mask, maskJava));
  }

  private static NamedPoint solution(Round round, String java) {
    return new NamedPoint(
        round.solution(), round.start(), java + ".solution()", round.mask(), java + ".mask()");
  }

  private static NamedPoint start(Round round) {
    return NamedPoint.untrained(round.start(), "", round.mask(), "");
  }

  private void add(FinetuneResult fine) {
    for (Tuned tuned : fine.tuned()) {
      String java = ".point(" + tuned.number() + ")";
      Point end = tuned.training().end();
      parts.put(
          "" + tuned.number(), new NamedPoint(end, fine.base(), java, fine.mask(), ".mask()"));
    }
  }

  private void add(SoupComparison soups) {
    SoupResult best = soups.best();
    average("", best.soup(), best.origin(), ".best()", ".soup()");
    for (int i = 0; i < soups.soups().size(); i++) {
      SoupResult soup = soups.soups().get(i);
      String name = Values.write(soup.recipe());
      average(name, soup.soup(), soup.origin(), ".soups().get(" + i + ")", ".soup()");
    }
  }

  private void average(String name, Point point, SoupOrigin origin, String owner, String java) {
    String maskJava = owner + ".origin().mask()";
    parts.put(name, NamedPoint.untrained(point, owner + java, origin.mask(), maskJava));
  }
}
