package org.stockpot.djl.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What is known of a value while a module's code is followed. */
sealed interface Value {

  /** Nothing of interest: a number, a shape, a constant. */
  Tensor PLAIN = new Tensor(Set.of(), false, false);

  /**
   * A tensor.
   *
   * @param carried parameters and buffers whose entries it has, whatever its shape
   * @param data whether it depends on the module's input
   * @param input whether its entries are those of the input
   */
  record Tensor(Set<String> carried, boolean data, boolean input) implements Value {}

  /** A module, by its place. */
  record Module(String path, String type) implements Value {}

  /** A tuple, list, or the values of a dictionary. */
  record Items(List<Value> items) implements Value {}

  /** A number, text, boolean, or {@link Expression#NONE}. */
  record Constant(Object value) implements Value {}

  /** A function that has not been called, by its full name. */
  record Code(String name) implements Value {}

  /** Returns all tensors of a value as one. */
  static Tensor flat(Value value) {
    if (value instanceof Tensor tensor) {
      return tensor;
    }
    Tensor all = PLAIN;
    if (value instanceof Items items) {
      for (Value item : items.items()) {
        all = both(all, flat(item));
      }
    }
    return all;
  }

  private static Tensor both(Tensor a, Tensor b) {
    Set<String> carried = new TreeSet<>(a.carried);
    carried.addAll(b.carried);
    return new Tensor(carried, a.data || b.data, a.input || b.input);
  }

  /** Returns what is known of a value that is one of two. */
  static Value either(Value a, Value b) {
    if (a.equals(b)) {
      return a;
    } else if (a instanceof Items as
        && b instanceof Items bs
        && as.items().size() == bs.items().size()) {
      List<Value> items = new ArrayList<>();
      for (int i = 0; i < as.items().size(); i++) {
        items.add(either(as.items().get(i), bs.items().get(i)));
      }
      return new Items(items);
    }
    return both(flat(a), flat(b));
  }
}
