package org.stockpot.align;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.stockpot.task.Progress;
import org.stockpot.task.Seeds;
import org.stockpot.task.Work;
import org.stockpot.task.work.Workers;
import org.stockpot.weights.Point;
import org.stockpot.weights.UnitGroup;
import org.stockpot.weights.UnitGroups;
import org.stockpot.weights.UnitPlace;

/**
 * Permutations that maximise the inner product of the weights of two networks, {@code <A, P(B)>},
 * and so minimise their distance: coordinate descent over groups of units in random order, each
 * solved exactly while the others stay, until no group gains.
 *
 * <p>See Ainsworth, Hayase, Srinivasa, "Git Re-Basin: Merging Models modulo Permutation
 * Symmetries", ICLR 2023, §3.2 and Algorithm 1. One group is solved exactly; of several the result
 * is a local optimum, so that it is begun several times: at the permutations given, then at random
 * ones.
 */
final class WeightMatching {

  /** A gain of less than this share of |A||B| is none; the published code's bound is absolute. */
  private static final double NO_GAIN = 1e-12;

  /** The work of one start. */
  static final Work START = new Work("start", 1);

  private final UnitGroups groups;
  private final UnitSimilarity similarity;
  private final List<Assignment> assignments;
  private final Point moves;
  private final int mostSweeps;
  private final boolean[] coupled;

  /** Which groups lie on a slot with each: what is best for it depends on them alone. */
  private final List<List<Integer>> neighbours;

  private double threshold;

  WeightMatching(UnitGroups groups, Point stays, Point moves, int mostSweeps) {
    this.groups = groups;
    this.moves = moves;
    this.mostSweeps = mostSweeps;
    similarity = new UnitSimilarity(groups, stays, moves);
    assignments = groups.groups().stream().map(group -> new Assignment(group.units())).toList();
    threshold = NO_GAIN * stays.norm() * moves.norm();
    coupled = new boolean[assignments.size()];
    for (int g = 0; g < coupled.length; g++) {
      coupled[g] = similarity.isCoupledToItself(g);
    }
    neighbours = IntStream.range(0, coupled.length).mapToObj(g -> neighbours(groups, g)).toList();
  }

  private static List<Integer> neighbours(UnitGroups groups, int group) {
    Set<String> slots = slots(groups.groups().get(group));
    return IntStream.range(0, groups.groups().size())
        .filter(g -> g != group && !Collections.disjoint(slots, slots(groups.groups().get(g))))
        .boxed()
        .toList();
  }

  private static Set<String> slots(UnitGroup group) {
    return group.places().stream().map(UnitPlace::slot).collect(Collectors.toSet());
  }

  /** Makes another search for the same networks, for another thread. */
  private WeightMatching(WeightMatching other) {
    groups = other.groups;
    moves = other.moves;
    mostSweeps = other.mostSweeps;
    similarity = new UnitSimilarity(other.similarity);
    assignments = groups.groups().stream().map(group -> new Assignment(group.units())).toList();
    threshold = other.threshold;
    neighbours = other.neighbours;
    coupled = other.coupled;
  }

  /**
   * What one start led to.
   *
   * @param permutations one per group
   * @param sweeps the objective at the start and after each sweep, and how many units it moved
   */
  record Found(List<int[]> permutations, List<Sweep> sweeps) {

    double objective() {
      return sweeps.get(sweeps.size() - 1).objective();
    }
  }

  /** Takes another network as the one that stays. */
  void stay(Point stays) {
    similarity.stay(stays);
    threshold = NO_GAIN * stays.norm() * moves.norm();
  }

  double objective(List<int[]> permutations) {
    return similarity.objective(permutations);
  }

  /**
   * Descends from some permutations.
   *
   * @param number of the start, for the record
   * @param start where to begin
   * @param free units of each group that may change places among themselves
   * @param seed of the order of groups
   */
  Found from(int number, List<int[]> start, List<int[]> free, long seed) {
    List<int[]> permutations = new ArrayList<>(start);
    List<Sweep> sweeps = new ArrayList<>();
    double objective = similarity.objective(permutations);
    sweeps.add(new Sweep(number, 0, objective, 0));
    boolean[] settled = new boolean[coupled.length];
    int moved = 1;
    for (int sweep = 1; moved > 0 && sweep <= mostSweeps; sweep++) {
      moved = 0;
      for (int g : Seeds.permutation(groups.groups().size(), Seeds.mix(seed, sweep))) {
        if (settled[g] || free.get(g).length < 2) {
          continue;
        }
        int[] old = permutations.get(g);
        objective += improve(g, permutations, free.get(g));
        int now = moved(old, permutations.get(g));
        settled[g] = now == 0 || !coupled[g];
        if (now > 0) {
          neighbours.get(g).forEach(other -> settled[other] = false);
        }
        moved += now;
      }
      sweeps.add(new Sweep(number, sweep, objective, moved));
    }
    return new Found(permutations, sweeps);
  }

