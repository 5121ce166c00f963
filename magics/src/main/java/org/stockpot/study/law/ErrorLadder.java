package org.stockpot.study.law;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.stockpot.law.Observed;
import org.stockpot.prune.PruneReplicate;
import org.stockpot.prune.PruneResult;
import org.stockpot.prune.Round;
import org.stockpot.study.TicketStability;
import org.stockpot.study.Variant;
import org.stockpot.task.Score;
import org.stockpot.task.replicates.Duplicates;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Slot;

/**
 * Test errors of a network's tickets by their density.
 *
 * @param name what it is called
 * @param like a score on the same test examples
 * @param dense the mean error of the dense networks, above 0
 * @param depth layers with weights that can be pruned
 * @param width the geometric mean of their units, but for the last layer's
 * @param levels from the densest to the sparsest, with the place of a {@link
 *     org.stockpot.law.PruningLaw}: those that all replicates reached, with errors above 0
 * @param leftOut the other levels, and why
 */
public record ErrorLadder(
    String name,
    Score like,
    double dense,
    int depth,
    double width,
    List<Observed> levels,
    List<String> leftOut) {

  /** Copies the lists. */
  public ErrorLadder {
    levels = List.copyOf(levels);
    leftOut = List.copyOf(leftOut);
  }

  /**
   * Returns the ladder of pruning runs.
   *
   * @param runs one run of several seeds, or several that are replicates of one another
   * @return the ladder
   * @throws IllegalArgumentException if the results are no pruning runs of one network with errors
   *     above 0, or a replicate comes twice
   */
  public static ErrorLadder of(Variant runs) {
    List<PruneReplicate> replicates = replicates(runs);
    Round first = replicates.get(0).round(0);
    Layout layout = first.mask().layout();
    Map<Long, List<Round>> byKept = new TreeMap<>(Comparator.reverseOrder());
    for (PruneReplicate replicate : replicates) {
      if (!replicate.round(0).mask().layout().equals(layout)) {
        throw new IllegalArgumentException(
            "replicates must be of one network, got others for " + runs.name());
      }
      replicate
          .rounds()
          .forEach(
              round ->
                  byKept
                      .computeIfAbsent((long) round.mask().kept(), k -> new ArrayList<>())
                      .add(round));
    }
    double dense =
        replicates.stream().mapToDouble(r -> r.round(0).test().error()).average().orElseThrow();
    if (!(dense > 0 && dense < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "the error of dense networks must be above 0, as the law is relative to it, got "
              + dense
              + " for "
              + runs.name());
    }
    double[] scale = {dense, depth(layout), width(layout)};
    List<Observed> levels = new ArrayList<>();
    List<String> leftOut = new ArrayList<>();
    byKept.values().forEach(rounds -> add(rounds, replicates.size(), scale, levels, leftOut));
    return new ErrorLadder(
        runs.name(), first.test(), dense, depth(layout), width(layout), levels, leftOut);
  }

  private static List<PruneReplicate> replicates(Variant runs) {
    List<PruneReplicate> replicates = new ArrayList<>();
    for (Object result : runs.results()) {
      if (!(TicketStability.unforked(result) instanceof PruneResult run)) {
        throw new IllegalArgumentException(
            "a ladder must be a pruning run, as %imp makes them, got another result for "
                + runs.name());
      }
      replicates.addAll(run.replicates());
    }
    Duplicates.refuse(
        "dense networks of " + runs.name(),
        replicates.stream()
            .map(
                r ->
                    "seed "
                        + r.seed()
                        + " ("
                        + r.round(0).solution().digest().substring(0, 8)
                        + ")")
            .toList());
    return replicates;
  }

  private static void add(
      List<Round> rounds,
      int replicates,
      double[] scale,
      List<Observed> levels,
      List<String> leftOut) {
    double density = rounds.get(0).density();
    List<Double> errors = rounds.stream().map(round -> round.test().error()).toList();
    Observed level = new Observed(List.of(density, scale[0], scale[1], scale[2]), errors);
    if (errors.size() != replicates) {
      leftOut.add(
          at(density) + errors.size() + " of " + replicates + " replicates have this density");
    } else if (!Double.isFinite(level.error())) {
      leftOut.add(at(density) + "the error is no number");
    } else if (level.error() <= 0) {
      leftOut.add(at(density) + "an error of 0 has no relative deviation");
    } else {
      levels.add(level);
    }
  }

  private static String at(double density) {
    return String.format(Locale.ROOT, "%.3g %% kept: ", 100 * density);
  }

  private static List<Slot> layers(Layout layout) {
    return layout.slots().stream().filter(slot -> slot.role().isPrunable()).toList();
  }

  private static int depth(Layout layout) {
    return layers(layout).size();
  }

  private static double width(Layout layout) {
    List<Slot> layers = layers(layout);
    return Math.exp(
        layers.stream()
            .limit(Math.max(0, layers.size() - 1))
            .mapToDouble(slot -> Math.log(slot.shape().get(0)))
            .average()
            .orElse(0));
  }

  /**
   * Returns the number of replicates.
   *
   * @return at least 1 where there is a level; else 0
   */
  public int replicates() {
    return levels.isEmpty() ? 0 : levels.get(0).errors().size();
  }

  /** Returns the densest of the levels, at least a share of them. */
  List<Observed> densest(double share) {
    return levels.subList(0, (int) Math.ceil(share * levels.size() - 1e-9));
  }

  /** Returns every second level, from one on. */
  List<Observed> everySecond(int first) {
    List<Observed> some = new ArrayList<>();
    for (int i = first; i < levels.size(); i += 2) {
      some.add(levels.get(i));
    }
    return some;
  }
}
