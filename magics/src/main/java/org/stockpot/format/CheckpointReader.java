package org.stockpot.format;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.stockpot.format.Candidates.Choice;
import org.stockpot.format.file.TensorFiles;
import org.stockpot.format.tensor.Disk;
import org.stockpot.format.tensor.EntryReader;
import org.stockpot.format.tensor.FormatException;
import org.stockpot.format.tensor.Tensor;
import org.stockpot.format.tensor.TensorFile;
import org.stockpot.text.Listed;
import org.stockpot.text.Numbers;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;
import org.stockpot.weights.Slot;

/**
 * Reads what a file holds into a point.
 *
 * <p>Files of others have -0.0 where a weight was multiplied by a mask; it becomes +0.0 here and
 * nowhere else. Files of Stockpot come back bit for bit.
 */
final class CheckpointReader {

  /**
   * What was read.
   *
   * @param point the weights
   * @param mask which of them are kept
   * @param provenance what the file says, and the tensors of slots of other names
   * @param notes what reading it took, a sentence each
   */
  record Loaded(Point point, Mask mask, Map<String, String> provenance, List<String> notes) {}

  private static final int MOST_NAMED = 8;

  private final TensorFile file;
  private final Layout layout;
  private final LoadOptions options;
  private final List<String> notes = new ArrayList<>();

  private CheckpointReader(TensorFile file, Layout layout, LoadOptions options) {
    this.file = file;
    this.layout = layout;
    this.options = options;
  }

  /** Reads a file of Stockpot. */
  static Loaded read(Path path) {
    TensorFile file = TensorFiles.open(path);
    return Disk.read(
        path,
        () -> {
          Layout layout = Metadata.layout(file);
          return new CheckpointReader(file, layout, LoadOptions.defaults()).ours();
        });
  }

  /** Reads a file whose tensors are those of a layout. */
  static Loaded read(Path path, Layout layout, LoadOptions options) {
    TensorFile file = TensorFiles.open(path);
    return Disk.read(
        path,
        () -> {
          CheckpointReader reader = new CheckpointReader(file, layout, options);
          if (Metadata.isOurs(file) && options.map().isEmpty()) {
            layout.requireSameTensors(Metadata.layout(file));
            return reader.ours();
          }
          return reader.theirs(Candidates.choose(file, layout, options), Optional.empty());
        });
  }

  /** Reads what a file has of an initial point's slots. */
  static Loaded read(Path path, Point initial, LoadOptions options) {
    TensorFile file = TensorFiles.open(path);
    Layout layout = initial.layout();
    return Disk.read(
        path,
        () ->
            new CheckpointReader(file, layout, options)
                .theirs(Candidates.partly(file, layout, options), Optional.of(initial)));
  }

  private Loaded ours() {
    Mask mask = Metadata.mask(file, layout);
    Point point =
        Point.build(
            layout,
            w -> {
              layout.slots().forEach(s -> EntryReader.read(file.tensor(s.name()), w, s.offset()));
              clear(w, mask);
            });
    requireFinite(point);
    return new Loaded(point, mask, Metadata.provenance(file), List.of());
  }

  /** Files of earlier versions can have -0.0 where something is pruned. */
  private void clear(float[] values, Mask mask) {
    for (int i : mask.prunedIndices()) {
      if (values[i] != 0) {
        throw new FormatException(layout.entry(i) + " is pruned and must be 0, got " + values[i]);
      }
      values[i] = 0;
    }
  }

  private Loaded theirs(Choice choice, Optional<Point> initial) {
    Matched match = choice.match();
    tell(match);
    notes.addAll(choice.notes());
    Mask mask = mask(match);
    Point point =
        Point.build(
            layout,
            w -> {
              initial.ifPresent(p -> p.values().get(w));
              match.tensors().forEach((slot, tensor) -> EntryReader.read(tensor, w, slot.offset()));
              mask.zero(w);
              positive(w);
            });
    if (!options.allowNonfinite()) {
      requireFinite(point);
    }
    initial.ifPresent(p -> tellMissing(match));
    notes.addAll(file.notes());
    Map<String, String> provenance = Metadata.provenance(file);
    match
        .tensors()
        .forEach(
            (slot, tensor) -> {
              if (!slot.name().equals(tensor.name())) {
                provenance.put(slot.name(), tensor.name());
              }
            });
    return new Loaded(point, mask, provenance, notes);
  }

