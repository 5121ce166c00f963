package org.stockpot.format.tensor;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.stockpot.text.Listed;
import org.stockpot.text.Numbers;

/**
 * Which of the dicts of a file is meant where it holds several: the only one with weights, or that
 * at a path such as {@code model} or {@code checkpoint.ema}.
 */
public final class DictSelection {

  private static final int MOST_LEVELS = 3;
  private static final int MOST_NAMED = 8;

  private DictSelection() {}

  /**
   * Returns the only dict with weights, whole, where there is no layout to choose by.
   *
   * @param file what holds the dicts
   * @param entry the path of the dict that is wanted; empty for the only one
   * @return its tensors, folded
   * @throws FormatException if there is no such dict, or several have weights
   */
  public static StateDict only(TensorFile file, String entry) {
    if (!entry.isEmpty()) {
      return Folding.of(entry(file, entry)).dict();
    }
    List<StateDict> dicts = file.dicts();
    for (int dimensions = 2; dimensions >= 0; dimensions--) {
      int least = dimensions;
      List<StateDict> some =
          dicts.stream()
              .filter(d -> d.tensors().stream().anyMatch(t -> t.shape().size() >= least))
              .toList();
      if (some.size() == 1) {
        return Folding.of(some.get(0)).dict();
      }
      if (some.size() > 1) {
        throw ask(some, "holds " + some.size() + " dicts of tensors");
      }
    }
    return dicts.get(0);
  }

  /**
   * Returns the dict, or the part of a dict, at a path.
   *
   * @param file what holds the dicts
   * @param entry the path
   * @return the dict as it is in the file
   * @throws FormatException if there is none
   */
  public static StateDict entry(TensorFile file, String entry) {
    List<StateDict> all = Stream.of(file.dicts(), file.nested()).flatMap(List::stream).toList();
    return Stream.of(all, groups(file.dicts()))
        .flatMap(List::stream)
        .filter(dict -> dict.entry().equals(entry))
        .findFirst()
        .orElseThrow(
            () ->
                new FormatException(
                    "there must be a dict of tensors " + entry + ", the dicts are " + some(all)));
  }

  /**
   * Returns the parts of dicts whose names share their first words.
   *
   * @param dicts the dicts
   * @return parts, and parts of parts, as a dict of each
   */
  public static List<StateDict> groups(List<StateDict> dicts) {
    return groups(dicts, MOST_LEVELS);
  }

  private static List<StateDict> groups(List<StateDict> dicts, int levels) {
    List<StateDict> groups = new ArrayList<>();
    for (StateDict dict : levels == 0 ? List.<StateDict>of() : dicts) {
      List<StateDict> parts = dict.groups();
      groups.addAll(parts);
      groups.addAll(groups(parts.size() > 1 ? parts : List.of(), levels - 1));
    }
    return groups;
  }

  /**
   * Asks which of several dicts is wanted.
   *
   * @param dicts those that it could be
   * @param what what the file holds, for the message
   * @return what to throw
   */
  public static FormatException ask(List<StateDict> dicts, String what) {
    return new FormatException(
        "it "
            + what
            + ": "
            + some(dicts)
            + "; say which is wanted, with "
            + dicts.stream()
                .limit(MOST_NAMED)
                .map(d -> "--entry " + d.entry())
                .collect(Collectors.joining(" or ")));
  }

  /**
   * Returns dicts for a message.
   *
   * @param dicts the dicts
   * @return the first few paths, with how many tensors each has
   */
  public static String some(Collection<StateDict> dicts) {
    return join(dicts, d -> d.entry() + " (" + Numbers.counted(d.tensors().size(), "tensor") + ")");
  }

  /**
   * Returns the tensors of a dict for a message.
   *
   * @param dict the dict
   * @return the first few names
   */
  public static String names(StateDict dict) {
    return join(dict.tensors(), Tensor::name);
  }

  private static <T> String join(Collection<T> items, Function<T, String> text) {
    return Listed.first(items.stream().map(text).toList(), MOST_NAMED);
  }
}
