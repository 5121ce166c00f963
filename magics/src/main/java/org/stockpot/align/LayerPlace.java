package org.stockpot.align;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.stockpot.task.analysis.Representations;
import org.stockpot.weights.Point;
import org.stockpot.weights.UnitGroup;
import org.stockpot.weights.UnitGroups;
import org.stockpot.weights.UnitPlace;

/**
 * Where a layer's activations have the units of a group: unit u at channels {@code starts[u]} and
 * on, each channel a block of numbers, as images have many places.
 *
 * @param layer the layer's name
 * @param starts where in a row the numbers of a unit begin
 * @param width how many numbers of a row belong to one unit
 */
record LayerPlace(String layer, List<Integer> starts, int width) {

  /** Activations that differ by less than this share of the largest are the same. */
  private static final double SAME = 1e-4;

  private static final int EXAMPLES = 8;

  /**
   * Finds the layers that carry the units of each group, by trying: the units of one group change
   * places, and a layer carries them if its activations change places with them and do nothing
   * else. Of layers with one name before {@code .out}, that behind the first operation is taken.
   *
   * @return for each group its layers, none if none carries it
   */
  static List<List<LayerPlace>> of(UnitGroups groups, Point point, Representations activations) {
    List<String> layers = activations.layers();
    Map<String, float[]> before = read(point, activations, layers);
    List<List<LayerPlace>> found = new ArrayList<>();
    for (int g = 0; g < groups.groups().size(); g++) {
      UnitGroup group = groups.groups().get(g);
      List<int[]> shift = new ArrayList<>(groups.identity());
      int n = group.units();
      int[] next = IntStream.range(0, n).map(u -> (u + 1) % n).toArray();
      shift.set(g, next);
      Map<String, float[]> after = read(groups.permute(point, shift), activations, layers);
      Map<String, LayerPlace> carry = new LinkedHashMap<>();
      for (String layer : layers) {
        for (LayerPlace candidate : candidates(groups, group, layer, width(before, layer))) {
          if (candidate.explains(before.get(layer), after.get(layer), width(before, layer), next)) {
            carry.putIfAbsent(layer, candidate);
          }
        }
      }
      found.add(chosen(carry));
    }
    return found;
  }

  private static int width(Map<String, float[]> rows, String layer) {
    return rows.get(layer).length / rows.get("").length;
  }

  /** Returns the rows of layers, and under no name one number for each example. */
  private static Map<String, float[]> read(
      Point point, Representations activations, List<String> layers) {
    int count = Math.min(EXAMPLES, activations.examples());
    Map<String, float[]> rows = new HashMap<>();
    layers.forEach(layer -> rows.put(layer, new float[0]));
    rows.put("", new float[count]);
    activations.read(
        point,
        layers,
        IntStream.range(0, count).toArray(),
        (layer, from, some, values) -> {
          float[] all =
              rows.get(layer).length == 0
                  ? new float[values.length / some * count]
                  : rows.get(layer);
          System.arraycopy(values, 0, all, values.length / some * from, values.length);
          rows.put(layer, all);
        });
    return rows;
  }

  private static List<LayerPlace> candidates(
      UnitGroups groups, UnitGroup group, String layer, int width) {
    Set<List<Integer>> seen = new LinkedHashSet<>();
    List<LayerPlace> candidates = new ArrayList<>();
    for (UnitPlace place : group.places()) {
      int channels = groups.layout().slot(place.slot()).shape().get(place.axis());
      if (width % channels == 0 && seen.add(place.starts())) {
        int block = width / channels;
        List<Integer> starts = place.starts().stream().map(start -> start * block).toList();
        candidates.add(new LayerPlace(layer, starts, place.width() * block));
      }
    }
    return candidates;
  }

  private boolean explains(float[] before, float[] after, int row, int... permutation) {
    float[] expected = before.clone();
    double largest = 0;
    double moved = 0;
    double wrong = 0;
    for (int first = 0; first < before.length; first += row) {
      for (int u = 0; u < permutation.length; u++) {
        int to = first + starts.get(u);
        System.arraycopy(before, first + starts.get(permutation[u]), expected, to, width);
      }
    }
    for (int i = 0; i < before.length; i++) {
      largest = Math.max(largest, Math.abs(before[i]));
      moved = Math.max(moved, Math.abs(before[i] - after[i]));
      wrong = Math.max(wrong, Math.abs(expected[i] - after[i]));
    }
    return moved > SAME * largest && wrong <= SAME * largest;
  }

  private static List<LayerPlace> chosen(Map<String, LayerPlace> carry) {
    Map<String, LayerPlace> byName = new LinkedHashMap<>();
    carry.forEach(
        (layer, place) -> {
          String name = layer.replaceFirst("\\.out\\d*$", "");
          if (layer.equals(name) || layer.equals(name + ".out")) {
            byName.put(name, place);
          } else {
            byName.putIfAbsent(name, place);
          }
        });
    return List.copyOf(byName.values());
  }
}
