package org.stockpot.magic.prune;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stockpot.magic.session.NamedPoint;
import org.stockpot.magic.session.Provenance;
import org.stockpot.magic.session.ResultPoints;
import org.stockpot.prune.PruneReplicate;
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
    for (int i = 0; i < pruning.replicates().size(); i++) {
      PruneReplicate replicate = pruning.replicates().get(i);
      if (i == 0) {
        add("", "", replicate, pruning.rows(), points);
      }
      add("seed" + replicate.seed() + ".", seed(replicate), replicate, pruning.rows(), points);
      replicate.rounds().forEach(round -> addNameless(replicate, round, pruning.rows(), points));
      replicate.controls().values().stream()
          .flatMap(List::stream)
          .forEach(round -> addNameless(replicate, round, pruning.rows(), points));
    }
  }

  private static String seed(PruneReplicate replicate) {
    boolean small = replicate.seed() == (int) replicate.seed();
    return ".seed(" + replicate.seed() + (small ? ")" : "L)");
  }

  private static void add(
      String prefix, String of, PruneReplicate replicate, RowSet rows, ResultPoints points) {
    for (Round round : replicate.rounds()) {
      String java = of + ".round(" + round.round() + ")";
      points.add(prefix + round.round(), solution(replicate, round, java, rows));
    }
    String java = of.isEmpty() ? ".replicates().get(0)" : of;
    Mask mask = replicate.rounds().get(0).mask();
    String maskJava = of + ".round(0).mask()";
    NamedPoint init = NamedPoint.of(replicate.init(), java + ".init()").masked(mask, maskJava);
    NamedPoint origin =
        NamedPoint.of(replicate.origin(), java + ".origin()").masked(mask, maskJava);
    boolean moved = !replicate.origin().equals(replicate.init());
    points.add(prefix + "init", init);
    points.add(prefix + "rewind", moved ? origin.withRows(rows).madeOf(source(replicate)) : origin);
  }

  private static void addNameless(
      PruneReplicate replicate, Round round, RowSet rows, ResultPoints points) {
    points.addNameless(solution(replicate, round, "", rows));
    // The mask of a later round says something of the examples that it was found with.
    NamedPoint start = NamedPoint.of(round.start(), "").masked(round.mask(), "");
    points.addNameless(round.round() == 0 ? start : start.withRows(rows));
  }

  private static NamedPoint solution(
      PruneReplicate replicate, Round round, String java, RowSet rows) {
    return NamedPoint.of(round.solution(), java + ".solution()")
        .masked(round.mask(), java + ".mask()")
        .trained(round.start(), java + ".start()", rows)
        .madeOf(source(replicate));
  }

  private static Supplier<List<String>> source(PruneReplicate replicate) {
    return () -> List.of(replicate.init().digest());
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
            seed == null ? pruning.replicates().get(0).seed() : Long.parseLong(seed));
    facts.put("round", words.group(2));
    return facts;
  }
}
