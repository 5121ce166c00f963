package org.stockpot.format;

import java.nio.file.Path;
import java.util.Base64;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.stockpot.text.Json;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Mask;
import org.stockpot.weights.MaskedPoint;
import org.stockpot.weights.Point;
import org.stockpot.weights.Role;
import org.stockpot.weights.RowSet;
import org.stockpot.weights.Slot;

/**
 * A point as a file holds it, with its mask and where it came from.
 *
 * <p>In safetensors each slot is one F32 tensor of its name, statistics included. The metadata
 * holds {@code stockpot.layout}, a JSON object of slot names and roles in order; {@code
 * stockpot.mask}, one bit for each entry of the flat vector, set if it is pruned, lowest bit first,
 * in Base64, absent if nothing is pruned; and the provenance, of which {@code rows} is a {@link
 * RowSet}.
 *
 * @param point the weights, all finite
 * @param mask which of them are kept
 * @param provenance any text by key; keys must not start with {@code stockpot.}
 */
public record Checkpoint(Point point, Mask mask, Map<String, String> provenance) {

  private static final String OURS = "stockpot.";
  private static final String LAYOUT = OURS + "layout";

  /** The key of a mask: one bit for each entry, set if it is pruned. */
  static final String MASK = OURS + "mask";

  /** The key of the provenance that holds the rows a point was trained on. */
  public static final String ROWS = "rows";

  /**
   * Checks that the parts fit.
   *
   * @throws IllegalArgumentException if the mask has another layout, a weight is not finite, or a
   *     key starts with {@code stockpot.}
   */
  public Checkpoint {
    point.layout().requireSame(mask.layout());
    provenance = Map.copyOf(provenance);
    for (String key : provenance.keySet()) {
      if (key.startsWith(OURS)) {
        throw new IllegalArgumentException(
            "provenance must not be named " + OURS + "…, got " + key);
      }
    }
    requireFinite(point);
  }

  private static void requireFinite(Point point) {
    int index = point.firstNonFinite();
    if (index >= 0) {
      Slot slot = slotOf(point.layout(), index);
      throw new IllegalArgumentException(
          "weights must be finite, got "
              + point.at(index)
              + " in "
              + slot.name()
              + " at "
              + (index - slot.offset()));
    }
  }

  private static Slot slotOf(Layout layout, int index) {
    return layout.slots().stream().filter(s -> index < s.end()).findFirst().orElseThrow();
  }

  /**
   * Writes this to a file that appears when it is whole.
   *
   * @param file ends in {@code .safetensors}, or {@code .npz}, which holds the tensors alone
   * @throws FormatException if it has another ending or cannot be written
   */
  public void save(Path file) {
    Map<String, String> metadata = new TreeMap<>(provenance);
    Map<String, Object> roles = new LinkedHashMap<>();
    for (Slot slot : point.layout().slots()) {
      roles.put(slot.name(), slot.role().name().toLowerCase(Locale.ROOT));
    }
    metadata.put(LAYOUT, Json.write(roles));
    if (mask.pruned() > 0) {
      metadata.put(MASK, text(mask.prunedEntries()));
    }
    List<Tensor> tensors =
        point.layout().slots().stream().map(s -> Tensor.of(s, point.values(s))).toList();
    TensorFile.write(file, tensors, metadata);
  }

  /**
   * Reads a file that {@link #save} wrote as safetensors; its layout is in it.
   *
   * @param file the file
   * @return what was saved, bit for bit
   * @throws FormatException if it is no such file, is damaged, or holds NaN or infinity
   */
  public static Checkpoint load(Path file) {
    TensorFile content = TensorFile.open(file);
    return Disk.read(file, () -> read(content, layout(content), Map.of()));
  }

  /**
   * Reads a file whose tensors have the names of slots, or can be told from each other.
   *
   * @param file a safetensors, npz or PyTorch file
   * @param layout the layout its weights must have
   * @return what it holds
   * @throws FormatException as {@link #load(Path, Layout, Map)}
   */
  public static Checkpoint load(Path file, Layout layout) {
    return load(file, layout, Map.of());
  }

  /**
   * Reads a file. What is in it shows in its first bytes, not in its name. 64-bit numbers are
   * rounded to floats, 16-bit ones are exact, and -0.0 becomes +0.0: it is what multiplying by a
   * mask leaves. Files with Stockpot's layout are read bit for bit.
   *
   * <p>Tensors are found by the given names, then by the names of the slots, where {@code weight}
   * and {@code bias} of a normalisation are its {@code gamma} and {@code beta}; else the tensors of
   * each kind and shape go to the slots of that kind and shape in their order, which needs a file
   * of PyTorch, or one of each. A prefix {@code module.} of all names is taken off.
   *
   * @param file a safetensors, npz or PyTorch file; a PyTorch file may hold its state dict under
   *     {@code state_dict}, {@code model_state_dict} or {@code model}
   * @param layout the layout its weights must have
   * @param names slot names by the file's names, or what both start with up to a dot, such as
   *     {@code features.0} and {@code conv1}; an empty one leaves tensors out
   * @return what it holds, with {@link Mask#full all kept} if it has no mask; the provenance holds
   *     the tensor's name for each slot that has another
   * @throws FormatException if the file is damaged, would run code, holds NaN or infinity, or a
   *     slot has no tensor of its shape; the message names the first
   */
  public static Checkpoint load(Path file, Layout layout, Map<String, String> names) {
    TensorFile content = TensorFile.open(file);
    return Disk.read(
        file,
        () -> {
          if (names.isEmpty() && content.metadata().containsKey(LAYOUT)) {
            layout.requireSameTensors(layout(content));
          }
          return read(content, layout, names);
        });
  }

