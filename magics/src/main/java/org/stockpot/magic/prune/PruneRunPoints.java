package org.stockpot.magic.prune;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stockpot.magic.session.NamedPoint;
import org.stockpot.magic.session.Provenance;
import org.stockpot.magic.session.ResultPoints;
import org.stockpot.prune.Ladder;
import org.stockpot.prune.PruneResult;
import org.stockpot.prune.Round;
import org.stockpot.weights.Mask;
import org.stockpot.weights.RowSet;

/**
 * The points of a pruning run: {@code imp.3} is the solution of round 3 of the first seed, {@code
 * imp.seed2.3} that of seed 2.
 */
final class PruneRunPoints {

  private static final Pattern ROUND = Pattern.compile("(?:seed(-?\\d+)\\.?)?(\\d+|init|rewind)?");

  private PruneRunPoints() {}

  static void add(PruneResult pruning, ResultPoints points) {
    for (int i = 0; i < pruning.ladders().size(); i++) {
      Ladder ladder = pruning.ladders().get(i);
      if (i == 0) {
        add("", "", ladder, pruning.rows(), points);
      }
      add("seed" + ladder.seed() + ".", seed(ladder), ladder, pruning.rows(), points);
      ladder.rounds().forEach(round -> addNameless(ladder, round, pruning.rows(), points));
      ladder.controls().values().stream()
          .flatMap(List::stream)
          .forEach(round -> addNameless(ladder, round, pruning.rows(), points));
    }
  }

  private static String seed(Ladder ladder) {
    boolean small = ladder.seed() == (int) ladder.seed();
    return ".seed(" + ladder.seed() + (small ? ")" : "L)");
  }

  private static void add(
      String prefix, String of, Ladder ladder, RowSet rows, ResultPoints points) {
    for (Round round : ladder.rounds()) {
      String java = of + ".round(" + round.round() + ")";
      points.add(prefix + round.round(), solution(ladder, round, java, rows));
    }
    String java = of.isEmpty() ? ".ladders().get(0)" : of;
    Mask mask = ladder.rounds().get(0).mask();
    String maskJava = of + ".round(0).mask()";
    NamedPoint init = NamedPoint.of(ladder.init(), java + ".init()").masked(mask, maskJava);
    NamedPoint origin = NamedPoint.of(ladder.origin(), java + ".origin()").masked(mask, maskJava);
    boolean moved = !ladder.origin().equals(ladder.init());
    points.add(prefix + "init", init);
    points.add(prefix + "rewind", moved ? origin.withRows(rows).madeOf(source(ladder)) : origin);
  }

  private static void addNameless(
      Ladder ladder, Round round, RowSet rows, ResultPoints points) {
    points.addNameless(solution(ladder, round, "", rows));
    // The mask of a later round says something of the examples that it was found with.
    NamedPoint start = NamedPoint.of(round.start(), "").masked(round.mask(), "");
    points.addNameless(round.round() == 0 ? start : start.withRows(rows));
  }

  private static NamedPoint solution(Ladder ladder, Round round, String java, RowSet rows) {
    return NamedPoint.of(round.solution(), java + ".solution()")
        .masked(round.mask(), java + ".mask()")
        .trained(round.start(), java + ".start()", rows)
        .madeOf(source(ladder));
  }

  private static Supplier<List<String>> source(Ladder ladder) {
    return () -> List.of(ladder.init().digest());
  }

  /** Returns the recipe, seed and round of a point. */
  static Map<String, String> facts(PruneResult pruning, String part) {
    Matcher words = ROUND.matcher(part);
    if (!words.matches()) {
      return Map.of();
    }
    String seed = words.group(1);
    Map<String, String> facts =
        Provenance.training(
            pruning.recipe(),
            seed == null ? pruning.ladders().get(0).seed() : Long.parseLong(seed));
    facts.put("round", words.group(2));
    return facts;
  }
}
