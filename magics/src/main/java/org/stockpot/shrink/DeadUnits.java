package org.stockpot.shrink;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.stockpot.task.analysis.LayerInputs;
import org.stockpot.task.analysis.Resizing;
import org.stockpot.weights.Point;
import org.stockpot.weights.Slot;
import org.stockpot.weights.UnitSelection;

/**
 * Finds units that a network does without: those that nothing reads, as all weights from them are
 * zero or lead to units that are removed themselves, and those that give one number c for all
 * examples, as all weights to them are zero. With w the weights from such a unit, each unit that
 * reads it gets {@code b' = b + sum_k w_k c}, which is exact unless zeros stand beside its inputs
 * or there is no bias; then the unit stays and is counted.
 */
final class DeadUnits {

  /** How a unit is read, from the harmless to what needs it. */
  private static final int UNREAD = 0;

  private static final int FOLDED = 1;
  private static final int HELD = 2;
  private static final int NEEDED = 3;

  private final UnitIndex index;
  private final Point at;
  private final List<Reader> readers;
  private final BitSet removed = new BitSet();
  private int[] reads;

  /** A layer and the units along both axes of its weights. */
  private record Reader(LayerInputs layer, Slot weight, List<Integer> makes, List<Integer> takes) {

    int perInput() {
      return weight.size() / makes.size() / takes.size();
    }

    /** Returns how an input is read by a weight other than 0. */
    int kind(int input) {
      double constant = layer.constants().get(input);
      if (Double.isNaN(constant)) {
        return NEEDED;
      } else if (constant == 0) {
        return UNREAD;
      }
      return layer.folds() ? FOLDED : HELD;
    }
  }

  /**
   * What was found.
   *
   * @param kept the units that stay
   * @param point the network, with what removed units gave in the biases of those that read them
   * @param removed how many units of each group are removed
   * @param folded how many of these gave another number than 0
   * @param held how many give one number and stay, as it cannot be added to biases
   */
  record Found(
      UnitSelection kept,
      Point point,
      List<Integer> removed,
      List<Integer> folded,
      List<Integer> held) {}

  private DeadUnits(Resizing resizing, Point at) {
    this.at = at;
    index = new UnitIndex(resizing.groups());
    readers =
        resizing.layers(at).stream()
            .map(
                layer -> {
                  Slot weight = at.layout().slot(layer.weight());
                  return new Reader(
                      layer,
                      weight,
                      Arrays.stream(index.along(weight, 0)).boxed().toList(),
                      Arrays.stream(index.along(weight, 1)).boxed().toList());
                })
            .toList();
  }

  /**
   * Finds the units that a network does without. One unit of each group stays in any case.
   *
   * @throws IllegalArgumentException if the outputs are the same for all examples
   */
  static Found of(Resizing resizing, Point at) {
    DeadUnits search = new DeadUnits(resizing, at);
    search.requireOutputs();
    search.remove();
    List<BitSet> gone = search.index.byGroup(search.removed::get);
    List<BitSet> folded = search.index.byGroup(u -> search.reads[u] == FOLDED);
    List<BitSet> held = search.index.byGroup(u -> search.reads[u] == HELD);
    Point point = search.folded();
    List<BitSet> kept = search.index.byGroup(u -> !search.removed.get(u));
    for (int g = 0; g < kept.size(); g++) {
      if (kept.get(g).isEmpty()) {
        kept.get(g).set(0);
        gone.get(g).clear(0);
        folded.get(g).clear(0);
      }
    }
    return new Found(
        UnitSelection.of(resizing.groups(), kept),
        point,
        counts(gone),
        counts(folded),
        counts(held));
  }

  private static List<Integer> counts(List<BitSet> units) {
    return units.stream().map(BitSet::cardinality).toList();
  }

  private void requireOutputs() {
    Reader outputs = readers.get(readers.size() - 1);
    FloatBuffer weights = at.values(outputs.weight);
    int columns = outputs.takes.size();
    int each = outputs.perInput();
    for (int i = 0; i < weights.remaining(); i++) {
      if (weights.get(i) != 0 && outputs.kind(i / each % columns) == NEEDED) {
        return;
      }
    }
    throw new IllegalArgumentException(
        "a network must read its inputs to be made smaller, got one with the same outputs for all"
            + " examples: a whole layer of it is empty before "
            + outputs.layer.weight());
  }

  /** Removes units until none is left that nothing needs. */
  private void remove() {
    boolean more = true;
    while (more) {
      reads = new int[index.units()];
      readers.forEach(this::read);
      more = false;
      for (int u = 0; u < reads.length; u++) {
        if (reads[u] <= FOLDED && !removed.get(u)) {
          removed.set(u);
          more = true;
        }
      }
    }
  }

  private boolean isRemoved(int unit) {
    return unit != UnitIndex.NONE && removed.get(unit);
  }

  private void read(Reader reader) {
    FloatBuffer weights = at.values(reader.weight);
    int each = reader.perInput();
    int entry = 0;
    for (int unit : reader.makes) {
      for (int input = 0; input < reader.takes.size(); input++, entry += each) {
        int taken = reader.takes.get(input);
        boolean counts = !isRemoved(unit) && taken != UnitIndex.NONE;
        if (counts && reads[taken] != NEEDED && hasNonzero(weights, entry, each)) {
          reads[taken] = Math.max(reads[taken], reader.kind(input));
        }
      }
    }
  }

  private static boolean hasNonzero(FloatBuffer weights, int from, int count) {
    for (int i = from; i < from + count; i++) {
      if (weights.get(i) != 0) {
        return true;
      }
    }
    return false;
  }

  /** Returns the network with the weights from removed units zero, and their numbers in biases. */
  private Point folded() {
    return Point.build(
        at.layout(),
        values -> {
          at.values().get(values);
          readers.forEach(reader -> fold(reader, values));
        });
  }

  private void fold(Reader reader, float[] values) {
    int each = reader.perInput();
    int entry = reader.weight.offset();
    for (int row = 0; row < reader.makes.size(); row++) {
      double sum = 0;
      for (int input = 0; input < reader.takes.size(); input++, entry += each) {
        if (isRemoved(reader.takes.get(input))) {
          sum += constant(reader, input) * sum(values, entry, each);
          Arrays.fill(values, entry, entry + each, 0);
        }
      }
      if (sum != 0 && reader.layer.folds()) {
        int bias = at.layout().slot(reader.layer.bias().orElseThrow()).offset() + row;
        values[bias] = (float) (values[bias] + sum);
      }
    }
  }

  /** Returns what an input always is; of one that varies, which only removed units read, 0. */
  private static double constant(Reader reader, int input) {
    double constant = reader.layer.constants().get(input);
    return Double.isNaN(constant) ? 0 : constant;
  }

  private static double sum(float[] values, int from, int count) {
    double sum = 0;
    for (int i = from; i < from + count; i++) {
      sum += values[i];
    }
    return sum;
  }
}
