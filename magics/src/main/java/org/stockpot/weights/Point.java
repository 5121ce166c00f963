package org.stockpot.weights;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.DoubleBinaryOperator;

/**
 * The parameters of a model as a point in R^n: a layout and one float for each of its entries.
 * Immutable.
 *
 * <p>Sums, norms and distances run in double over the coordinates; statistics travel with the point
 * but take no part in them. Equality is equality of layout and bits.
 */
public final class Point {

  private final Layout layout;
  private final float[] values;

  /** Computed when first asked for; threads that race compute the same. */
  private String digest;

  private Point(Layout layout, float[] values) {
    this.layout = layout;
    this.values = values;
  }

  /**
   * Returns a point with a copy of the given values.
   *
   * @param layout the layout
   * @param values one number per entry of the layout; not modified, not kept
   * @return the point
   * @throws IllegalArgumentException if the number of values is not the layout's size
   */
  public static Point of(Layout layout, float... values) {
    if (values.length != layout.size()) {
      throw new IllegalArgumentException(
          "a point of this layout must have " + layout.size() + " values, got " + values.length);
    }
    return new Point(layout, values.clone());
  }

  /**
   * Returns a point whose values the given action fills in; the array starts at zero and must not
   * be kept by the action.
   *
   * @param layout the layout
   * @param fill writes one number per entry
   * @return the point
   */
  public static Point build(Layout layout, Consumer<float[]> fill) {
    float[] values = new float[layout.size()];
    fill.accept(values);
    return new Point(layout, values);
  }

  /**
   * Returns the layout.
   *
   * @return the layout
   */
  public Layout layout() {
    return layout;
  }

  /**
   * Returns one entry.
   *
   * @param index from 0 to {@code layout().size() - 1}
   * @return its value
   */
  public float at(int index) {
    return values[index];
  }

  /**
   * Returns all entries as a read-only view.
   *
   * @return a buffer from 0 to {@code layout().size()}
   */
  public FloatBuffer values() {
    return FloatBuffer.wrap(values).asReadOnlyBuffer();
  }

  /**
   * Returns the entries of one slot as a read-only view.
   *
   * @param slot a slot of this point's layout
   * @return a buffer from 0 to the slot's size
   */
  public FloatBuffer values(Slot slot) {
    return values().slice(slot.offset(), slot.size());
  }

  /**
   * Returns a copy of all entries.
   *
   * @return a new array
   */
  public float[] toArray() {
    return values.clone();
  }

  /**
   * Returns the sum a + b, with this point's statistics.
   *
   * @param other a point of the same layout
   * @return the sum
   */
  public Point plus(Point other) {
    return combine(other, Double::sum);
  }

  /**
   * Returns the difference a - b, with this point's statistics.
   *
   * @param other a point of the same layout
   * @return the difference
   */
  public Point minus(Point other) {
    return combine(other, (a, b) -> a - b);
  }

  /**
   * Returns s a, with this point's statistics.
   *
   * @param factor s
   * @return the product
   */
  public Point times(double factor) {
    return combine(this, (a, b) -> factor * a);
  }

  private Point combine(Point other, DoubleBinaryOperator f) {
    layout.requireSame(other.layout);
    float[] result = values.clone();
    for (Slot slot : layout.slots()) {
      if (slot.role().isCoordinate()) {
        int end = slot.end();
        for (int i = slot.offset(); i < end; i++) {
          result[i] = (float) f.applyAsDouble(values[i], other.values[i]);
        }
      }
    }
    return new Point(layout, result);
  }

  /**
   * Returns the inner product, the sum of a_i b_i over the coordinates.
   *
   * @param other a point of the same layout
   * @return the inner product
   */
  public double dot(Point other) {
    layout.requireSame(other.layout);
    double sum = 0;
    for (Slot slot : layout.slots()) {
      if (slot.role().isCoordinate()) {
        int end = slot.end();
        for (int i = slot.offset(); i < end; i++) {
          sum += (double) values[i] * other.values[i];
        }
      }
    }
    return sum;
  }

  /**
   * Returns the Euclidean norm, sqrt(dot(a, a)).
   *
   * @return at least 0
   */
  public double norm() {
    return Math.sqrt(dot(this));
  }

