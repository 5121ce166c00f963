package org.stockpot.curvature;

import java.util.Collection;
import java.util.stream.IntStream;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;
import org.stockpot.weights.Slot;

/**
 * The coordinates along which curvature is measured: those that training changes and a mask keeps,
 * perhaps of some slots alone. Operators act inside: {@code v -> P^T A P v}, where P puts numbers
 * at their coordinates and 0 elsewhere.
 *
 * <p>Statistics and frozen slots are never inside.
 */
public final class AxialSubspace {

  private final Layout layout;
  private final int[] entries;

  private AxialSubspace(Layout layout, int[] entries) {
    this.layout = layout;
    this.entries = entries;
  }

  /**
   * Returns all coordinates that training changes and a mask keeps.
   *
   * @param mask the mask
   * @return the subspace
   */
  public static AxialSubspace of(Mask mask) {
    return of(mask, mask.layout().slots());
  }

  /**
   * Returns those coordinates of some slots.
   *
   * @param mask the mask
   * @param slots slots of the mask's layout
   * @return the subspace; those of frozen slots and of statistics are left out
   */
  public static AxialSubspace of(Mask mask, Collection<Slot> slots) {
    int[] entries =
        slots.stream()
            .filter(slot -> slot.role().isTrained())
            .flatMapToInt(slot -> IntStream.range(slot.offset(), slot.end()))
            .filter(mask::keeps)
            .sorted()
            .toArray();
    return new AxialSubspace(mask.layout(), entries);
  }

  /**
   * Returns the layout of points.
   *
   * @return the layout
   */
  public Layout layout() {
    return layout;
  }

  /**
   * Returns how many coordinates are inside.
   *
   * @return d, at least 0
   */
  public int dimension() {
    return entries.length;
  }

  /**
   * Returns the coordinates of a point that are inside.
   *
   * @param point a point of the layout
   * @return d numbers
   */
  double[] gather(Point point) {
    double[] inside = new double[entries.length];
    for (int i = 0; i < inside.length; i++) {
      inside[i] = point.at(entries[i]);
    }
    return inside;
  }

  /**
   * Returns a point with some coordinates, and 0 elsewhere.
   *
   * @param inside d numbers
   * @return the point
   */
  Point spread(float[] inside) {
    return Point.build(
        layout,
        values -> {
          for (int i = 0; i < inside.length; i++) {
            values[entries[i]] = inside[i];
          }
        });
  }

  /**
   * Returns the length of a point's part inside.
   *
   * @param point a point of the layout
   * @return the Euclidean norm
   */
  public double norm(Point point) {
    return Basis.norm(gather(point));
  }
}
