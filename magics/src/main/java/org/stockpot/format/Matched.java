package org.stockpot.format;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.stockpot.format.tensor.StateDict;
import org.stockpot.format.tensor.Tensor;
import org.stockpot.weights.Slot;

/**
 * Which tensor of a dict is which slot.
 *
 * @param dict the dict
 * @param prefix what was taken off its names
 * @param tensors tensors by slot, in any order
 * @param byStructure whether names did not tell them
 * @param besides the tensors of the dict that are no slot's
 */
record Matched(
    StateDict dict,
    String prefix,
    Map<Slot, Tensor> tensors,
    boolean byStructure,
    List<Tensor> besides) {

  /** Returns the tensors' names and shapes by slot, in the slots' order. */
  Map<String, String> table() {
    Map<String, String> table = new LinkedHashMap<>();
    tensors.entrySet().stream()
        .sorted((a, b) -> Integer.compare(a.getKey().offset(), b.getKey().offset()))
        .forEach(e -> table.put(e.getKey().name(), e.getValue().toString()));
    return table;
  }
}
