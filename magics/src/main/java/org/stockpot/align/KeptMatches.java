package org.stockpot.align;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.stockpot.task.Part;
import org.stockpot.task.Task;
import org.stockpot.task.analysis.Subset;
import org.stockpot.task.work.NumberCache;
import org.stockpot.weights.Point;
import org.stockpot.weights.UnitGroup;
import org.stockpot.weights.UnitGroups;

/** Permutations that a task's store keeps, and how they were found, as numbers. */
final class KeptMatches {

  private final UnitGroups groups;
  private final Task task;
  private final List<String> key;

  KeptMatches(UnitGroups groups, Task task, List<String> key) {
    this.groups = groups;
    this.task = task;
    this.key = key;
  }

  /**
   * Permutations, one for each network.
   *
   * @param kept whether they were found before
   */
  record Found(List<Matched> matches, boolean kept) {}

  /** Returns what is kept of a search over some networks, or searches. */
  Found get(String name, List<Point> networks, Supplier<List<Matched>> search) {
    List<String> all = new ArrayList<>(key);
    networks.forEach(network -> all.add(network.digest()));
    AtomicBoolean searched = new AtomicBoolean();
    double[] numbers =
        task.as(NumberCache.class)
            .orElse(NumberCache.NONE)
            .get(
                all,
                () -> {
                  searched.set(true);
                  return search.get().stream().flatMapToDouble(this::numbers).toArray();
                });
    Reader reader = new Reader(name, numbers);
    List<Matched> matches = new ArrayList<>();
    while (reader.hasNext()) {
      matches.add(reader.matched());
    }
    return new Found(matches, !searched.get());
  }

  private List<String> layers() {
    return task.representations(Subset.of(Part.TRAINING, 1)).orThrow().layers();
  }

  private DoubleStream numbers(Matched matched) {
    DoubleStream.Builder numbers = DoubleStream.builder();
    for (int g = 0; g < groups.groups().size(); g++) {
      IntStream.of(matched.permutations().get(g)).forEach(numbers::add);
      GroupMatch match = matched.matches().get(g);
      numbers.add(match.before()).add(match.after()).add(match.layers().size());
      match.layers().forEach(layer -> numbers.add(layers().indexOf(layer)));
    }
    numbers.add(matched.search().sweeps().size());
    for (Sweep sweep : matched.search().sweeps()) {
      OptionalDouble loss = sweep.midpointLoss();
      numbers.add(sweep.start()).add(sweep.number()).add(sweep.objective()).add(sweep.moved());
      numbers.add(loss.isPresent() ? 1 : 0).add(loss.orElse(0));
    }
    return numbers.build();
  }

  /** Reads numbers in the order in which they were written. */
  private final class Reader {
    private final String name;
    private final double[] numbers;
    private int at;

    Reader(String name, double... numbers) {
      this.name = name;
      this.numbers = numbers;
    }

    boolean hasNext() {
      return at < numbers.length;
    }

    private double next() {
      return numbers[at++];
    }

    private int count() {
      return (int) next();
    }

    Matched matched() {
      List<int[]> permutations = new ArrayList<>();
      List<GroupMatch> matches = new ArrayList<>();
      for (UnitGroup group : groups.groups()) {
        int[] permutation = new int[group.units()];
        for (int u = 0; u < permutation.length; u++) {
          permutation[u] = count();
        }
        permutations.add(permutation);
        matches.add(match(group, permutation));
      }
      List<Sweep> sweeps = new ArrayList<>();
      for (int left = count(); left > 0; left--) {
        sweeps.add(sweep());
      }
      return new Matched(permutations, matches, new Search(name, sweeps));
    }

    private GroupMatch match(UnitGroup group, int... permutation) {
      int[] stays = IntStream.range(0, permutation.length).toArray();
      int moved = WeightMatching.moved(stays, permutation);
      double before = next();
      double after = next();
      List<String> carry = new ArrayList<>();
      for (int left = count(); left > 0; left--) {
        carry.add(layers().get(count()));
      }
      return new GroupMatch(group.name(), group.units(), moved, before, after, carry);
    }

    private Sweep sweep() {
      int start = count();
      int number = count();
      double objective = next();
      int moved = count();
      boolean measured = count() == 1;
      double loss = next();
      return new Sweep(
          start,
          number,
          objective,
          moved,
          measured ? OptionalDouble.of(loss) : OptionalDouble.empty());
    }
  }
}
