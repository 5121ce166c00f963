package org.stockpot.format;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.stockpot.format.file.TensorFiles;
import org.stockpot.format.tensor.DictSelection;
import org.stockpot.format.tensor.Disk;
import org.stockpot.format.tensor.FormatException;
import org.stockpot.format.tensor.StateDict;
import org.stockpot.format.tensor.Tensor;
import org.stockpot.format.tensor.TensorFile;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Slot;

/**
 * Files to merge, opened, with the same names and shapes of tensors.
 *
 * @param members what they are
 * @param opened the members, and behind them the base
 * @param dicts of each the dict that is merged
 * @param layout that of the first, if it has one
 * @param pruned entries of that layout that all members prune; empty unless all have one layout
 */
record FileSources(
    FileMembers members,
    List<TensorFile> opened,
    List<StateDict> dicts,
    Optional<Layout> layout,
    BitSet pruned) {

  static FileSources open(FileMembers members) {
    List<TensorFile> opened = members.all().stream().map(TensorFiles::open).toList();
    List<StateDict> dicts = dicts(opened, members.entry());
    TensorFile first = opened.get(0);
    Optional<Layout> layout =
        Metadata.isOurs(first)
            ? Optional.of(Disk.read(first.file(), () -> Metadata.layout(first)))
            : Optional.empty();
    BitSet pruned = Metadata.prunedByAll(opened.subList(0, members.files().size()));
    return new FileSources(members, opened, dicts, layout, pruned);
  }

  /** Returns the dicts to merge; words before all names are taken off if they differ. */
  private static List<StateDict> dicts(List<TensorFile> files, String entry) {
    List<StateDict> dicts = new ArrayList<>();
    for (TensorFile file : files) {
      dicts.add(Disk.read(file.file(), () -> DictSelection.only(file, entry)));
    }
    Set<Set<String>> names = new HashSet<>();
    dicts.forEach(dict -> names.add(dict.byName().keySet()));
    if (names.size() > 1) {
      dicts.replaceAll(NameMatch::unwrapped);
    }
    dicts.forEach(dict -> requireSame(dicts.get(0), dict));
    return dicts;
  }

  private static void requireSame(StateDict first, StateDict file) {
    Map<String, List<Long>> wanted = shapes(first);
    Map<String, List<Long>> got = shapes(file);
    if (wanted.equals(got)) {
      return;
    }
    List<String> names = new ArrayList<>(wanted.keySet());
    names.addAll(got.keySet());
    String name =
        names.stream()
            .filter(n -> !wanted.getOrDefault(n, List.of(-1L)).equals(got.get(n)))
            .findFirst()
            .orElseThrow();
    throw new FormatException(
        file.file()
            + " must have the tensors of "
            + first.file()
            + ", got "
            + name
            + " "
            + got.getOrDefault(name, List.of())
            + " against "
            + wanted.getOrDefault(name, List.of()));
  }

  private static Map<String, List<Long>> shapes(StateDict file) {
    Map<String, List<Long>> shapes = new LinkedHashMap<>();
    file.tensors().forEach(t -> shapes.put(t.name(), t.shape()));
    return shapes;
  }

  /** Returns the tensors of the first file, in its order. */
  List<Tensor> tensors() {
    return dicts.get(0).tensors();
  }

  /** Returns whether a tensor is merged by the method, and not averaged. */
  boolean isCoordinate(Tensor tensor) {
    return slot(tensor.name())
        .map(slot -> slot.role().isCoordinate())
        .orElse(!Matching.isStatistic(tensor.name()));
  }

  /** Returns what a method merges, in the order of the layout, or else of the file. */
  List<Tensor> coordinates() {
    List<Tensor> all = tensors();
    if (layout.isPresent()) {
      Map<String, Tensor> named = dicts.get(0).byName();
      all = layout.get().slots().stream().map(slot -> named.get(slot.name())).toList();
    }
    return all.stream().filter(t -> t.type().isWeights() && isCoordinate(t)).toList();
  }

  /** Returns the slot of a tensor, if the first file has a layout. */
  Optional<Slot> slot(String name) {
    return layout.flatMap(
        known -> known.slots().stream().filter(slot -> slot.name().equals(name)).findFirst());
  }

  /** Returns the tensors of a name, of all members and then of the base. */
  List<Tensor> named(String name) {
    return dicts.stream().map(dict -> dict.tensor(name)).toList();
  }

  /** Returns the members' masks of a tensor; none unless all have one. */
  List<Tensor> masks(String name) {
    List<Tensor> masks =
        named(name).stream()
            .limit(members.files().size())
            .flatMap(tensor -> tensor.mask().stream())
            .toList();
    return masks.size() < members.files().size() ? List.of() : masks;
  }
}
