package org.stockpot.align;

import java.util.ArrayList;
import java.util.List;
import org.stockpot.task.Progress;
import org.stockpot.task.Seeds;
import org.stockpot.weights.Centroid;
import org.stockpot.weights.Point;
import org.stockpot.weights.UnitGroups;

/**
 * Permutations of many networks that bring them together: each in turn is matched by weights to the
 * mean of the others, until none moves. This maximises the sum of inner products over pairs.
 *
 * <p>See Ainsworth et al., "Git Re-Basin", ICLR 2023, Algorithm 3 (MergeMany). Only what networks
 * have relative to one another is determined: the first is left as it was.
 */
final class Together {

  private final UnitGroups groups;
  private final List<Point> networks;
  private final AlignOptions options;

  Together(UnitGroups groups, List<Point> networks, AlignOptions options) {
    this.groups = groups;
    this.networks = networks;
    this.options = options;
  }

  /** Permutations of each network, and how they were found. */
  record Found(List<List<int[]>> permutations, Search search) {}

  Found best(Progress progress) {
    List<Sweep> sweeps = new ArrayList<>();
    List<List<int[]>> best = List.of();
    double largest = Double.NEGATIVE_INFINITY;
    for (int start = 0; start < options.starts(); start++) {
      List<List<int[]>> permutations = begin(start);
      sweeps.add(new Sweep(start, 0, objective(permutations), 0));
      int moved = 1;
      for (int sweep = 1; moved > 0 && sweep <= options.sweeps(); sweep++) {
        moved = sweep(permutations, Seeds.mix(Seeds.mix(options.seed(), start), sweep));
        sweeps.add(new Sweep(start, sweep, objective(permutations), moved));
      }
      progress.done(WeightMatching.START, 1);
      double end = sweeps.get(sweeps.size() - 1).objective();
      if (end > largest) {
        largest = end;
        best = permutations;
      }
    }
    return new Found(relative(best), new Search("all networks", sweeps));
  }

  private List<List<int[]>> begin(int start) {
    List<List<int[]>> permutations = new ArrayList<>();
    for (int i = 0; i < networks.size(); i++) {
      long seed = Seeds.mix(Seeds.mix(options.seed(), start), i);
      permutations.add(start == 0 ? groups.identity() : WeightMatching.random(groups, seed));
    }
    return permutations;
  }

  private int sweep(List<List<int[]>> permutations, long seed) {
    int moved = 0;
    List<int[]> all = groups.identity();
    for (int i : Seeds.permutation(networks.size(), seed)) {
      Point others = others(i, permutations);
      WeightMatching matching =
          new WeightMatching(groups, others, networks.get(i), options.sweeps());
      List<int[]> found = matching.from(0, permutations.get(i), all, seed).permutations();
      moved += WeightMatching.moved(permutations.get(i), found);
      permutations.set(i, found);
    }
    return moved;
  }

  /** Returns the mean of all networks but one. */
  Point others(int without, List<List<int[]>> permutations) {
    Centroid mean = new Centroid(groups.layout());
    for (int i = 0; i < networks.size(); i++) {
      if (i != without) {
        mean.add(groups.permute(networks.get(i), permutations.get(i)), 1);
      }
    }
    return mean.mean();
  }

  private double objective(List<List<int[]>> permutations) {
    List<Point> permuted = new ArrayList<>();
    for (int i = 0; i < networks.size(); i++) {
      permuted.add(groups.permute(networks.get(i), permutations.get(i)));
    }
    double sum = 0;
    for (int i = 0; i < permuted.size(); i++) {
      for (int k = i + 1; k < permuted.size(); k++) {
        sum += UnitSimilarity.objective(groups, permuted.get(i), permuted.get(k));
      }
    }
    return sum;
  }

  /** Permutes all as the first is permuted back. */
  private static List<List<int[]>> relative(List<List<int[]>> permutations) {
    List<int[]> back = UnitGroups.inverse(permutations.get(0));
    List<List<int[]>> relative = new ArrayList<>();
    for (List<int[]> own : permutations) {
      List<int[]> moved = new ArrayList<>();
      for (int g = 0; g < own.size(); g++) {
        int[] group = new int[own.get(g).length];
        for (int u = 0; u < group.length; u++) {
          group[u] = own.get(g)[back.get(g)[u]];
        }
        moved.add(group);
      }
      relative.add(moved);
    }
    return relative;
  }
}