  /** Solves one group; returns what the objective gains. */
  private double improve(int group, List<int[]> permutations, int... free) {
    double[][] gains = similarity.of(group, permutations);
    int[] old = permutations.get(group);
    int[] found =
        free.length == old.length
            ? assignments.get(group).maximise(gains)
            : among(free, gains, old.clone());
    double gain = total(gains, found) - total(gains, old);
    if (coupled[group] && gain > threshold) {
      double before = similarity.objective(permutations);
      permutations.set(group, found);
      gain = similarity.objective(permutations) - before;
      permutations.set(group, old);
    }
    if (!(gain > threshold)) {
      return 0;
    }
    permutations.set(group, found);
    return gain;
  }

  /** Assigns some units anew, to the places that they have together. */
  private static int[] among(int[] free, double[][] gains, int... permutation) {
    int[] places = IntStream.of(free).map(u -> permutation[u]).toArray();
    double[][] some = new double[free.length][free.length];
    for (int i = 0; i < free.length; i++) {
      for (int k = 0; k < free.length; k++) {
        some[i][k] = gains[free[i]][places[k]];
      }
    }
    int[] found = Assignment.of(some);
    for (int i = 0; i < free.length; i++) {
      permutation[free[i]] = places[found[i]];
    }
    return permutation;
  }

  static double total(double[][] gains, int... permutation) {
    double sum = 0;
    for (int u = 0; u < permutation.length; u++) {
      sum += gains[u][permutation[u]];
    }
    return sum;
  }

  /** Returns how many units of all groups have other places. */
  static int moved(List<int[]> one, List<int[]> other) {
    return IntStream.range(0, one.size()).map(g -> moved(one.get(g), other.get(g))).sum();
  }

  static int moved(int[] one, int... other) {
    return (int) IntStream.range(0, one.length).filter(i -> one[i] != other[i]).count();
  }

  /** Returns random permutations of a start's number. */
  static List<int[]> random(UnitGroups groups, long seed) {
    List<int[]> drawn = new ArrayList<>();
    for (UnitGroup group : groups.groups()) {
      drawn.add(Seeds.permutation(group.units(), Seeds.mix(seed, drawn.size())));
    }
    return drawn;
  }

  /** Returns what became of each group. */
  List<GroupMatch> matches(List<int[]> permutations) {
    return IntStream.range(0, permutations.size()).mapToObj(g -> match(g, permutations)).toList();
  }

  /** Returns what became of a group. */
  GroupMatch match(int group, List<int[]> permutations) {
    List<int[]> identity = groups.identity();
    int[] found = permutations.get(group);
    return new GroupMatch(
        groups.groups().get(group).name(),
        found.length,
        moved(identity.get(group), found),
        total(similarity.of(group, identity), identity.get(group)),
        total(similarity.of(group, permutations), found),
        List.of());
  }

  /** Descends from several starts, side by side, and returns the best. */
  Matched best(String name, int starts, long seed, Progress progress) {
    int threads = Runtime.getRuntime().availableProcessors();
    similarity.prepare();
    List<Found> all =
        Workers.map(
            threads,
            IntStream.range(0, starts).boxed().toList(),
            start -> {
              long own = Seeds.mix(seed, start);
              List<int[]> begin = start == 0 ? groups.identity() : random(groups, own);
              Found found = new WeightMatching(this).from(start, begin, groups.identity(), own);
              progress.done(START, 1);
              return found;
            });
    Found best = all.get(0);
    List<Sweep> sweeps = new ArrayList<>();
    for (Found found : all) {
      sweeps.addAll(found.sweeps());
      best = found.objective() > best.objective() ? found : best;
    }
    return new Matched(best.permutations(), matches(best.permutations()), new Search(name, sweeps));
  }
}
