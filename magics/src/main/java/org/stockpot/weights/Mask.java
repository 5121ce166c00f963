package org.stockpot.weights;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Which entries of a point are kept. Only {@link Role#WEIGHT} slots can lose entries; biases,
 * normalisation parameters and statistics are always kept. Immutable.
 *
 * <p>Densities are shares of the prunable entries: {@code density = kept / prunable}.
 */
public final class Mask implements KeptEntries {

  private final Layout layout;
  private final BitSet pruned;

  private Mask(Layout layout, BitSet pruned) {
    this.layout = layout;
    this.pruned = pruned;
  }

  /**
   * Returns the mask that keeps everything.
   *
   * @param layout the layout
   * @return the mask of density 1
   */
  public static Mask full(Layout layout) {
    return new Mask(layout, new BitSet());
  }

  /**
   * Returns the mask that keeps the prunable entries for which a test holds.
   *
   * @param layout the layout
   * @param keep asked once for each prunable entry, with its index in the flat vector
   * @return the mask
   */
  public static Mask keeping(Layout layout, IntPredicate keep) {
    BitSet pruned = new BitSet(layout.size());
    for (Slot slot : layout.slots()) {
      if (slot.role().isPrunable()) {
        int end = slot.end();
        for (int i = slot.offset(); i < end; i++) {
          if (!keep.test(i)) {
            pruned.set(i);
          }
        }
      }
    }
    return new Mask(layout, pruned);
  }

  /**
   * Returns the mask of an already sparse point: it keeps the prunable entries that are not zero.
   * Only who knows that the zeros are pruned weights may take it for one; see {@link MaskedPoint}.
   *
   * @param point a point
   * @return its support
   */
  public static Mask supportOf(Point point) {
    return keeping(point.layout(), i -> point.at(i) != 0);
  }

  /**
   * Returns the layout.
   *
   * @return the layout
   */
  @Override
  public Layout layout() {
    return layout;
  }

  /**
   * Returns whether an entry is kept.
   *
   * @param index an index of the flat vector
   * @return true if it is kept
   */
  public boolean keeps(int index) {
    return !pruned.get(index);
  }

  /**
   * Returns the number of entries removed.
   *
   * @return from 0 to {@code layout().prunable()}
   */
  @Override
  public int pruned() {
    return pruned.cardinality();
  }

  /**
   * Returns the number of prunable entries kept.
   *
   * @return {@code layout().prunable() - pruned()}
   */
  public int kept() {
    return layout.prunable() - pruned();
  }

  /**
   * Returns the number of entries of one slot that are kept.
   *
   * @param slot a slot of this layout
   * @return from 0 to the slot's size
   */
  public int kept(Slot slot) {
    return slot.size() - pruned.get(slot.offset(), slot.end()).cardinality();
  }

  /**
   * Returns the share of prunable entries kept.
   *
   * @return from 0 to 1; 1 for a layout without prunable entries
   */
  public double density() {
    return layout.prunable() == 0 ? 1 : (double) kept() / layout.prunable();
  }

  /**
   * Returns the share of one slot's entries kept.
   *
   * @param slot a slot of this layout
   * @return from 0 to 1
   */
  public double density(Slot slot) {
    return (double) kept(slot) / slot.size();
  }

  /**
   * Returns the mask that keeps what both keep.
   *
   * @param other a mask of the same layout
   * @return the intersection
   */
  public Mask and(Mask other) {
    layout.requireSame(other.layout);
    BitSet either = (BitSet) pruned.clone();
    either.or(other.pruned);
    return new Mask(layout, either);
  }

  /**
   * Returns the mask that keeps what either keeps.
   *
   * @param other a mask of the same layout
   * @return the union
   */
  public Mask or(Mask other) {
    layout.requireSame(other.layout);
    BitSet both = (BitSet) pruned.clone();
    both.and(other.pruned);
    return new Mask(layout, both);
  }

  /**
   * Returns the mask that keeps the largest weights of what this one keeps, by magnitude over all
   * slots; of equal ones those of the lower index go first.
   *
   * @param point weights of this layout
   * @param count how many to keep, at most {@link #kept()}
   * @return the smaller mask
   */
  public Mask largest(Point point, int count) {
    layout.requireSame(point.layout());
    float[] sizes = new float[kept()];
    int at = 0;
    for (int i : prunable().toArray()) {
      sizes[at++] = Math.abs(point.at(i));
    }
    Arrays.sort(sizes);
    int goes = sizes.length - Math.min(count, sizes.length);
    float least = goes < sizes.length ? sizes[goes] : Float.POSITIVE_INFINITY;
    int equal = goes;
    for (int i = 0; i < goes && sizes[i] < least; i++) {
      equal--;
    }
    BitSet removed = new BitSet(layout.size());
    for (int i : prunable().toArray()) {
      float size = Math.abs(point.at(i));
      if (size < least || (size == least && equal-- > 0)) {
        removed.set(i);
      }
    }
    return without(removed);
  }

  /** Returns the prunable entries that are kept, in order. */
  private IntStream prunable() {
    return layout.slots().stream()
        .filter(slot -> slot.role().isPrunable())
        .flatMapToInt(slot -> IntStream.range(slot.offset(), slot.end()))
        .filter(this::keeps);
  }

  /**
   * Returns the mask that keeps what this one keeps, without some entries.
   *
   * @param entries indices into the flat vector; not modified
   * @return the smaller mask
   * @throws IllegalArgumentException if an entry cannot be pruned
   */
  public Mask without(BitSet entries) {
    for (Slot slot : layout.slots()) {
      int first = slot.role().isPrunable() ? -1 : entries.nextSetBit(slot.offset());
      if (first >= 0 && first < slot.end()) {
        throw new IllegalArgumentException(
            "a mask must keep slot " + slot.name() + ", got entry " + first + " to remove");
      }
    }
    if (entries.length() > layout.size()) {
      throw new IllegalArgumentException(
          "an entry must lie in 0 to " + (layout.size() - 1) + ", got " + (entries.length() - 1));
    }
    BitSet either = (BitSet) pruned.clone();
    either.or(entries);
    return new Mask(layout, either);
  }

  /**
   * Returns whether everything this mask keeps is kept by the other too.
   *
   * @param other a mask of the same layout
   * @return true if the kept sets are nested
   */
  public boolean isNestedIn(Mask other) {
    layout.requireSame(other.layout);
    BitSet lost = (BitSet) other.pruned.clone();
    lost.andNot(pruned);
    return lost.isEmpty();
  }

  /**
   * Returns the Jaccard overlap of the kept prunable entries, |A and B| / |A or B|.
   *
   * @param other a mask of the same layout
   * @return from 0 (disjoint) to 1 (equal)
   */
  public double overlap(Mask other) {
    int union = or(other).kept();
    return union == 0 ? 1 : (double) and(other).kept() / union;
  }

  /**
   * Sets the entries of an array that this mask does not keep to +0.0.
   *
   * @param values one number per entry of the layout; modified
   */
  @Override
  public void zero(float[] values) {
    for (int i = pruned.nextSetBit(0); i >= 0; i = pruned.nextSetBit(i + 1)) {
      values[i] = 0f;
    }
  }

  /**
   * Returns the removed entries.
   *
   * @return a new set of indices into the flat vector
   */
  public BitSet prunedEntries() {
    return (BitSet) pruned.clone();
  }

  /**
   * Requires a point to be exactly +0.0 wherever this mask removes.
   *
   * @param point a point of the same layout
   * @throws IllegalArgumentException if it is not; the message names the first such entry
   */
  public void requireZeros(Point point) {
    layout.requireSame(point.layout());
    for (int i = pruned.nextSetBit(0); i >= 0; i = pruned.nextSetBit(i + 1)) {
      if (Float.floatToRawIntBits(point.at(i)) != 0) {
        throw new IllegalArgumentException(
            layout.entry(i) + " is pruned and must be 0, got " + point.at(i));
      }
    }
  }

  /**
   * Returns the removed entries in ascending order.
   *
   * @return a new array of indices into the flat vector
   */
  public int[] prunedIndices() {
    return pruned.stream().toArray();
  }

  /**
   * Returns a digest of layout and kept set; equal masks have equal digests.
   *
   * @return 64 hexadecimal digits
   */
  public String digest() {
    MessageDigest sha = Digests.sha256();
    sha.update(layout.digest().getBytes(StandardCharsets.US_ASCII));
    long[] words = pruned.toLongArray();
    ByteBuffer bytes =
        ByteBuffer.allocate(words.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asLongBuffer().put(words);
    sha.update(bytes);
    return Digests.hex(sha.digest());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Mask that && layout.equals(that.layout) && pruned.equals(that.pruned);
  }

  @Override
  public int hashCode() {
    return 31 * layout.hashCode() + pruned.hashCode();
  }

  @Override
  public String toString() {
    return "mask keeping " + kept() + " of " + layout.prunable();
  }
}
