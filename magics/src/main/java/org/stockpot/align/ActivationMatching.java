package org.stockpot.align;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.stockpot.task.Part;
import org.stockpot.task.Progress;
import org.stockpot.task.Task;
import org.stockpot.task.Work;
import org.stockpot.task.analysis.Representations;
import org.stockpot.weights.Point;
import org.stockpot.weights.UnitGroups;

/**
 * Permutations that maximise the correlation of activations of the same unit in two networks, group
 * by group, each exactly. Constant units, such as dead ones, correlate with none: those that are
 * left are matched by weights.
 *
 * <p>Of a group that several layers carry, as a residual stream, the mean of their correlations is
 * taken. What lies inside of residual branches is read by no layer: these groups are matched by
 * weights, given the others.
 */
final class ActivationMatching {

  private static final int CHUNK = 128;

  private final UnitGroups groups;
  private final Task task;
  private final AlignOptions options;
  private final Representations activations;

  ActivationMatching(UnitGroups groups, Task task, AlignOptions options) {
    this.groups = groups;
    this.task = task;
    this.options = options;
    activations =
        task.representations(options.examples().of(Part.TRAINING, options.seed())).orThrow();
  }

  /** Returns how many passes over a network there are. */
  long chunks() {
    return (activations.examples() + CHUNK - 1L) / CHUNK;
  }

  Work work() {
    return new Work("activations", 2.0 * Math.min(CHUNK, activations.examples()));
  }

  /** Returns the layers that carry each group in the network that stays. */
  List<List<LayerPlace>> places(Point stays) {
    List<List<LayerPlace>> places = LayerPlace.of(groups, stays, activations);
    if (places.stream().allMatch(List::isEmpty)) {
      throw new IllegalArgumentException(
          "activations of task "
              + task.name()
              + " must have a layer of units, the layers are "
              + String.join(" ", activations.layers())
              + ": take --by weights");
    }
    return places;
  }

  Matched of(
      String name, List<List<LayerPlace>> places, Point stays, Point moves, Progress progress) {
    List<double[][]> correlations = correlations(name, places, stays, moves, progress);
    List<int[]> permutations = new ArrayList<>(groups.identity());
    List<int[]> free = new ArrayList<>(permutations);
    for (int g = 0; g < places.size(); g++) {
      if (!places.get(g).isEmpty()) {
        double[][] group = correlations.get(g);
        int[] found = Assignment.of(group);
        permutations.set(g, found);
        free.set(
            g, IntStream.range(0, found.length).filter(u -> group[u][found[u]] == 0).toArray());
      }
    }
    List<int[]> identity = groups.identity();
    WeightMatching weights = new WeightMatching(groups, stays, moves, options.sweeps());
    double before = weights.objective(identity);
    WeightMatching.Found rest = weights.from(0, permutations, free, options.seed());
    List<Sweep> sweeps = sweeps(before, identity, permutations, rest);
    List<GroupMatch> matches = new ArrayList<>();
    for (int g = 0; g < places.size(); g++) {
      matches.add(
          places.get(g).isEmpty()
              ? weights.match(g, rest.permutations())
              : match(g, rest.permutations().get(g), correlations.get(g), places.get(g)));
    }
    return new Matched(rest.permutations(), matches, new Search(name, sweeps));
  }

  /** Returns the assignment by activations as one sweep, then those by weights. */
  private static List<Sweep> sweeps(
      double before, List<int[]> identity, List<int[]> permutations, WeightMatching.Found rest) {
    int moved = WeightMatching.moved(identity, permutations);
    List<Sweep> sweeps = new ArrayList<>();
    sweeps.add(new Sweep(0, 0, before, 0));
    sweeps.add(new Sweep(0, 1, rest.sweeps().get(0).objective(), moved));
    rest.sweeps().stream()
        .skip(1)
        .forEach(s -> sweeps.add(new Sweep(0, s.number() + 1, s.objective(), s.moved())));
    return sweeps;
  }

  private GroupMatch match(
      int group, int[] permutation, double[][] similarity, List<LayerPlace> places) {
    int[] stays = IntStream.range(0, permutation.length).toArray();
    return new GroupMatch(
        groups.groups().get(group).name(),
        permutation.length,
        WeightMatching.moved(stays, permutation),
        WeightMatching.total(similarity, stays),
        WeightMatching.total(similarity, permutation),
        places.stream().map(LayerPlace::layer).toList());
  }

  private List<double[][]> correlations(
      String name, List<List<LayerPlace>> places, Point stays, Point moves, Progress progress) {
    List<List<Correlations>> all = new ArrayList<>();
    Set<String> layers = new LinkedHashSet<>();
    for (int g = 0; g < places.size(); g++) {
      int units = groups.groups().get(g).units();
      all.add(places.get(g).stream().map(place -> new Correlations(units, place)).toList());
      places.get(g).forEach(place -> layers.add(place.layer()));
    }
    for (int from = 0; from < activations.examples(); from += CHUNK) {
      int to = Math.min(activations.examples(), from + CHUNK);
      int[] some = IntStream.range(from, to).toArray();
      Map<String, float[]> first = read("the reference", stays, List.copyOf(layers), some);
      Map<String, float[]> second = read(name, moves, List.copyOf(layers), some);
      for (int g = 0; g < places.size(); g++) {
        for (int k = 0; k < all.get(g).size(); k++) {
          String layer = places.get(g).get(k).layer();
          all.get(g).get(k).add(first.get(layer), second.get(layer), some.length);
        }
      }
      progress.done(work(), 1);
    }
    List<double[][]> means = new ArrayList<>();
    for (List<Correlations> group : all) {
      int units = groups.groups().get(means.size()).units();
      double[][] mean = new double[units][units];
      group.forEach(each -> each.addTo(mean, 1.0 / group.size()));
      means.add(mean);
    }
    return means;
  }

  private Map<String, float[]> read(String name, Point at, List<String> layers, int... some) {
    Map<String, float[]> rows = new HashMap<>();
    activations.read(
        at,
        layers,
        some,
        (layer, from, count, values) -> {
          int row = values.length / count;
          float[] all = rows.computeIfAbsent(layer, l -> new float[row * some.length]);
          System.arraycopy(values, 0, all, row * from, values.length);
          for (float value : values) {
            if (!Float.isFinite(value)) {
              throw new IllegalArgumentException(
                  "activations must be finite, got " + value + " of " + name + " in " + layer);
            }
          }
        });
    return rows;
  }
}