  /**
   * Returns the Euclidean distance, norm(a - b).
   *
   * @param other a point of the same layout
   * @return at least 0
   */
  public double distance(Point other) {
    layout.requireSame(other.layout);
    double sum = 0;
    for (Slot slot : layout.slots()) {
      if (slot.role().isCoordinate()) {
        int end = slot.end();
        for (int i = slot.offset(); i < end; i++) {
          double d = (double) values[i] - other.values[i];
          sum += d * d;
        }
      }
    }
    return Math.sqrt(sum);
  }

  /**
   * Returns this point with every entry that the mask does not keep set to exactly +0.0. A mask
   * selects, it never multiplies, so a pruned NaN is gone and a pruned negative number is not -0.0.
   *
   * @param mask a mask of the same layout
   * @return the masked point
   */
  public Point masked(KeptEntries mask) {
    layout.requireSame(mask.layout());
    if (mask.pruned() == 0) {
      return this;
    }
    float[] result = values.clone();
    mask.zero(result);
    return new Point(layout, result);
  }

  /**
   * Returns this point with +0.0 in the place of every -0.0, which some libraries leave where they
   * multiply by a mask.
   *
   * @return the point; this one if it has no -0.0
   */
  public Point withPositiveZeros() {
    for (float value : values) {
      if (value == 0 && Float.floatToRawIntBits(value) != 0) {
        return build(layout, this::copyPositive);
      }
    }
    return this;
  }

  private void copyPositive(float[] target) {
    for (int i = 0; i < target.length; i++) {
      target[i] = values[i] == 0 ? 0f : values[i];
    }
  }

  /**
   * Returns this point's coordinates with the statistics of another.
   *
   * @param other a point of the same layout
   * @return the mixed point
   */
  public Point withStatisticsOf(Point other) {
    layout.requireSame(other.layout);
    float[] result = values.clone();
    for (Slot slot : layout.slots()) {
      if (!slot.role().isCoordinate()) {
        System.arraycopy(other.values, slot.offset(), result, slot.offset(), slot.size());
      }
    }
    return new Point(layout, result);
  }

  /**
   * Returns the numbers of some slots.
   *
   * @param part a layout whose slots have the names and sizes of slots of this point
   * @return a point of that layout
   * @throws IllegalArgumentException if there is no slot of a name
   */
  public Point part(Layout part) {
    return build(
        part,
        target -> {
          for (Slot slot : part.slots()) {
            int from = layout.slot(slot.name()).offset();
            System.arraycopy(values, from, target, slot.offset(), slot.size());
          }
        });
  }

  /**
   * Returns the index of the first entry that is NaN or infinite.
   *
   * @return the index, or -1 if all are finite
   */
  public int firstNonFinite() {
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        return i;
      }
    }
    return -1;
  }

  /**
   * Requires that all entries are finite.
   *
   * @param name what messages call the network
   * @throws IllegalArgumentException if one is not; the message names the first
   */
  public void requireFinite(String name) {
    int bad = firstNonFinite();
    if (bad >= 0) {
      throw new IllegalArgumentException(
          "weights must be finite, got " + at(bad) + " at " + layout.entry(bad) + " of " + name);
    }
  }

  /**
   * Returns a digest of layout and bits; equal points have equal digests. Computed once.
   *
   * @return 64 hexadecimal digits
   */
  public String digest() {
    String known = digest;
    if (known == null) {
      known = computeDigest();
      digest = known;
    }
    return known;
  }

  private String computeDigest() {
    MessageDigest sha = Digests.sha256();
    sha.update(layout.digest().getBytes(StandardCharsets.US_ASCII));
    ByteBuffer chunk = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
    for (int from = 0; from < values.length; from += chunk.capacity() / Float.BYTES) {
      int count = Math.min(chunk.capacity() / Float.BYTES, values.length - from);
      chunk.clear().asFloatBuffer().put(values, from, count);
      sha.update(chunk.limit(count * Float.BYTES));
    }
    return Digests.hex(sha.digest());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Point that
        && layout.equals(that.layout)
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return 31 * layout.hashCode() + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "point of " + layout;
  }
}
