package org.stockpot.magic.session;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.stockpot.prune.PruneReplicate;
import org.stockpot.prune.PruneResult;
import org.stockpot.prune.Round;
import org.stockpot.soup.FinetuneResult.Tuned;
import org.stockpot.soup.FinetuneResult;
import org.stockpot.soup.InterpolationResult;
import org.stockpot.soup.SoupComparison;
import org.stockpot.soup.SoupOrigin;
import org.stockpot.soup.SoupResult;
import org.stockpot.soup.WeightedResult;
import org.stockpot.study.Comparison;
import org.stockpot.study.Variant;
import org.stockpot.task.TrainResult;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;
import org.stockpot.weights.RowSet;
import org.stockpot.magic.option.Values;

/** The points that results offer. */
public final class ResultPoints {

  /** Ends of the names of points that trainings start at. */
  public static final List<String> STARTS = List.of("init", "rewind");

  private final Map<String, NamedPoint> parts = new LinkedHashMap<>();
  private final List<NamedPoint> nameless = new ArrayList<>();

  private ResultPoints(Object owner) {
    add(owner);
  }

  /** Returns the points of a result by the rest of their names; none if it is no result. */
  public static Map<String, NamedPoint> of(Object owner) {
    return new ResultPoints(owner).parts;
  }

  /** Returns the points of a result and those without names: starts of rounds, and controls. */
  public static List<NamedPoint> all(Object owner) {
    ResultPoints points = new ResultPoints(owner);
    List<NamedPoint> all = new ArrayList<>(points.parts.values());
    all.addAll(points.nameless);
    return all;
  }

  private void add(Object owner) {
    if (owner instanceof Point point) {
      parts.put("", NamedPoint.of(point, ""));
    } else if (owner instanceof TrainResult training) {
      add(training);
    } else if (owner instanceof PruneResult pruning) {
      add(pruning);
    } else if (owner instanceof FinetuneResult fine) {
      add(fine);
    } else if (owner instanceof SoupResult soup) {
      average("", soup.soup(), soup.origin(), "", ".soup()");
    } else if (owner instanceof SoupComparison soups) {
      add(soups);
    } else if (owner instanceof Comparison comparison) {
      add(comparison);
    } else if (owner instanceof WeightedResult weighted) {
      average("", weighted.soup(), weighted.origin(), "", ".soup()");
    } else if (owner instanceof InterpolationResult interpolation) {
      average("", interpolation.point(), interpolation.origin(), "", ".point()");
    }
  }

  private void add(TrainResult training) {
    Point start = training.job().start();
    Mask mask = training.job().mask();
    NamedPoint end = NamedPoint.of(training.point(), ".point()");
    parts.put(
        "", end.masked(mask, ".job().mask()").trained(start, ".job().start()", training.rows()));
    parts.put("init", NamedPoint.of(start, ".job().start()").masked(mask, ".job().mask()"));
  }

  private void add(PruneResult pruning) {
    for (int i = 0; i < pruning.replicates().size(); i++) {
      PruneReplicate ladder = pruning.replicates().get(i);
      if (i == 0) {
        add("", "", ladder, pruning.rows());
      }
      add("seed" + ladder.seed() + ".", seed(ladder), ladder, pruning.rows());
      ladder.rounds().forEach(round -> addNameless(ladder, round, pruning.rows()));
      ladder.controls().values().stream()
          .flatMap(List::stream)
          .forEach(round -> addNameless(ladder, round, pruning.rows()));
    }
  }

  private static String seed(PruneReplicate ladder) {
    boolean small = ladder.seed() == (int) ladder.seed();
    return ".seed(" + ladder.seed() + (small ? ")" : "L)");
  }

  private void add(String prefix, String of, PruneReplicate ladder, RowSet rows) {
    for (Round round : ladder.rounds()) {
      String java = of + ".round(" + round.round() + ")";
      parts.put(prefix + round.round(), solution(ladder, round, java, rows));
    }
    String java = of.isEmpty() ? ".replicates().get(0)" : of;
    Mask mask = ladder.rounds().get(0).mask();
    String maskJava = of + ".round(0).mask()";
    NamedPoint init = NamedPoint.of(ladder.init(), java + ".init()").masked(mask, maskJava);
    NamedPoint origin = NamedPoint.of(ladder.origin(), java + ".origin()").masked(mask, maskJava);
    boolean moved = !ladder.origin().equals(ladder.init());
    parts.put(prefix + "init", init);
    parts.put(prefix + "rewind", moved ? origin.withRows(rows).madeOf(source(ladder)) : origin);
  }

  private void addNameless(PruneReplicate ladder, Round round, RowSet rows) {
    nameless.add(solution(ladder, round, "", rows));
    // The mask of a later round says something of the examples that it was found with.
    NamedPoint start = NamedPoint.of(round.start(), "").masked(round.mask(), "");
    nameless.add(round.round() == 0 ? start : start.withRows(rows));
  }

  private static NamedPoint solution(PruneReplicate ladder, Round round, String java, RowSet rows) {
    return NamedPoint.of(round.solution(), java + ".solution()")
        .masked(round.mask(), java + ".mask()")
        .trained(round.start(), java + ".start()", rows)
        .madeOf(source(ladder));
  }

  private static Supplier<List<String>> source(PruneReplicate ladder) {
    return () -> List.of(ladder.init().digest());
  }

  private void add(FinetuneResult fine) {
    for (Tuned tuned : fine.tuned()) {
      parts.put(
          "" + tuned.number(),
          NamedPoint.of(tuned.training().end(), ".point(" + tuned.number() + ")")
              .masked(fine.mask(), ".mask()")
              .trained(fine.base(), ".base()", fine.rows()));
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

  private void add(Comparison comparison) {
    for (Variant variant : comparison.variants()) {
      for (int i = 0; i < variant.results().size(); i++) {
        Object result = variant.results().get(i);
        String name =
            variant.name() + (variant.results().size() == 1 ? "" : "." + replicate(result, i));
        String type = result.getClass().getSimpleName();
        String java = ".<" + type + ">get(\"" + variant.name() + "\", " + i + ")";
        ResultPoints points = new ResultPoints(result);
        points.parts.forEach(
            (part, point) ->
                parts.put(part.isEmpty() ? name : name + "." + part, point.behind(java)));
        nameless.addAll(points.nameless);
      }
    }
  }

  private static String replicate(Object result, int index) {
    return result instanceof TrainResult training
        ? "seed" + training.job().seed()
        : "" + (index + 1);
  }

  private void average(String name, Point point, SoupOrigin origin, String owner, String java) {
    List<String> digests = origin.sources().stream().map(SoupOrigin.Source::digest).toList();
    boolean single = digests.contains(point.digest());
    parts.put(
        name,
        NamedPoint.of(point, owner + java)
            .masked(origin.mask(), owner + ".origin().mask()")
            .madeOf(() -> single ? List.of(point.digest()) : digests));
  }
}
