package org.stockpot.format;

import java.util.Base64;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.stockpot.format.tensor.Disk;
import org.stockpot.format.tensor.FormatException;
import org.stockpot.format.tensor.TensorFile;
import org.stockpot.text.Json;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;
import org.stockpot.weights.Role;
import org.stockpot.weights.RowSet;
import org.stockpot.weights.Slot;

/**
 * What safetensors of Stockpot say of themselves: {@code stockpot.layout}, a JSON object of slot
 * names and roles in order; {@code stockpot.mask}, one bit for each entry of the flat vector, set
 * if it is pruned, lowest bit first, in Base64, absent if nothing is pruned.
 */
final class Metadata {

  /** What our keys start with. */
  static final String OURS = "stockpot.";

  /** The key of the rows that a point was trained on. */
  static final String ROWS = "rows";

  private static final String LAYOUT = OURS + "layout";

  /** The key of a mask: one bit for each entry, set if it is pruned. */
  static final String MASK = OURS + "mask";

  private Metadata() {}

  static Map<String, String> of(Point point, Mask mask, Map<String, String> provenance) {
    Map<String, String> metadata = new TreeMap<>(provenance);
    Map<String, Object> roles = new LinkedHashMap<>();
    for (Slot slot : point.layout().slots()) {
      roles.put(slot.name(), slot.role().name().toLowerCase(Locale.ROOT));
    }
    metadata.put(LAYOUT, Json.write(roles));
    if (mask.pruned() > 0) {
      metadata.put(MASK, text(mask.prunedEntries()));
    }
    return metadata;
  }

  private static String text(BitSet pruned) {
    return Base64.getEncoder().encodeToString(pruned.toByteArray());
  }

  private static BitSet pruned(TensorFile file) {
    return BitSet.valueOf(Base64.getDecoder().decode(file.metadata().getOrDefault(MASK, "")));
  }

  /** Returns whether a file was written by Stockpot, with its layout. */
  static boolean isOurs(TensorFile file) {
    return file.metadata().containsKey(LAYOUT);
  }

  /** Returns the layout of a file of Stockpot. */
  static Layout layout(TensorFile file) {
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

  /** Returns the mask of a file of Stockpot; all is kept if it has none. */
  static Mask mask(TensorFile file, Layout layout) {
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

  /** Returns the rows that metadata or a provenance names. */
  static RowSet rows(Map<String, String> metadata) {
    String text = metadata.getOrDefault(ROWS, "");
    return RowSet.isText(text) ? RowSet.parse(text) : RowSet.NONE;
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
    BitSet pruned = prunedByAll(files);
    return pruned.isEmpty() ? Optional.empty() : Optional.of(text(pruned));
  }

  /** Returns the entries that the masks of all files prune; none unless all have one layout. */
  static BitSet prunedByAll(List<TensorFile> files) {
    BitSet pruned = Disk.read(files.get(0).file(), () -> pruned(files.get(0)));
    files.forEach(file -> pruned.and(Disk.read(file.file(), () -> pruned(file))));
    long layouts = files.stream().map(file -> file.metadata().get(LAYOUT)).distinct().count();
    return layouts == 1 ? pruned : new BitSet();
  }

  /** Returns what a file says that is not ours. */
  static Map<String, String> provenance(TensorFile file) {
    Map<String, String> provenance = new TreeMap<>(file.metadata());
    provenance.keySet().removeIf(key -> key.startsWith(OURS));
    return provenance;
  }
}
