package org.stockpot.format.tensor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tensors by name, such as those of one model; a file can hold several.
 *
 * @param file where it lies
 * @param path where in the file, such as {@code model} or {@code checkpoint.ema}; empty for the
 *     file's own tensors
 * @param tensors the tensors, in the file's order; names differ
 * @param order what their order means
 */
public record StateDict(Path file, String path, List<Tensor> tensors, Order order) {

  /** What the order of tensors means. */
  public enum Order {
    /** Nothing: it may be alphabetical. */
    NONE,
    /** It is the model's, as in PyTorch. */
    MODEL,
    /** It is the model's, and there are no names but numbers, as in DJL's {@code .params}. */
    NUMBERED
  }

  /** What stands for an empty path where one is typed. */
  static final String TOP = ".";

  private static final int MOST_PREFIXES = 16;

  /**
   * Requires names that differ.
   *
   * @throws FormatException if two tensors share a name
   */
  public StateDict {
    tensors = List.copyOf(tensors);
    Set<String> names = new HashSet<>();
    for (Tensor tensor : tensors) {
      if (!names.add(tensor.name())) {
        throw new FormatException("tensor names must differ, got " + tensor.name() + " twice");
      }
    }
  }

  /**
   * Returns other tensors at the same place.
   *
   * @param others the tensors
   * @return the changed dict
   */
  public StateDict with(List<Tensor> others) {
    return new StateDict(file, path, others, order);
  }

  /**
   * Returns the path as it is typed.
   *
   * @return the path, or a dot for the top
   */
  public String entry() {
    return path.isEmpty() ? TOP : path;
  }

  /**
   * Returns the tensor of a name.
   *
   * @param name the name
   * @return the tensor
   */
  public Tensor tensor(String name) {
    return tensors.stream()
        .filter(t -> t.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new FormatException("there must be a tensor " + name + ", got none"));
  }

  /**
   * Returns the tensors by name.
   *
   * @return the tensors, in order
   */
  public Map<String, Tensor> byName() {
    return withoutPrefix("");
  }

  /**
   * Returns the tensors by what is left of their names; names without the prefix stay.
   *
   * @param prefix what to take off
   * @return the tensors, in order
   */
  public Map<String, Tensor> withoutPrefix(String prefix) {
    Map<String, Tensor> named = new LinkedHashMap<>();
    for (Tensor tensor : tensors) {
      String name = tensor.name();
      named.putIfAbsent(name.startsWith(prefix) ? name.substring(prefix.length()) : name, tensor);
    }
    return named;
  }

  /**
   * Returns what the names of all weights start with; counters beside a model have no share.
   *
   * @return prefixes that end in a dot, the empty one first
   */
  public List<String> prefixes() {
    return prefixes(tensors.stream().filter(t -> !t.type().isInteger()).map(Tensor::name).toList());
  }

  /**
   * Returns what all names start with, up to no dot, the first dot that all share, and so on.
   *
   * @param names the names
   * @return prefixes that end in a dot, the empty one first
   */
  public static List<String> prefixes(Collection<String> names) {
    List<String> prefixes = new ArrayList<>(List.of(""));
    String first = names.isEmpty() ? "" : names.iterator().next();
    for (int dot = first.indexOf('.');
        dot >= 0 && prefixes.size() < MOST_PREFIXES;
        dot = first.indexOf('.', dot + 1)) {
      String prefix = first.substring(0, dot + 1);
      if (!names.stream().allMatch(name -> name.startsWith(prefix))) {
        break;
      }
      prefixes.add(prefix);
    }
    return prefixes;
  }

  /**
   * Returns the parts whose names share their first word, if there are several.
   *
   * @return a dict of each part
   */
  public List<StateDict> groups() {
    List<String> prefixes = prefixes();
    String prefix = prefixes.get(prefixes.size() - 1);
    Map<String, List<Tensor>> groups = new LinkedHashMap<>();
    withoutPrefix(prefix)
        .forEach(
            (name, tensor) -> {
              int dot = name.indexOf('.');
              if (dot > 0) {
                groups
                    .computeIfAbsent(name.substring(0, dot), g -> new ArrayList<>())
                    .add(tensor.named(name.substring(dot + 1)));
              }
            });
    List<StateDict> dicts = new ArrayList<>();
    String start = path.isEmpty() ? prefix : path + "." + prefix;
    groups.forEach((word, some) -> dicts.add(new StateDict(file, start + word, some, order)));
    return dicts;
  }
}