  /**
   * Returns the point under its mask, as the start of a training.
   *
   * @return both
   * @throws IllegalArgumentException if an entry is pruned and not 0
   */
  public MaskedPoint masked() {
    return new MaskedPoint(point, mask);
  }

  /**
   * Returns the rows of data that the point was trained on.
   *
   * @return the rows; none if the file does not say
   * @throws IllegalArgumentException if they are damaged
   */
  public RowSet rows() {
    return rows(provenance);
  }

  private static RowSet rows(Map<String, String> metadata) {
    String text = metadata.getOrDefault(ROWS, "");
    return RowSet.isText(text) ? RowSet.parse(text) : RowSet.NONE;
  }

  private static Layout layout(TensorFile file) {
    String json = file.metadata().get(LAYOUT);
    if (json == null) {
      throw new FormatException(
          "it must hold its layout, as .safetensors of Stockpot do, or be loaded into a task");
    }
    Layout.Builder builder = Layout.builder();
    Json.read(json).forEach((name, role) -> builder.add(name, role(role), shape(file, name)));
    return builder.build();
  }

  private static Role role(Object name) {
    return Role.valueOf(String.valueOf(name).toUpperCase(Locale.ROOT));
  }

  private static List<Integer> shape(TensorFile file, String name) {
    return file.tensor(name).shape().stream().map(Math::toIntExact).toList();
  }

  private static Checkpoint read(TensorFile file, Layout layout, Map<String, String> names) {
    Map<Slot, Tensor> tensors = Matching.of(file, layout, names);
    Point read = Point.build(layout, w -> tensors.forEach((slot, t) -> t.read(w, slot.offset())));
    Mask mask = mask(file, layout);
    boolean exact = file.metadata().containsKey(LAYOUT);
    Point point = exact ? zeroed(read, mask) : read.withPositiveZeros();
    Map<String, String> provenance = new TreeMap<>(file.metadata());
    provenance.keySet().removeIf(key -> key.startsWith(OURS));
    tensors.forEach(
        (slot, tensor) -> {
          if (!slot.name().equals(tensor.name())) {
            provenance.put(slot.name(), tensor.name());
          }
        });
    return new Checkpoint(point, mask, provenance);
  }

  /** Returns a point with +0.0 where it is pruned and 0, as a mean with negative weights is not. */
  private static Point zeroed(Point point, Mask mask) {
    boolean zero = mask.prunedEntries().stream().allMatch(i -> point.at(i) == 0);
    return zero ? point.masked(mask) : point;
  }

  private static String text(BitSet pruned) {
    return Base64.getEncoder().encodeToString(pruned.toByteArray());
  }

  private static BitSet pruned(TensorFile file) {
    return BitSet.valueOf(Base64.getDecoder().decode(file.metadata().getOrDefault(MASK, "")));
  }

  /** Returns all rows of files as metadata, or nothing if none says what it was trained on. */
  static Optional<String> allRows(List<TensorFile> files) {
    RowSet all =
        files.stream()
            .map(file -> Disk.read(file.file(), () -> rows(file.metadata())))
            .reduce(RowSet.NONE, RowSet::union);
    return all.isEmpty() ? Optional.empty() : Optional.of(all.toString());
  }

  /** Returns the union of masks as metadata, or nothing unless all files have one of one layout. */
  static Optional<String> union(List<TensorFile> files) {
    BitSet pruned = Disk.read(files.get(0).file(), () -> pruned(files.get(0)));
    files.forEach(file -> pruned.and(Disk.read(file.file(), () -> pruned(file))));
    long layouts = files.stream().map(file -> file.metadata().get(LAYOUT)).distinct().count();
    return layouts == 1 && !pruned.isEmpty() ? Optional.of(text(pruned)) : Optional.empty();
  }

  private static Mask mask(TensorFile file, Layout layout) {
    BitSet pruned = pruned(file);
    for (Slot slot : layout.slots()) {
      int first = slot.role().isPrunable() ? -1 : pruned.nextSetBit(slot.offset());
      if (first >= 0 && first < slot.end()) {
        throw new FormatException(
            "its mask prunes slot "
                + slot.name()
                + ", which is "
                + slot.role().name().toLowerCase(Locale.ROOT)
                + " here; make the task with --prunable and that slot among the others");
      }
    }
    return Mask.keeping(layout, i -> !pruned.get(i));
  }
}
