package org.stockpot.magic.path;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stockpot.barrier.CurveResult;
import org.stockpot.barrier.CurveRun;
import org.stockpot.magic.session.NamedPoint;
import org.stockpot.magic.session.Provenance;
import org.stockpot.magic.session.ResultPoints;
import org.stockpot.weights.Point;

/**
 * The points of trained curves: {@code curve.bend} is the bend of the first one ({@code
 * curve.bend1}, {@code curve.bend2} if there are several), {@code curve.0.5} its point at t = 0.5;
 * {@code curve.seed2.bend} is that of another seed, {@code curve.pair2.bend} that of another pair.
 */
final class CurvePoints {

  private static final Pattern SEED = Pattern.compile("(?:^|\\.)seed(-?\\d+)\\.");

  private CurvePoints() {}

  static void add(CurveResult result, ResultPoints points) {
    List<CurveRun> runs = result.runs();
    List<String> pairs = runs.stream().map(run -> run.pair().name()).distinct().toList();
    for (int i = 0; i < runs.size(); i++) {
      CurveRun run = runs.get(i);
      int pair = pairs.indexOf(run.pair().name());
      boolean first = i == 0 || !runs.get(i - 1).pair().name().equals(run.pair().name());
      String of = pair == 0 ? "" : "pair" + (pair + 1) + ".";
      if (first) {
        add(of, i, run, result, points);
      }
      add(of + "seed" + run.seed() + ".", i, run, result, points);
    }
  }

  /** Returns the recipe and the seed of the curve that a point is of. */
  static Map<String, String> facts(CurveResult result, String part) {
    Matcher seed = SEED.matcher(part);
    long of = seed.find() ? Long.parseLong(seed.group(1)) : result.runs().get(0).seed();
    Map<String, String> facts = Provenance.training(result.recipe(), of);
    facts.put("curve", result.options().bends().toString());
    return facts;
  }

  private static void add(
      String prefix, int number, CurveRun run, CurveResult result, ResultPoints points) {
    String java = ".runs().get(" + number + ")";
    List<Point> bends = run.bends();
    for (int k = 0; k < bends.size(); k++) {
      String name = prefix + "bend" + (bends.size() == 1 ? "" : k + 1);
      points.add(name, named(bends.get(k), java, ".bends().get(" + k + ")", run, result));
    }
    for (int k = 0; k < run.points().size(); k++) {
      CurveRun.Place place = run.points().get(k);
      String at = ".points().get(" + k + ").point()";
      points.add(prefix + place, named(place.point(), java, at, run, result));
    }
  }

  private static NamedPoint named(
      Point point, String java, String rest, CurveRun run, CurveResult result) {
    Supplier<List<String>> ends =
        () -> List.of(run.pair().line().from().digest(), run.pair().line().to().digest());
    return NamedPoint.of(point, java + rest)
        .masked(run.mask(), java + ".mask()")
        .withRows(result.rows())
        .madeOf(ends);
  }
}
