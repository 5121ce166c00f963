package org.stockpot.prune;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Mask;
import org.stockpot.weights.MaskedPoint;
import org.stockpot.weights.Point;
import org.stockpot.weights.Slot;

/**
 * Takes weights away: from a network to the next mask. A round prunes exactly {@code round(fraction
 * · kept)} of each group, where a group is what the {@link Scope} says, and units are single
 * weights or blocks.
 */
public final class Pruner {

  private final PruneOptions options;
  private final List<Slot> slots;
  private final PruneGroups groups;

  /**
   * Prepares pruning.
   *
   * @param layout what is pruned
   * @param options how
   * @throws IllegalArgumentException if the settings do not fit the layout
   */
  public Pruner(Layout layout, PruneOptions options) {
    this.options = options;
    slots =
        layout.slots().stream()
            .filter(s -> s.role().isPrunable())
            .filter(s -> !isNamed(s, options.exclude()))
            .toList();
    requireKnown(layout, options.exclude(), "exclude");
    requireKnown(layout, options.fractions().keySet(), "fractions");
    if (slots.isEmpty()) {
      throw new IllegalArgumentException(
          "there must be weights to prune, got none besides the excluded " + options.exclude());
    }
    groups = new PruneGroups(options, slots, this::fraction);
  }

  private double fraction(Slot slot) {
    return options.fractions().entrySet().stream()
        .filter(e -> matches(e.getKey(), slot))
        .findFirst()
        .map(Map.Entry::getValue)
        .orElse(options.fraction());
  }

  private static boolean matches(String name, Slot slot) {
    return slot.name().equals(name) || slot.name().startsWith(name + ".");
  }

  /**
   * Returns whether a slot is among those that are named.
   *
   * @param slot any
   * @param names of slots, or their parts before a dot
   * @return true if one of them is the slot's
   */
  public static boolean isNamed(Slot slot, List<String> names) {
    return names.stream().anyMatch(name -> matches(name, slot));
  }

  private static void requireKnown(Layout layout, Iterable<String> names, String option) {
    List<Slot> prunable = layout.slots().stream().filter(s -> s.role().isPrunable()).toList();
    for (String name : names) {
      if (prunable.stream().noneMatch(s -> matches(name, s))) {
        throw new IllegalArgumentException(
            option
                + " must name slots of weights, got "
                + name
                + "; the slots are "
                + String.join(" ", prunable.stream().map(Slot::name).toList()));
      }
    }
  }

  /**
   * Refuses a network that cannot be scored, before anything is trained.
   *
   * @param network the network that a run starts from
   * @throws IllegalArgumentException with the reason
   */
  void require(ScoredNetwork network) {
    options.saliency().require(network.among(slots));
  }

  /** Returns a pruner that asks for scores of a network once, if pruning asks once. */
  Pruner asked(ScoredNetwork network) {
    if (options.scoring().times() > 1) {
      return this;
    }
    Saliency saliency = Saliencies.asked(options.saliency(), network.among(slots));
    return new Pruner(network.mask().layout(), options.withSaliency(saliency));
  }

  /** Returns how many weights a mask keeps that may be pruned. */
  int free(Mask mask) {
    return weights(groups.kept(mask));
  }

  private int weights(int... units) {
    return options.pattern().unit() * IntStream.of(units).sum();
  }

  /**
   * Returns how many prunable weights are kept after each round, from round 0.
   *
   * @throws IllegalArgumentException if a round would prune nothing
   */
  List<Integer> plan(Mask mask) {
    requireWhole(mask);
    int[] kept = groups.kept(mask);
    int rest = mask.kept() - weights(kept);
    List<Integer> plan = new ArrayList<>(List.of(mask.kept()));
    for (int round = 1; round <= options.rounds(); round++) {
      kept = groups.goals(round, kept);
      int total = rest + weights(kept);
      if (total == plan.get(round - 1)) {
        throw new IllegalArgumentException(
            "rounds must be at most "
                + (round - 1)
                + ", got "
                + options.rounds()
                + ": round "
                + round
                + " would prune none of the last "
                + total
                + " weights");
      }
      plan.add(total);
    }
    return plan;
  }

  /** A block is kept or pruned as a whole. */
  private void requireWhole(Mask mask) {
    for (Slot slot : options.pattern().unit() == 1 ? List.<Slot>of() : slots) {
      for (int i = slot.offset(); i < slot.end(); i++) {
        if (mask.keeps(i) != mask.keeps(head(slot, i))) {
          throw new IllegalArgumentException(
              "pattern "
                  + options.pattern()
                  + " must start from a mask of whole blocks, got one that cuts the block of "
                  + mask.layout().entry(i));
        }
      }
    }
  }

