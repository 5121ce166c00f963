package org.stockpot.format;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.stockpot.format.tensor.FormatException;
import org.stockpot.format.tensor.StateDict;
import org.stockpot.format.tensor.StateDict.Order;
import org.stockpot.format.tensor.Tensor;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Slot;

/**
 * Which tensor of a dict is which slot, under one reading of the names of both.
 *
 * <p>First by what the user says, then by name. PyTorch calls the factors and offsets of a
 * normalisation weight and bias, DJL gamma and beta; both are understood. By structure: the first
 * tensor of a kind ({@code weight}, {@code bias}, {@code gamma}…) and shape is the first slot of
 * that kind and shape, and so on, provided there are as many of both, and either one of each or an
 * order to go by, which PyTorch's files have. Integers, such as the batches that a normalisation
 * has seen, are no weights and stay out; those batches also where all was cast to floats.
 */
final class Matching {

  /** What a tensor is, apart from its place. */
  private record Kind(String name, List<Long> shape) {}

  private static final String HINT = "; say which is which with --map THEIRS=OURS,…";
  private static final int MOST_NAMED = 8;
  private static final String COUNTER = "num_batches_tracked";
  private static final Set<String> STATISTICS = Set.of("running_mean", "running_var");

  private final StateDict dict;
  private final Map<String, Slot> slots;
  private final Map<String, Tensor> tensors;
  private final Map<String, Tensor> left = new LinkedHashMap<>();
  private final Map<Slot, Tensor> found = new LinkedHashMap<>();

  private Matching(NameMatch reading) {
    dict = reading.dict();
    slots = reading.slots();
    tensors = reading.tensors();
    left.putAll(tensors);
  }

  /** Returns the match by names of a dict that has a tensor for each slot and no other weights. */
  static Optional<Matched> byNames(StateDict dict, Layout layout) {
    if (dict.tensors().size() < layout.slots().size()) {
      return Optional.empty();
    }
    for (NameMatch reading : NameMatch.all(dict, layout)) {
      Matching matching = new Matching(reading);
      matching.takeNamed();
      if (matching.isComplete() && matching.extras().isEmpty()) {
        return Optional.of(matching.match(reading, false));
      }
    }
    return Optional.empty();
  }

  /** Returns the tensors besides of a dict that has a tensor for each slot; empty if it has not. */
  static Optional<List<String>> besides(StateDict dict, Layout layout) {
    for (NameMatch reading : NameMatch.all(dict, layout)) {
      Matching matching = new Matching(reading);
      matching.takeNamed();
      if (matching.isComplete()) {
        return Optional.of(List.copyOf(matching.extras().keySet()));
      }
    }
    return Optional.empty();
  }

  /** Returns the match by names of most slots; the others have none. */
  static Matched partly(StateDict dict, Layout layout, Map<String, String> names) {
    Matched best = null;
    List<NameMatch> readings =
        names.isEmpty() ? NameMatch.all(dict, layout) : List.of(NameMatch.plain(dict, layout));
    for (NameMatch reading : readings) {
      Matching matching = new Matching(reading);
      matching.bySaying(reading.unprefixed(names));
      matching.takeNamed();
      Matched match = matching.match(reading, false);
      if (best == null || match.tensors().size() > best.tensors().size()) {
        best = match;
      }
    }
    return best;
  }

  /**
   * Returns the match by what is said, then by names, then by structure.
   *
   * @param names slot names, or what they start with up to a dot, by the file's names or what those
   *     start with; an empty one leaves tensors out
   * @throws FormatException if a slot has no tensor or a tensor no slot; the message names the
   *     first
   */
  static Matched of(StateDict dict, Layout layout, Map<String, String> names) {
    NameMatch reading = NameMatch.plain(dict, layout);
    Matching matching = new Matching(reading);
    matching.bySaying(reading.unprefixed(names));
    boolean named = matching.byName();
    if (!named) {
      matching.byKind();
    }
    matching.requireAllUsed();
    return matching.match(reading, !named);
  }

  private Matched match(NameMatch reading, boolean byStructure) {
    List<Tensor> besides = new ArrayList<>(left.values());
    besides.removeAll(found.values());
    return new Matched(dict, reading.prefix(), new LinkedHashMap<>(found), byStructure, besides);
  }

  private void bySaying(Map<String, String> names) {
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
    } else if (!ours.isEmpty() && !tensor.type().isInteger()) {
      throw new FormatException("no slot named " + ours + ", the slots are " + some(slots));
    }
  }

  /** Takes what has the name and the shape of a slot. */
  private void takeNamed() {
    left.forEach(
        (name, tensor) -> {
          Slot slot = slot(name);
          if (slot != null && shape(slot).equals(tensor.shape())) {
            found.putIfAbsent(slot, tensor);
          }
        });
  }

  private boolean isComplete() {
    return found.size() == slots.size();
  }

  private Slot slot(String name) {
    return slots.getOrDefault(name, slots.get(common(name, name)));
  }

  private boolean byName() {
    Map<Slot, Tensor> named = new LinkedHashMap<>();
    left.forEach(
        (name, tensor) -> {
          Slot slot = slot(name);
          if (slot != null && !found.containsKey(slot)) {
            named.putIfAbsent(slot, tensor);
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
    boolean unordered = wanted.size() > 1 && dict.order() == Order.NONE;
    if (wanted.size() != offered.size() || unordered) {
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
    Map<String, Tensor> extras = extras();
    if (!extras.isEmpty()) {
      throw new FormatException(
          "each tensor must have a slot, got "
              + some(extras)
              + " besides; leave tensors out with --map NAME=");
    }
  }

  /**
   * Returns the weights that are no slot's, but for statistics of a normalisation without slots.
   */
  private Map<String, Tensor> extras() {
    Map<String, Tensor> extras = new LinkedHashMap<>(left);
    extras.values().removeAll(found.values());
    extras.values().removeIf(t -> t.type().isInteger());
    extras.keySet().removeIf(n -> leaf(n).equals(COUNTER));
    extras.keySet().removeIf(n -> isStatistic(n) && slot(parent(n) + "weight") != null);
    return extras;
  }

  /** Returns whether a name is that of a running mean or variance. */
  static boolean isStatistic(String name) {
    return STATISTICS.contains(leaf(name));
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
    int more = named.size() - MOST_NAMED;
    return more > 0 ? names + " and " + more + " more" : names;
  }
}
