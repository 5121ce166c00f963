package org.stockpot.weights;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Points {@code w = o + sum_m k_sm (w_m - o)}, whose coefficients k may differ from slot s to slot:
 * mixtures of members w_m around an origin o. Statistics are the origin's, whatever the
 * coefficients.
 */
public final class Mixture {

  private static final int BLOCK = 1 << 12;

  private final Point origin;
  private final List<Point> members;
  private final Optional<Mask> kept;
  private final List<Slot> slots;

  /**
   * Mixes members.
   *
   * @param origin o
   * @param members w_m, of the layout of o
   * @param kept what is not pruned of a mixture; empty if nothing is
   * @throws IllegalArgumentException if layouts differ
   */
  public Mixture(Point origin, List<Point> members, Optional<Mask> kept) {
    this.origin = origin;
    this.members = List.copyOf(members);
    this.kept = kept;
    members.forEach(member -> origin.layout().requireSame(member.layout()));
    slots = origin.layout().slots().stream().filter(slot -> slot.role().isCoordinate()).toList();
  }

  /**
   * Returns o.
   *
   * @return the origin, pruned as mixtures are
   */
  public Point origin() {
    return kept.map(origin::masked).orElse(origin);
  }

  /**
   * Returns how many members there are.
   *
   * @return at least 0
   */
  public int members() {
    return members.size();
  }

  /**
   * Returns the slots that have coefficients: those of coordinates.
   *
   * @return slots, in the order of the layout
   */
  public List<Slot> slots() {
    return slots;
  }

  /**
   * Returns a mixture.
   *
   * @param k one row for each of {@link #slots} and one number a member
   * @return w
   */
  public Point at(double[][] k) {
    Point mixed =
        Point.build(
            origin.layout(),
            values -> {
              for (int s = 0; s < slots.size(); s++) {
                Slot slot = slots.get(s);
                double[] own = k[s];
                blocks(slot)
                    .forEach(from -> fill(own, from, Math.min(slot.end(), from + BLOCK), values));
              }
            });
    Point whole = mixed.withStatisticsOf(origin);
    return kept.map(whole::masked).orElse(whole);
  }

  /** Returns the first places of stretches that fit into a cache. */
  private static IntStream blocks(Slot slot) {
    int count = (slot.size() + BLOCK - 1) / BLOCK;
    return IntStream.range(0, count).parallel().map(block -> slot.offset() + block * BLOCK);
  }

  private void fill(double[] k, int from, int to, float[] values) {
    double[] sum = new double[to - from];
    float[] some = new float[to - from];
    double rest = 1;
    for (int m = 0; m < k.length; m++) {
      add(k[m], members.get(m), from, some, sum);
      rest -= k[m];
    }
    add(rest, origin, from, some, sum);
    for (int i = 0; i < sum.length; i++) {
      values[from + i] = (float) sum[i];
    }
  }

  private static void add(double factor, Point point, int from, float[] some, double[] sum) {
    point.values().get(from, some);
    for (int i = 0; i < sum.length; i++) {
      sum[i] += factor * some[i];
    }
  }

  /**
   * Returns the derivative of a function of mixtures by each coefficient, {@code <∇_s, w_m - o>}.
   *
   * @param gradient ∇, the function's gradient by the weights
   * @return one row for each of {@link #slots} and one number a member
   */
  public double[][] slopes(Point gradient) {
    Point inside = kept.map(gradient::masked).orElse(gradient);
    double[][] slopes = new double[slots.size()][members.size()];
    IntStream.range(0, slots.size())
        .forEach(
            s -> {
              double atOrigin = product(slots.get(s), origin, inside);
              IntStream.range(0, members.size())
                  .parallel()
                  .forEach(
                      m -> slopes[s][m] = product(slots.get(s), members.get(m), inside) - atOrigin);
            });
    return slopes;
  }

  private static double product(Slot slot, Point a, Point b) {
    float[] ofA = new float[Math.min(BLOCK, slot.size())];
    float[] ofB = new float[ofA.length];
    int end = slot.end();
    double sum = 0;
    for (int from = slot.offset(); from < end; from += BLOCK) {
      int count = Math.min(BLOCK, end - from);
      a.values().get(from, ofA, 0, count);
      b.values().get(from, ofB, 0, count);
      sum += product(ofA, ofB, count);
    }
    return sum;
  }

  /** Four sums, as one would wait for each addition. */
  private static double product(float[] a, float[] b, int count) {
    double first = 0;
    double second = 0;
    double third = 0;
    double fourth = 0;
    int i = 0;
    for (; i + 3 < count; i += 4) {
      first += (double) a[i] * b[i];
      second += (double) a[i + 1] * b[i + 1];
      third += (double) a[i + 2] * b[i + 2];
      fourth += (double) a[i + 3] * b[i + 3];
    }
    for (; i < count; i++) {
      first += (double) a[i] * b[i];
    }
    return first + second + third + fourth;
  }

  /**
   * Returns mixtures of some slots alone, pruned already.
   *
   * @param layout the slots
   * @return their mixture
   */
  public Mixture part(Layout layout) {
    Point start = origin().part(layout);
    List<Point> others =
        members.stream().map(m -> kept.map(m::masked).orElse(m).part(layout)).toList();
    return new Mixture(start, others, Optional.empty());
  }

  /**
   * Returns what a member adds to the origin, {@code w_m - o}, pruned as mixtures are.
   *
   * @param member its place
   * @return the difference
   */
  public Point added(int member) {
    Point difference = members.get(member).minus(origin);
    return kept.map(difference::masked).orElse(difference);
  }
}