  private void tell(Matched match) {
    if (!match.dict().path().isEmpty()) {
      notes.add("taken: " + match.dict().path());
    }
    if (!match.prefix().isEmpty()) {
      notes.add("taken off names: " + match.prefix());
    }
    if (match.byStructure()) {
      notes.add("told by order, kind and shape, as names differ");
    }
    tell("statistics that the model keeps its own of", match, true);
    tell("in the file, but no slot's", match, false);
  }

  private void tell(String what, Matched match, boolean statistics) {
    List<String> besides =
        match.besides().stream()
            .filter(t -> !t.name().endsWith("num_batches_tracked"))
            .filter(t -> Matching.isStatistic(t.name()) == statistics)
            .map(Tensor::toString)
            .toList();
    if (!besides.isEmpty()) {
      notes.add(what + ": " + Listed.first(besides, MOST_NAMED));
    }
  }

  private void tellMissing(Matched match) {
    List<String> missing =
        layout.slots().stream()
            .filter(slot -> !match.tensors().containsKey(slot))
            .map(Slot::name)
            .toList();
    if (!missing.isEmpty()) {
      notes.add(
          "not in the file, or of another shape, and left as initialised: "
              + Listed.first(missing, MOST_NAMED));
    }
  }

  private void positive(float[] values) {
    int negative = 0;
    for (int i = 0; i < values.length; i++) {
      if (Float.floatToRawIntBits(values[i]) == Integer.MIN_VALUE) {
        values[i] = 0;
        negative++;
      }
    }
    if (negative > 0) {
      notes.add(Numbers.counted(negative, "entry") + " of -0.0 became +0.0");
    }
  }

  /** Returns what the masks of weights remove; other masks were multiplied, and that is all. */
  private Mask mask(Matched match) {
    BitSet pruned = new BitSet();
    match
        .tensors()
        .forEach((slot, tensor) -> tensor.mask().ifPresent(mask -> prune(slot, mask, pruned)));
    if (Metadata.isOurs(file)) {
      Layout theirs = Metadata.layout(file);
      Mask mask = Metadata.mask(file, theirs);
      match.tensors().forEach((slot, t) -> prune(slot, theirs.slot(t.name()), mask, pruned));
    }
    return Mask.keeping(layout, i -> !pruned.get(i));
  }

  private static void prune(Slot slot, Slot from, Mask mask, BitSet pruned) {
    for (int i = 0; i < slot.size(); i++) {
      if (!mask.keeps(from.offset() + i)) {
        pruned.set(slot.offset() + i);
      }
    }
  }

  private void prune(Slot slot, Tensor mask, BitSet pruned) {
    double[] kept = entries(mask);
    OptionalDouble other = Arrays.stream(kept).filter(k -> k != 0 && k != 1).findFirst();
    if (!slot.role().isPrunable() || other.isPresent()) {
      notes.add(
          slot.name()
              + " was multiplied by its mask, which is no mask of the point: "
              + (other.isPresent() ? "it has " + other.getAsDouble() : "only weights are pruned"));
      return;
    }
    for (int i = 0; i < kept.length; i++) {
      pruned.set(slot.offset() + i, kept[i] == 0);
    }
  }

  private static double[] entries(Tensor tensor) {
    try {
      return EntryReader.all(tensor);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void requireFinite(Point point) {
    if (point.firstNonFinite() < 0) {
      return;
    }
    List<String> counts = new ArrayList<>();
    for (Slot slot : layout.slots()) {
      int nan = 0;
      int infinite = 0;
      for (int i = slot.offset(); i < slot.end(); i++) {
        nan += Float.isNaN(point.at(i)) ? 1 : 0;
        infinite += Float.isInfinite(point.at(i)) ? 1 : 0;
      }
      if (nan + infinite > 0) {
        counts.add(
            slot.name()
                + " ("
                + (nan > 0 ? nan + " NaN" : "")
                + (nan > 0 && infinite > 0 ? ", " : "")
                + (infinite > 0 ? infinite + " infinite" : "")
                + " of "
                + slot.size()
                + ")");
      }
    }
    throw new FormatException(
        "weights must be finite, got "
            + Listed.first(counts, MOST_NAMED)
            + "; --allow-nonfinite loads them as they are");
  }
}
