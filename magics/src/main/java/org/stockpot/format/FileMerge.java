package org.stockpot.format;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.stockpot.format.file.TensorFiles;
import org.stockpot.format.tensor.FormatException;
import org.stockpot.format.tensor.Tensor;
import org.stockpot.format.tensor.TensorFile;
import org.stockpot.weights.ChunkedMerge;
import org.stockpot.weights.Merge;
import org.stockpot.weights.MergePart;
import org.stockpot.weights.TensorMerge;

/**
 * Merges files that do not fit in memory together, or at all, to a file.
 *
 * <p>All files are read side by side in chunks, as often as the method must know something before
 * it can merge ({@link ChunkedMerge}), so that memory neither grows with the models nor, beyond
 * some kilobytes each, with their number. A method that merges each tensor by itself, but no chunks
 * ({@link TensorMerge}), has one tensor of each file in memory. The result is, bit for bit, that of
 * the same method in memory on networks whose slots have the order of the file: by Stockpot's
 * layout, or else as its tensors lie.
 *
 * <p>As in memory, running statistics are the members' weighted mean, and what the masks of all
 * members prune is +0.0. Weights become F32, integers are those of the first file, metadata is what
 * all members share, with the names of the files, their weights and the method. If all members
 * declare masks of one layout, or have {@code weight_mask}, the result declares their union in the
 * same way; it was trained on the rows of all, and of the base.
 */
public final class FileMerge {

  private final FileSources sources;
  private final Merge method;
  private final Set<String> notes = new LinkedHashSet<>();
  private String last = "";
  private MergePart lastPart;

  private FileMerge(FileSources sources, Merge method) {
    this.sources = sources;
    this.method = method;
  }

  /**
   * Merges files.
   *
   * @param members the files
   * @param method a {@link ChunkedMerge} or a {@link TensorMerge}
   * @param out the file to write, ending in {@code .safetensors}, {@code .npz} or {@code .pt}; it
   *     appears when it is whole
   * @return the file, and what a user must know of it
   * @throws FormatException if a file is damaged, holds NaN or infinity, or differs from the first;
   *     the message names file and tensor
   * @throws IllegalArgumentException if the method needs a base and there is none, takes another
   *     number of members, or needs all weights in memory
   */
  public static MergedFile of(FileMembers members, Merge method, Path out) {
    if (!(method instanceof ChunkedMerge || method instanceof TensorMerge)) {
      throw new IllegalArgumentException(
          "a merge of files must work in chunks or tensor by tensor, got " + method);
    }
    return write(members, method, Map.of("method", method.toString()), out);
  }

  static MergedFile write(FileMembers members, Merge method, Map<String, String> how, Path out) {
    FileSources sources = FileSources.open(members);
    FileMerge merge = new FileMerge(sources, method);
    if (!how.isEmpty() && !sources.tensors().stream().allMatch(sources::isCoordinate)) {
      merge.notes.add(
          "Running statistics are the members' mean: have them re-estimated where the network is"
              + " used.");
    }
    List<Tensor> merged = merge.tensors();
    TensorFiles.write(out, merged, metadata(sources, how));
    return new MergedFile(out, List.copyOf(merge.notes));
  }

  private List<Tensor> tensors() {
    Parts parts = parts();
    List<Tensor> tensors = new ArrayList<>();
    for (Tensor tensor : sources.tensors()) {
      tensors.addAll(tensor.type().isWeights() ? merged(tensor, parts) : List.of(tensor));
    }
    return tensors;
  }

  /** Makes what merges a tensor, once all that it must know of it was read. */
  private interface Parts {
    MergePart of(Tensor tensor);
  }

  private Parts parts() {
    List<Double> weights = sources.members().weights();
    boolean hasBase = sources.members().base().isPresent();
    if (method instanceof TensorMerge whole) {
      return tensor -> new WholeTensor(whole, sources, tensor, notes);
    }
    ChunkedMerge chunked = (ChunkedMerge) method;
    MergePart part = chunked.part(weights, hasBase);
    if (!chunked.wholeVector()) {
      return tensor -> {
        MergePart own = chunked.part(weights, hasBase);
        SideBySide.read(own, sources, List.of(tensor), chunked.wholeRows());
        own.notes().forEach(note -> notes.add(tensor.name() + ": " + note));
        return own;
      };
    }
    SideBySide.read(part, sources, sources.coordinates(), chunked.wholeRows());
    notes.addAll(part.notes());
    return tensor -> part;
  }

  /** Returns what merges a tensor: a writer that reads it twice in a row has it made once. */
  private MergePart part(Tensor tensor, Parts parts) {
    if (!tensor.name().equals(last)) {
      lastPart = null;
      lastPart = parts.of(tensor);
      last = tensor.name();
    }
    return lastPart;
  }

  /** Returns the merged tensor, and beside it the union of the masks if all files have one. */
  private List<Tensor> merged(Tensor tensor, Parts parts) {
    boolean rows = method instanceof ChunkedMerge chunked && chunked.wholeRows();
    Tensor merged =
        sources.isCoordinate(tensor)
            ? MergedBytes.of(tensor, sources, () -> part(tensor, parts), rows)
            : MergedBytes.of(tensor, sources, this::statistics, false);
    String name = tensor.name();
    List<Tensor> masks = sources.masks(name);
    return masks.isEmpty()
        ? List.of(merged)
        : List.of(merged.named(name + "_orig"), UnionMask.of(name + "_mask", masks));
  }

  /** Weights of a difference sum to 0, and have no mean: statistics are then the base's. */
  private MergePart statistics() {
    List<Double> weights = sources.members().weights();
    boolean none = weights.stream().mapToDouble(c -> c).sum() == 0;
    return none && sources.members().base().isPresent()
        ? (chunk, into) ->
            System.arraycopy(
                chunk.base(), chunk.from(), into, chunk.from(), chunk.to() - chunk.from())
        : Mean.of(weights);
  }

  private static Map<String, String> metadata(FileSources sources, Map<String, String> how) {
    List<TensorFile> files = sources.opened();
    FileMembers members = sources.members();
    List<TensorFile> merged = files.subList(0, members.files().size());
    Map<String, String> shared = new LinkedHashMap<>(files.get(0).metadata());
    merged.forEach(file -> shared.entrySet().retainAll(file.metadata().entrySet()));
    Metadata.union(merged).ifPresent(mask -> shared.put(Metadata.MASK, mask));
    Metadata.allRows(files).ifPresent(rows -> shared.put(Checkpoint.ROWS, rows));
    shared.put(
        "ingredients",
        members.files().stream()
            .map(file -> file.getFileName().toString())
            .collect(Collectors.joining(" ")));
    shared.put(
        "weights",
        members.weights().stream().map(Object::toString).collect(Collectors.joining(" ")));
    members.base().ifPresent(base -> shared.put("base", base.getFileName().toString()));
    shared.putAll(how);
    return shared;
  }
}
