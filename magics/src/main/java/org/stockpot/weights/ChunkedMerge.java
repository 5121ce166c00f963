package org.stockpot.weights;

import java.util.ArrayList;
import java.util.List;

/**
 * A merge whose every entry is a function of the same entry of base and members, once some numbers
 * of the whole vector or of the tensor are known, such as norms and thresholds. So it is computed
 * over networks in memory and over files of any length by the same code, chunk by chunk.
 *
 * <p>Whoever has the numbers makes one {@link MergePart} for all tensors, if {@link #wholeVector},
 * or else one for each, and goes
 *
 * <pre>{@code
 * MergePart part = method.part(weights, hasBase);
 * while (part.reads()) {
 *   for (each chunk, in order) part.read(chunk);
 * }
 * for (each chunk) part.merge(chunk, merged);
 * }</pre>
 *
 * <p>A chunk is a stretch of one tensor, of any length, but of whole rows if {@link #wholeRows}.
 * Results do not depend on how tensors are cut, to the bit. Running statistics are no coordinates:
 * they are averaged ({@link MergeInputs#mean}) and never come here.
 */
public interface ChunkedMerge extends Merge {

  /** Entries that are merged at a time, whose numbers of all members stay in a core's cache. */
  int STRETCH = 1 << 12;

  /**
   * Returns what the numbers are of that are found by reading.
   *
   * @return true if of all coordinates together, false if of each tensor by itself
   */
  default boolean wholeVector() {
    return false;
  }

  /**
   * Returns whether a chunk must begin and end with a row, the entries of one first index.
   *
   * @return true if the method ranks or measures rows
   */
  default boolean wholeRows() {
    return false;
  }

  /**
   * Begins with a vector or a tensor.
   *
   * @param weights how much each member counts
   * @param hasBase whether chunks will have a base
   * @return the part, which has read nothing yet
   * @throws IllegalArgumentException if the method needs a base and there is none, or another
   *     number of members
   */
  MergePart part(List<Double> weights, boolean hasBase);

  @Override
  default Point of(MergeInputs inputs) {
    return merged(inputs).point();
  }

  @Override
  default Merged merged(MergeInputs inputs) {
    Layout layout = inputs.layout();
    List<Slot> slots = layout.slots().stream().filter(s -> s.role().isCoordinate()).toList();
    List<List<Slot>> parts = wholeVector() ? List.of(slots) : slots.stream().map(List::of).toList();
    float[] base = inputs.base().map(Point::toArray).orElse(new float[0]);
    List<float[]> members = inputs.members().stream().map(Point::toArray).toList();
    List<String> notes = new ArrayList<>();
    Point merged =
        Point.build(
            layout,
            values -> {
              for (List<Slot> some : parts) {
                MergePart part = part(inputs.weights(), inputs.base().isPresent());
                List<MergeChunk> chunks =
                    some.stream().map(slot -> MergeChunk.of(slot, base, members)).toList();
                while (part.reads()) {
                  chunks.forEach(part::read);
                }
                chunks.stream()
                    .flatMap(chunk -> chunk.stretches(STRETCH, wholeRows()).stream())
                    .toList()
                    .parallelStream()
                    .forEach(chunk -> part.merge(chunk, values));
                String where = wholeVector() ? "" : some.get(0).name() + ": ";
                part.notes().forEach(note -> notes.add(where + note));
              }
            });
    return new Merged(inputs.finish(merged), notes);
  }
}
