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

  /** What the search of all networks is called. */
  static final String ALL = "all networks";

  private final UnitGroups groups;
  private final List<Point> networks;
  private final AlignOptions options;

  Together(UnitGroups groups, List<Point> networks, AlignOptions options) {
    this.groups = groups;
    this.networks = networks;
    this.options = options;
  }

  /** Permutations of all networks, and the networks so permuted. */
  private final class Placed {
    private final List<List<int[]>> permutations = new ArrayList<>();
    private final List<Point> points = new ArrayList<>();

    void add(List<int[]> own) {
      points.add(groups.permute(networks.get(permutations.size()), own));
      permutations.add(own);
    }

    void set(int i, List<int[]> own) {
      permutations.set(i, own);
      points.set(i, groups.permute(networks.get(i), own));
    }

    /** Returns the mean of all networks but one. */
    Point others(int without) {
      Centroid mean = new Centroid(groups.layout());
      for (int i = 0; i < points.size(); i++) {
        if (i != without) {
          mean.add(points.get(i), 1);
        }
      }
      return mean.mean();
    }

    double objective() {
      double sum = 0;
      for (int i = 0; i < points.size(); i++) {
        for (int k = i + 1; k < points.size(); k++) {
          sum += UnitSimilarity.objective(groups, points.get(i), points.get(k));
        }
      }
      return sum;
    }
  }

  /** Returns what was found for each network, all by one search. */
  List<Matched> best(Progress progress) {
    List<Sweep> sweeps = new ArrayList<>();
    Placed best = null;
    double largest = Double.NEGATIVE_INFINITY;
    for (int start = 0; start < options.starts(); start++) {
      Placed placed = begin(start);
      sweeps.add(new Sweep(start, 0, placed.objective(), 0));
      int moved = 1;
      for (int sweep = 1; moved > 0 && sweep <= options.sweeps(); sweep++) {
        moved = sweep(placed, Seeds.mix(Seeds.mix(options.seed(), start), sweep));
        sweeps.add(new Sweep(start, sweep, placed.objective(), moved));
      }
      progress.done(WeightMatching.START, 1);
      double end = sweeps.get(sweeps.size() - 1).objective();
      if (best == null || end > largest) {
        largest = end;
        best = placed;
      }
    }
    return matched(relative(best.permutations), new Search(ALL, sweeps));
  }

  private Placed begin(int start) {
    Placed placed = new Placed();
    for (int i = 0; i < networks.size(); i++) {
      long seed = Seeds.mix(Seeds.mix(options.seed(), start), i);
      placed.add(start == 0 ? groups.identity() : WeightMatching.random(groups, seed));
    }
    return placed;
  }

  private int sweep(Placed placed, long seed) {
    int moved = 0;
    for (int i : Seeds.permutation(networks.size(), seed)) {
      List<int[]> own = placed.permutations.get(i);
      WeightMatching matching = matching(placed.others(i), i);
      List<int[]> found = matching.from(0, own, groups.identity(), seed).permutations();
      int now = WeightMatching.moved(own, found);
      if (now > 0) {
        placed.set(i, found);
      }
      moved += now;
    }
    return moved;
  }

  private WeightMatching matching(Point others, int network) {
    return new WeightMatching(groups, others, networks.get(network), options.sweeps());
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

  /** Says how well units match those of the other networks, before and after. */
  private List<Matched> matched(List<List<int[]>> permutations, Search search) {
    List<int[]> identity = groups.identity();
    Placed before = begin(0);
    Placed after = new Placed();
    permutations.forEach(after::add);
    List<Matched> all = new ArrayList<>();
    for (int i = 0; i < networks.size(); i++) {
      List<int[]> own = permutations.get(i);
      List<GroupMatch> was = matching(before.others(i), i).matches(identity);
      List<GroupMatch> is = matching(after.others(i), i).matches(own);
      List<GroupMatch> matches = new ArrayList<>();
      for (int g = 0; g < is.size(); g++) {
        GroupMatch now = is.get(g);
        double then = was.get(g).before();
        matches.add(
            new GroupMatch(now.group(), now.units(), now.moved(), then, now.after(), List.of()));
      }
      all.add(new Matched(own, matches, search));
    }
    return all;
  }
}
