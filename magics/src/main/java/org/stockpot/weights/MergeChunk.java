package org.stockpot.weights;

import java.util.ArrayList;
import java.util.List;

/**
 * A stretch of one tensor of base and members: places {@link #from} to {@link #to} - 1 of some
 * arrays, of which place i is entry {@code i + shift} of the tensor.
 */
public final class MergeChunk {

  private final String tensor;
  private final long rowLength;
  private final float[] base;
  private final List<float[]> members;
  private final long shift;
  private final int from;
  private final int to;

  /**
   * Makes a chunk over arrays, which it neither copies nor changes.
   *
   * @param tensor the tensor's name
   * @param rowLength how many entries have one first index: the product of all dimensions but the
   *     first, or of a vector its length
   * @param base the base's numbers; an empty array if there is none
   * @param members each member's numbers
   * @param shift which entry of the tensor place 0 is; may be negative
   * @param from the first place
   * @param to the place behind the last
   */
  public MergeChunk(
      String tensor,
      long rowLength,
      float[] base,
      List<float[]> members,
      long shift,
      int from,
      int to) {
    this.tensor = tensor;
    this.rowLength = rowLength;
    this.base = base;
    this.members = List.copyOf(members);
    this.shift = shift;
    this.from = from;
    this.to = to;
  }

  /** Returns a whole slot of arrays that hold points. */
  static MergeChunk of(Slot slot, float[] base, List<float[]> members) {
    int rows = slot.shape().size() < 2 ? 1 : slot.shape().get(0);
    return new MergeChunk(
        slot.name(), slot.size() / rows, base, members, -slot.offset(), slot.offset(), slot.end());
  }

  /**
   * Returns a stretch of this chunk, over the same arrays, as for another thread.
   *
   * @param first its first place
   * @param end the place behind its last
   * @return the shorter chunk
   */
  public MergeChunk between(int first, int end) {
    return new MergeChunk(tensor, rowLength, base, members, shift, first, end);
  }

  /**
   * Cuts this chunk into shorter ones.
   *
   * @param most how many entries one has at most, unless a row has more
   * @param wholeRows whether each must consist of whole rows
   * @return the stretches, in order
   */
  public List<MergeChunk> stretches(int most, boolean wholeRows) {
    int step = wholeRows ? (int) (Math.max(1, most / rowLength) * rowLength) : most;
    List<MergeChunk> stretches = new ArrayList<>();
    for (int first = from; first < to; first += step) {
      stretches.add(between(first, (int) Math.min(to, (long) first + step)));
    }
    return stretches;
  }

  /**
   * Returns the tensor's name.
   *
   * @return as in the layout or the file
   */
  public String tensor() {
    return tensor;
  }

  /**
   * Returns how many entries a row has.
   *
   * @return at least 1
   */
  public long rowLength() {
    return rowLength;
  }

  /**
   * Returns the base's array.
   *
   * @return an empty one if there is no base
   */
  public float[] base() {
    return base;
  }

  /**
   * Returns the members' arrays.
   *
   * @return one for each, in order
   */
  public List<float[]> members() {
    return members;
  }

  /**
   * Returns which entry of the tensor a place of the arrays is.
   *
   * @param place a place
   * @return the entry, from 0
   */
  public long entry(int place) {
    return shift + place;
  }

  /**
   * Returns the first place.
   *
   * @return at least 0
   */
  public int from() {
    return from;
  }

  /**
   * Returns the place behind the last.
   *
   * @return at most the arrays' lengths
   */
  public int to() {
    return to;
  }
}
