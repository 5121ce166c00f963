package org.stockpot.prune.dead;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.stockpot.task.analysis.Representations;
import org.stockpot.weights.Layout;
import org.stockpot.weights.MaskedPoint;
import org.stockpot.weights.Slot;

/**
 * Counts zeros behind ReLU. What an operation without weights is, its numbers tell: it is ReLU if
 * it gives {@code max(z, 0)} of each number z before it, in all networks, and some z is negative.
 */
final class ReluReader {

  private final Representations representations;
  private final Layout layout;
  private final List<Candidate> candidates = new ArrayList<>();

  /** An operation without weights behind a layer; {@code weight} makes its units, if one does. */
  record Candidate(String before, String after, Optional<Slot> weight) {

    String layer() {
      return weight.map(ReluReader::layer).orElse(before);
    }
  }

  /** What an operation gave: zeros by place, and whether it is what ReLU would give. */
  static final class Outputs {
    private long[] zeros = new long[0];
    private float[] first = new float[0];
    private final BitSet varying = new BitSet();
    private int examples;
    private boolean relu = true;
    private boolean negative;

    private void add(float[] before, float[] after, int count) {
      if (before.length != after.length) {
        relu = false;
        return;
      }
      int width = after.length / count;
      if (examples == 0) {
        zeros = new long[width];
        first = Arrays.copyOf(before, width);
      }
      examples += count;
      for (int i = 0; i < after.length; i++) {
        relu &= after[i] == Math.max(before[i], 0);
        negative |= before[i] < 0;
        zeros[i % width] += after[i] == 0 ? 1 : 0;
        if (before[i] != first[i % width]) {
          varying.set(i % width);
        }
      }
    }

    /** Returns whether nothing speaks against ReLU. */
    boolean fitsRelu() {
      return relu;
    }

    /** Returns whether it is no identity either. */
    boolean sawNegative() {
      return negative;
    }
  }

  ReluReader(Representations representations, Layout layout) {
    this.representations = representations;
    this.layout = layout;
    List<String> layers = representations.layers();
    for (int i = 1; i < layers.size(); i++) {
      String after = layers.get(i);
      boolean free = slots(after).isEmpty() && !after.equals(Representations.OUTPUTS);
      if (free) {
        candidates.add(new Candidate(layers.get(i - 1), after, weight(layers.subList(0, i))));
      }
    }
  }

  List<Candidate> candidates() {
    return candidates;
  }

  private List<Slot> slots(String layer) {
    return layout.slots().stream().filter(s -> isOf(s, layer)).toList();
  }

  private static boolean isOf(Slot slot, String layer) {
    return slot.name().startsWith(layer + ".");
  }

  /**
   * Returns the weights that make the units at the end of some layers: the last ones, unless slots
   * follow them that are of no layer, as those of branches whose sum is a layer are. Behind the
   * last layer of all there are the slots of the outputs.
   */
  private Optional<Slot> weight(List<String> layers) {
    List<Slot> slots = layout.slots();
    int last = slots.size() - 1;
    while (last >= 0 && !isOfAny(slots.get(last), layers)) {
      last--;
    }
    Set<String> foreign = new HashSet<>();
    int next = last + 1;
    while (next < slots.size() && !isOfAny(slots.get(next), representations.layers())) {
      foreign.add(slots.get(next++).name().replaceFirst("\\.[^.]*$", ""));
    }
    boolean branches = foreign.size() > (next == slots.size() ? 1 : 0);
    while (last >= 0 && !slots.get(last).role().isPrunable()) {
      last--;
    }
    boolean made = last >= 0 && !branches && layers.contains(layer(slots.get(last)));
    return made ? Optional.of(slots.get(last)) : Optional.empty();
  }

  private static boolean isOfAny(Slot slot, List<String> layers) {
    return layers.stream().anyMatch(layer -> isOf(slot, layer));
  }

  private static String layer(Slot weight) {
    return weight.name().replaceFirst("\\.weight$", "");
  }

  /** Reads what all candidates give of a network, in one pass. */
  Map<Candidate, Outputs> read(MaskedPoint at) {
    Map<Candidate, Outputs> outputs = new LinkedHashMap<>();
    Map<Integer, Map<String, float[]>> blocks = new LinkedHashMap<>();
    candidates.forEach(candidate -> outputs.put(candidate, new Outputs()));
    List<String> layers =
        representations.layers().stream()
            .filter(l -> candidates.stream().anyMatch(c -> c.before.equals(l) || c.after.equals(l)))
            .toList();
    if (layers.isEmpty()) {
      return outputs;
    }
    int[] all = IntStream.range(0, representations.examples()).toArray();
    representations.read(
        at.point(),
        layers,
        all,
        (layer, from, count, rows) -> {
          Map<String, float[]> block = blocks.computeIfAbsent(from, f -> new LinkedHashMap<>());
          block.put(layer, rows);
          if (block.size() == layers.size()) {
            outputs.forEach((c, out) -> out.add(block.get(c.before), block.get(c.after), count));
            blocks.remove(from);
          }
        });
    if (!blocks.isEmpty()) {
      throw new IllegalStateException("layers must be read in the same blocks of examples");
    }
    return outputs;
  }

  /** Returns the rates of a layer that is known to be ReLU. */
  static DeadRates rates(Candidate relu, Outputs outputs, MaskedPoint at) {
    int width = outputs.zeros.length;
    int units = relu.weight.map(slot -> slot.shape().get(0)).orElse(width);
    if (width % units != 0) {
      return rates(relu.layer(), width, new BitSet(), 0, outputs);
    }
    BitSet pruned = relu.weight.map(slot -> pruned(slot, at)).orElseGet(BitSet::new);
    int places = width / units;
    boolean made =
        relu.weight.isPresent()
            && pruned.stream().noneMatch(u -> varies(outputs, u * places, places));
    return made
        ? rates(relu.layer(), units, pruned, units, outputs)
        : rates(relu.layer(), units, new BitSet(), 0, outputs);
  }

  /** What the mask leaves nothing of gives one number; else other weights make the unit, too. */
  private static boolean varies(Outputs outputs, int from, int places) {
    int next = outputs.varying.nextSetBit(from);
    return next >= 0 && next < from + places;
  }

  private static DeadRates rates(
      String layer, int units, BitSet pruned, int masked, Outputs outputs) {
    int places = outputs.zeros.length / units;
    int silent = 0;
    long zeros = 0;
    for (int unit = pruned.nextClearBit(0); unit < units; unit = pruned.nextClearBit(unit + 1)) {
      long own = Arrays.stream(outputs.zeros, unit * places, (unit + 1) * places).sum();
      silent += own == (long) places * outputs.examples ? 1 : 0;
      zeros += own;
    }
    int dead = pruned.cardinality();
    long all = (long) (units - dead) * places * outputs.examples;
    return new DeadRates(layer, units, masked, dead, silent, all, zeros);
  }

  private static BitSet pruned(Slot slot, MaskedPoint at) {
    int units = slot.shape().get(0);
    int each = slot.size() / units;
    BitSet pruned = new BitSet(units);
    for (int unit = 0; unit < units; unit++) {
      int from = slot.offset() + unit * each;
      pruned.set(unit, IntStream.range(from, from + each).noneMatch(at.mask()::keeps));
    }
    return pruned;
  }
}
