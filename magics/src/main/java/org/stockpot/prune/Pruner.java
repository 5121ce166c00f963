package org.stockpot.prune;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;
import org.stockpot.weights.Slot;

/**
 * Takes weights away: from a solution and its mask to the next mask. A round prunes exactly {@code
 * round(fraction · kept)} of each group of slots, where a group is all slots (global) or one slot
 * (layerwise).
 */
final class Pruner {

  private record Group(List<Slot> slots, double fraction) {
    int kept(Mask mask) {
      return slots.stream().mapToInt(mask::kept).sum();
    }
  }

  private final PruneOptions options;
  private final List<Group> groups;

  Pruner(Layout layout, PruneOptions options) {
    this.options = options;
    List<Slot> prunable =
        layout.slots().stream()
            .filter(s -> s.role().isPrunable())
            .filter(s -> !anyMatches(options.exclude(), s))
            .toList();
    requireKnown(layout, options.exclude(), "exclude");
    requireKnown(layout, options.fractions().keySet(), "fractions");
    if (prunable.isEmpty()) {
      throw new IllegalArgumentException(
          "there must be weights to prune, got none besides the excluded " + options.exclude());
    }
    groups =
        options.scope() == Scope.GLOBAL
            ? List.of(new Group(prunable, options.fraction()))
            : prunable.stream().map(s -> new Group(List.of(s), fraction(s))).toList();
  }

  private double fraction(Slot slot) {
    return options.fractions().entrySet().stream()
        .filter(e -> matches(e.getKey(), slot))
        .findFirst()
        .map(java.util.Map.Entry::getValue)
        .orElse(options.fraction());
  }

  private static boolean matches(String name, Slot slot) {
    return slot.name().equals(name) || slot.name().startsWith(name + ".");
  }

  private static boolean anyMatches(Iterable<String> names, Slot slot) {
    for (String name : names) {
      if (matches(name, slot)) {
        return true;
      }
    }
    return false;
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

  /** Returns how many weights a mask keeps that may be pruned. */
  int free(Mask mask) {
    return groups.stream().mapToInt(g -> g.kept(mask)).sum();
  }

  /**
   * Returns how many prunable weights are kept after each round, from round 0.
   *
   * @throws IllegalArgumentException if a round would prune nothing
   */
  List<Integer> plan(Mask mask) {
    int rest = mask.kept() - free(mask);
    int[] kept = groups.stream().mapToInt(g -> g.kept(mask)).toArray();
    List<Integer> plan = new ArrayList<>(List.of(mask.kept()));
    for (int round = 1; round <= options.rounds(); round++) {
      int total = rest;
      for (int g = 0; g < kept.length; g++) {
        kept[g] -= count(groups.get(g), kept[g]);
        total += kept[g];
      }
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

  private static int count(Group group, int kept) {
    return Math.toIntExact(Math.round(group.fraction * kept));
  }

  /** Returns the mask without the weights of lowest saliency. */
  Mask prune(Point solution, Mask mask, long seed) {
    boolean magnitudes = options.saliency() == Saliencies.magnitude();
    FloatBuffer scores = magnitudes ? solution.values() : scores(solution, seed);
    BitSet gone = new BitSet(scores.capacity());
    for (Group group : groups) {
      Selection selection = new Selection(scores, magnitudes, group.slots, mask);
      gone.or(selection.lowest(count(group, group.kept(mask))));
    }
    return mask.without(gone);
  }

  private FloatBuffer scores(Point solution, long seed) {
    float[] scores = options.saliency().scores(solution, seed);
    int size = solution.layout().size();
    if (scores == null || scores.length != size) {
      throw new IllegalArgumentException(
          "a saliency must give "
              + size
              + " scores, got "
              + (scores == null ? "none" : scores.length));
    }
    return FloatBuffer.wrap(scores);
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
