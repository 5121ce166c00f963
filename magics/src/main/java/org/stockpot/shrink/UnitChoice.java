package org.stockpot.shrink;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.stockpot.weights.UnitGroup;
import org.stockpot.weights.UnitGroups;

/** Chooses the units that are removed, those of the lowest numbers, ties to the first. */
final class UnitChoice {

  private final UnitGroups groups;
  private final List<double[]> scores;
  private final List<BitSet> alive;

  /** A unit and its number. */
  private record Scored(int group, int unit, double score) {}

  UnitChoice(UnitGroups groups, List<double[]> scores, List<BitSet> alive) {
    this.groups = groups;
    this.scores = scores;
    this.alive = alive;
  }

  /**
   * Chooses the same share of each group.
   *
   * @return the units to remove, beside those that are dead
   * @throws IllegalArgumentException if a group would be empty
   */
  List<BitSet> layerwise(double share) {
    List<BitSet> chosen = new ArrayList<>();
    for (int g = 0; g < groups.groups().size(); g++) {
      UnitGroup group = groups.groups().get(g);
      long all = Math.round(share * group.units());
      if (all >= group.units()) {
        throw new IllegalArgumentException(
            "units must leave one of each layer, got a share of "
                + share
                + " which removes all "
                + group.units()
                + " of "
                + group.name()
                + ": take less, or --scope global");
      }
      int dead = group.units() - alive.get(g).cardinality();
      BitSet units = new BitSet();
      ranked(g, 1).limit(Math.max(0, all - dead)).forEach(scored -> units.set(scored.unit()));
      chosen.add(units);
    }
    return chosen;
  }

  /**
   * Chooses a share of all units together; the last of a group stays.
   *
   * @param alike whether numbers of different groups are divided by the group's mean first
   * @return the units to remove, beside those that are dead
   * @throws IllegalArgumentException if groups would be empty
   */
  List<BitSet> global(double share, boolean alike) {
    int total = groups.groups().stream().mapToInt(UnitGroup::units).sum();
    int living = alive.stream().mapToInt(BitSet::cardinality).sum();
    long count = Math.max(0, Math.round(share * total) - (total - living));
    if (count > living - alive.size()) {
      throw new IllegalArgumentException(
          "units must leave one for each of "
              + alive.size()
              + " layers, got a share of "
              + share
              + " which leaves "
              + (living - count)
              + " of "
              + total);
    }
    List<BitSet> chosen = new ArrayList<>();
    alive.forEach(units -> chosen.add(new BitSet()));
    List<Scored> ranked =
        IntStream.range(0, alive.size())
            .boxed()
            .flatMap(g -> ranked(g, alike ? mean(g) : 1))
            .sorted(Comparator.comparingDouble(Scored::score))
            .toList();
    for (Scored next : ranked) {
      BitSet units = chosen.get(next.group);
      if (count > 0 && units.cardinality() < alive.get(next.group).cardinality() - 1) {
        units.set(next.unit);
        count--;
      }
    }
    return chosen;
  }

  private double mean(int group) {
    double mean =
        Arrays.stream(scores.get(group)).filter(s -> !Double.isNaN(s)).average().orElse(1);
    return mean > 0 ? mean : 1;
  }

  private Stream<Scored> ranked(int group, double unit) {
    return alive.get(group).stream()
        .mapToObj(u -> new Scored(group, u, scores.get(group)[u] / unit))
        .sorted(Comparator.comparingDouble(Scored::score));
  }
}
