package org.stockpot.format.torch;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.stockpot.format.tensor.FormatException;
import org.stockpot.format.tensor.StateDict;
import org.stockpot.format.tensor.StateDict.Order;
import org.stockpot.format.tensor.Tensor;
import org.stockpot.format.tensor.TensorFile;
import org.stockpot.format.torch.PickledTensor.Storages;
import org.stockpot.text.Listed;

/**
 * Finds the dicts of tensors in what a pickle holds, at any depth; says what else is there.
 *
 * <p>The states of optimizers and what belongs to them are passed over, by their name or because
 * they have {@code state} and {@code param_groups}. Each container is looked at once.
 */
final class PickleTree {

  private static final Pattern TRAINING =
      Pattern.compile(
          "(?i).*optim.*|opt|.*sched.*|.*scaler.*|.*rng.*|callbacks|loops|amp|.*_buffer_names");

  private static final int MOST_DEPTH = 32;
  private static final int LONGEST_PATH = 500;
  private static final int MOST_NAMES = 1 << 19;
  private static final int MOST_TOLD = 8;
  private static final int MOST_KEPT = 1000;

  private final Path file;
  private final Storages storages;
  private final List<StateDict> dicts = new ArrayList<>();
  private final List<StateDict> nested = new ArrayList<>();
  private final List<String> skipped = new ArrayList<>();
  private final List<String> training = new ArrayList<>();
  private final List<String> findings = new ArrayList<>();
  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<Object> counted = Collections.newSetFromMap(new IdentityHashMap<>());
  private int names;

  private PickleTree(Path file, Storages storages) {
    this.file = file;
    this.storages = storages;
  }

  /**
   * Returns what a pickle holds.
   *
   * @throws FormatException if there is no dict of tensors; the message says what there is
   */
  static TensorFile read(Path file, Object root, Storages storages) {
    PickleTree tree = new PickleTree(file, storages);
    tree.walk(root, "", 0);
    if (root instanceof PickledTensor tensor) {
      tree.findings.add("a tensor without a name: " + tensor.shape());
    }
    if (tree.dicts.isEmpty()) {
      throw tree.nothing();
    }
    return new TensorFile(file, tree.dicts, tree.nested, Map.of(), tree.notes(), tree.findings);
  }

  private FormatException nothing() {
    String found =
        findings.isEmpty() ? String.join(", ", skipped) : Listed.first(findings, MOST_TOLD);
    return new FormatException(
        "a PyTorch file must hold a dict of tensors, got "
            + (found.isEmpty() ? "none" : found)
            + ": save model.state_dict()");
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (!skipped.isEmpty()) {
      notes.add("skipped, and nothing of it was run: " + Listed.first(skipped, MOST_TOLD));
    }
    if (!training.isEmpty()) {
      notes.add(
          "left out as the state of an optimizer or its helpers: "
              + Listed.first(training, MOST_TOLD));
    }
    return notes;
  }

  /** Returns the tensors in dicts here and below, their names joined by dots. */
  private Map<String, Tensor> walk(Object value, String path, int depth) {
    if (depth > MOST_DEPTH || path.length() > LONGEST_PATH) {
      return Map.of();
    }
    if (value instanceof PickledObject opaque && seen.add(opaque)) {
      if (!opaque.items().isEmpty()) {
        return dict(opaque.items(), path, depth);
      }
      skip(opaque, path);
    }
    if (value instanceof Map<?, ?> map && seen.add(map)) {
      return dict(map, path, depth);
    }
    if (value instanceof List<?> list && !list.isEmpty() && seen.add(list)) {
      list(list, path, depth);
    }
    return Map.of();
  }

  private Map<String, Tensor> dict(Map<?, ?> map, String path, int depth) {
    if (map.containsKey("state") && map.containsKey("param_groups")) {
      tell(training, label(path));
      return Map.of();
    }
    Map<String, Tensor> direct = new LinkedHashMap<>();
    Map<String, Tensor> all = new LinkedHashMap<>();
    map.forEach(
        (key, value) -> {
          String name = key instanceof PickledObject ? "" : key.toString();
          if (value instanceof PickledTensor tensor && isName(name)) {
            requireRoom(1);
            direct.put(name, tensor.named(name, storages));
            all.putIfAbsent(name, direct.get(name));
          } else if (TRAINING.matcher(name).matches() && isContainer(value)) {
            tell(training, label(join(path, name)));
          } else if (isContainer(value)) {
            Map<String, Tensor> below = walk(value, join(path, name), depth + 1);
            requireRoom(below.size());
            below.forEach((n, t) -> all.putIfAbsent(name + "." + n, t.named(name + "." + n)));
          }
        });
    if (!direct.isEmpty()) {
      dicts.add(new StateDict(file, path, List.copyOf(direct.values()), Order.MODEL));
    }
    if (all.size() > direct.size()) {
      nested.add(new StateDict(file, path, List.copyOf(all.values()), Order.MODEL));
    }
    return all;
  }

  private static boolean isName(String name) {
    return !name.isEmpty() && name.length() <= LONGEST_PATH;
  }

  private static boolean isContainer(Object value) {
    return value instanceof Map || value instanceof List || value instanceof PickledObject;
  }

  private void requireRoom(int more) {
    names += more;
    if (names > MOST_NAMES) {
      throw new FormatException("a file must have at most " + MOST_NAMES + " tensors, got more");
    }
  }

  private void list(List<?> list, String path, int depth) {
    List<List<Long>> shapes = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      if (list.get(i) instanceof PickledTensor tensor) {
        shapes.add(tensor.shape());
      } else if (isContainer(list.get(i))) {
        walk(list.get(i), join(path, "" + i), depth + 1);
      }
    }
    if (!shapes.isEmpty()) {
      String first = Listed.first(shapes.stream().map(List::toString).toList(), MOST_TOLD);
      tell(
          findings,
          "a list of " + shapes.size() + " tensors without names in " + label(path) + ": " + first);
    }
  }

  private void skip(PickledObject opaque, String path) {
    tell(skipped, label(path) + " (" + opaque.type() + ")");
    int tensors = tensorsIn(opaque);
    if (tensors > 0) {
      tell(
          findings,
          "an object of class "
              + opaque.type()
              + " in "
              + label(path)
              + ", whose "
              + tensors
              + " tensors are not read");
    }
  }

  private static void tell(List<String> items, String item) {
    if (items.size() < MOST_KEPT) {
      items.add(item);
    }
  }

  private int tensorsIn(PickledObject opaque) {
    Deque<Object> todo = new ArrayDeque<>(List.of(opaque));
    int tensors = 0;
    while (!todo.isEmpty()) {
      Object next = todo.pop();
      if (next instanceof PickledTensor) {
        tensors++;
      } else if (isContainer(next) && counted.add(next)) {
        if (next instanceof PickledObject part) {
          todo.addAll(part.parts());
          todo.addAll(part.items().values());
        } else {
          todo.addAll(next instanceof Map<?, ?> map ? map.values() : (List<?>) next);
        }
      }
    }
    return tensors;
  }

  private static String join(String path, String name) {
    String word = name.length() > LONGEST_PATH ? name.substring(0, LONGEST_PATH) : name;
    return path.isEmpty() ? word : path + "." + word;
  }

  private static String label(String path) {
    return path.isEmpty() ? "the top level" : path;
  }
}
