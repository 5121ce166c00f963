package org.stockpot.format;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Slot;

/**
 * Which tensor of a file is which slot.
 *
 * <p>First by what the user says, then by name. PyTorch calls the factors and offsets of a
 * normalisation weight and bias, DJL gamma and beta; both are understood. If names do not tell all,
 * then by kind ({@code weight}, {@code bias}, {@code gamma}…) and shape: the first tensor of a kind
 * and shape is the first slot of that kind and shape, and so on, provided there are as many of
 * both, and either one of each or an order to go by, which PyTorch's files have. Integers, such as
 * the batches that a normalisation has seen, are no weights and stay out.
 */
final class Matching {

  /** What a tensor is, apart from its place. */
  private record Kind(String name, List<Long> shape) {
    @Override
    public String toString() {
      return name + " " + shape;
    }
  }

  private static final String PARALLEL = "module.";
  private static final String HINT = "; say which is which with --map THEIRS=OURS,…";
  private static final int MOST_NAMED = 8;

  private final TensorFile file;
  private final Map<String, Slot> slots = new LinkedHashMap<>();
  private final Map<String, Tensor> tensors = new LinkedHashMap<>();
  private final Map<String, Tensor> left = new LinkedHashMap<>();
  private final Map<Slot, Tensor> found = new LinkedHashMap<>();

  private Matching(TensorFile file, Layout layout) {
    this.file = file;
    layout.slots().forEach(slot -> slots.put(slot.name(), slot));
  }

  /**
   * Finds the tensor of each slot.
   *
   * @param names slot names, or what they start with up to a dot, by the file's names or what those
   *     start with; an empty one leaves tensors out
   * @throws FormatException if a slot has no tensor or a tensor no slot; the message names the
   *     first
   */
  static Map<Slot, Tensor> of(TensorFile file, Layout layout, Map<String, String> names) {
    Matching matching = new Matching(file, layout);
    matching.bySaying(names);
    if (!matching.byName()) {
      matching.byKind();
    }
    matching.requireAllUsed();
    return matching.found;
  }

  private void bySaying(Map<String, String> names) {
    boolean parallel = file.tensors().stream().allMatch(t -> t.name().startsWith(PARALLEL));
    file.tensors()
        .forEach(t -> tensors.put(parallel ? t.name().substring(PARALLEL.length()) : t.name(), t));
    left.putAll(tensors);
    Set<String> unused = new HashSet<>(names.keySet());
    for (String name : tensors.keySet()) {
      String from = longestStart(name, names.keySet());
      if (from != null) {
        unused.remove(from);
        String to = names.get(from);
        say(name, to.isEmpty() ? "" : to + name.substring(from.length()));
      }
    }
    if (!unused.isEmpty()) {
      throw new FormatException(
          "no tensor named " + unused.iterator().next() + ", the tensors are " + some(tensors));
    }
  }

  private static String longestStart(String name, Set<String> starts) {
    String start = name;
    while (!starts.contains(start)) {
      int dot = start.lastIndexOf('.');
      if (dot < 0) {
        return null;
      }
      start = start.substring(0, dot);
    }
    return start;
  }

  private void say(String theirs, String ours) {
    Slot slot = slots.getOrDefault(ours, slots.get(common(theirs, ours)));
    Tensor tensor = left.remove(theirs);
    if (slot != null) {
      match(slot, tensor);
    } else if (!ours.isEmpty() && tensor.type().isWeights()) {
      throw new FormatException("no slot named " + ours + ", the slots are " + some(slots));
    }
  }

  private boolean byName() {
    Map<Slot, Tensor> named = new LinkedHashMap<>();
    left.forEach(
        (name, tensor) -> {
          Slot slot = slots.getOrDefault(name, slots.get(common(name, name)));
          if (slot != null && !found.containsKey(slot)) {
            named.put(slot, tensor);
          }
        });
    if (named.size() + found.size() < slots.size()) {
      return false;
    }
    named.forEach(this::match);
    return true;
  }

  private void match(Slot slot, Tensor tensor) {
    if (!shape(slot).equals(tensor.shape())) {
      throw new FormatException(
          "slot " + slot.name() + " must have shape " + slot.shape() + ", got tensor " + tensor);
    }
    if (found.put(slot, tensor) != null) {
      throw new FormatException(
          "slot " + slot.name() + " must have one tensor, got " + tensor + " too");
    }
  }

  private void byKind() {
    Map<Kind, List<Slot>> wanted = new LinkedHashMap<>();
    Map<Kind, List<Tensor>> offered = new LinkedHashMap<>();
    slots.forEach(
        (name, slot) -> {
          if (!found.containsKey(slot)) {
            add(wanted, new Kind(leaf(slotName(name)), shape(slot)), slot);
          }
        });
    left.forEach(
        (name, tensor) -> {
          if (tensor.type().isWeights()) {
            add(offered, new Kind(leaf(common(name, name)), tensor.shape()), tensor);
          }
        });
    wanted.forEach((kind, some) -> pair(some, offered.getOrDefault(kind, List.of())));
  }

  private static <T> void add(Map<Kind, List<T>> lists, Kind kind, T item) {
    lists.computeIfAbsent(kind, k -> new ArrayList<>()).add(item);
  }

  private void pair(List<Slot> wanted, List<Tensor> offered) {
    if (wanted.size() != offered.size() || (wanted.size() > 1 && !file.ordered())) {
      throw new FormatException(
          "slot "
              + wanted.get(0).name()
              + " "
              + wanted.get(0).shape()
              + " must have a tensor of its name"
              + (wanted.size() == offered.size() ? " in a file without order" : "")
              + ", got "
              + offered.size()
              + " like it for "
              + wanted.size()
              + " slots; the tensors are "
              + some(left)
              + HINT);
    }
    for (int i = 0; i < wanted.size(); i++) {
      match(wanted.get(i), offered.get(i));
    }
  }

  private void requireAllUsed() {
    left.values().removeAll(found.values());
    left.values().removeIf(t -> !t.type().isWeights());
    if (!left.isEmpty()) {
      throw new FormatException(
          "each tensor must have a slot, got "
              + some(left)
              + " besides; leave tensors out with --map NAME=");
    }
  }

  /** Returns a name with PyTorch's words for a normalisation replaced by ours. */
  private String common(String theirs, String name) {
    Tensor weight = tensors.get(parent(theirs) + "weight");
    boolean normalises = weight != null && weight.shape().size() == 1;
    return normalises ? normalisation(name) : name;
  }

  /** Returns a slot's name in our words; slots of TorchScript modules have PyTorch's. */
  private String slotName(String name) {
    Slot weight = slots.get(parent(name) + "weight");
    return weight != null && weight.shape().size() == 1 ? normalisation(name) : name;
  }

  private static String normalisation(String name) {
    return name.replaceFirst("(?<=^|\\.)weight$", "gamma").replaceFirst("(?<=^|\\.)bias$", "beta");
  }

  private static String leaf(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private static String parent(String name) {
    return name.substring(0, name.lastIndexOf('.') + 1);
  }

  private static List<Long> shape(Slot slot) {
    return slot.shape().stream().map(Integer::longValue).toList();
  }

  private static String some(Map<String, ?> named) {
    String names = named.keySet().stream().limit(MOST_NAMED).collect(Collectors.joining(" "));
    return named.size() > MOST_NAMED ? names + " …" : names;
  }
}