  /** Returns the first entry of the block that an entry is in. */
  private int head(Slot slot, int entry) {
    int inputs = slot.size() / slot.shape().get(0);
    int row = (entry - slot.offset()) / inputs;
    int column = (entry - slot.offset()) % inputs;
    return slot.offset()
        + (row - row % options.pattern().first()) * inputs
        + (column - column % options.pattern().second());
  }

  /**
   * Prunes a network by a round: scores it, removes the lowest, and again, as often as the settings
   * say.
   *
   * @param network what is pruned
   * @param round the number of the round, from 1
   * @return the next mask, with the weights that it keeps; they changed if the saliency makes up
   *     for what is removed
   */
  public MaskedPoint prune(ScoredNetwork network, int round) {
    return prune(network, round, round);
  }

  /** Prunes a network at once by several successive rounds, to exactly what they would keep. */
  MaskedPoint prune(ScoredNetwork network, int first, int last) {
    int[] from = groups.kept(network.mask());
    int[] to = from;
    for (int round = first; round <= last; round++) {
      to = groups.goals(round, to);
    }
    int times = options.scoring().times();
    ScoredNetwork now = network.among(slots);
    for (int i = 1; i <= times; i++) {
      int[] goals = i == times ? to : between(from, to, (double) i / times);
      Mask next = lowest(now, goals);
      Point point =
          options.saliency() instanceof Compensation c ? c.compensated(now, next) : now.point();
      now = now.pruned(point, next);
    }
    return new MaskedPoint(now.point(), now.mask());
  }

  /** Returns counts on the exponential way: densities that fall by one factor. */
  private static int[] between(int[] from, int[] to, double share) {
    return IntStream.range(0, from.length)
        .map(
            g -> {
              double factor = from[g] == 0 ? 1 : Math.max(to[g], 0.5) / from[g];
              return Math.max(
                  to[g], Math.toIntExact(Math.round(from[g] * Math.pow(factor, share))));
            })
        .toArray();
  }

  private Mask lowest(ScoredNetwork network, int... goals) {
    boolean magnitudes = options.saliency().equals(Saliencies.magnitude());
    FloatBuffer entries = magnitudes ? network.point().values() : FloatBuffer.wrap(scores(network));
    UnitScores scores = new UnitScores(entries, magnitudes);
    if (options.pattern().unit() > 1) {
      scores = ofBlocks(scores);
    }
    BitSet gone = new BitSet(entries.capacity());
    for (int g = 0; g < goals.length; g++) {
      PruneGroup group = groups.all().get(g);
      int count = group.kept(network.mask()) - goals[g];
      if (count > 0) {
        group.markLowest(scores, network.mask(), count, gone);
      }
    }
    return network.mask().without(options.pattern().unit() > 1 ? wholeBlocks(gone) : gone);
  }

  private float[] scores(ScoredNetwork network) {
    float[] scores = options.saliency().scores(network);
    int size = network.point().layout().size();
    if (scores == null || scores.length != size) {
      throw new IllegalArgumentException(
          "a saliency must give "
              + size
              + " scores, got "
              + (scores == null ? "none" : scores.length));
    }
    return scores;
  }

  private UnitScores ofBlocks(UnitScores scores) {
    double[] sums = new double[scores.values().capacity()];
    for (Slot slot : slots) {
      for (int i = slot.offset(); i < slot.end(); i++) {
        float score = scores.values().get(i);
        sums[head(slot, i)] += scores.magnitudes() ? Math.abs(score) : score;
      }
    }
    float[] values = new float[sums.length];
    IntStream.range(0, sums.length).forEach(i -> values[i] = (float) sums[i]);
    return new UnitScores(FloatBuffer.wrap(values), false);
  }

  private BitSet wholeBlocks(BitSet heads) {
    BitSet blocks = new BitSet();
    for (Slot slot : slots) {
      IntStream.range(slot.offset(), slot.end())
          .filter(i -> heads.get(head(slot, i)))
          .forEach(blocks::set);
    }
    return blocks;
  }

  /** Returns a random mask within another that keeps as much of each slot as a model mask. */
  static Mask randomLike(Mask model, Mask within, Point like, long seed) {
    BitSet gone = new BitSet(model.layout().size());
    FloatBuffer scores = FloatBuffer.wrap(Saliencies.random().scores(like, seed));
    for (Slot slot : model.layout().slots()) {
      if (slot.role().isPrunable()) {
        int surplus = within.kept(slot) - model.kept(slot);
        gone.or(new Selection(scores, false, List.of(slot), within).lowest(surplus));
      }
    }
    return within.without(gone);
  }
}
