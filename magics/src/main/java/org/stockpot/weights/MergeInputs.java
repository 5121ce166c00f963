package org.stockpot.weights;

import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * What a merge is made of.
 *
 * @param base what all members were trained from; empty if it is not known
 * @param members the points to merge, at least one, all of one layout
 * @param weights how much each counts, one finite number per member
 * @param masks what was pruned from each; one per member, or none if none is a ticket
 */
public record MergeInputs(
    Optional<Point> base, List<Point> members, List<Double> weights, List<Mask> masks) {

  /**
   * Checks and copies the components.
   *
   * @throws IllegalArgumentException if there are no members, layouts differ, a weight or an entry
   *     is not finite, or there are not as many weights or masks as members
   */
  public MergeInputs {
    members = List.copyOf(members);
    weights = List.copyOf(weights);
    masks = List.copyOf(masks);
    if (members.isEmpty()) {
      throw new IllegalArgumentException("a merge must have at least one member, got none");
    }
    Layout layout = members.get(0).layout();
    members.forEach(member -> layout.requireSame(member.layout()));
    base.ifPresent(point -> layout.requireSame(point.layout()));
    masks.forEach(mask -> layout.requireSame(mask.layout()));
    base.ifPresent(point -> requireFinite("the base", point));
    for (int i = 0; i < members.size(); i++) {
      requireFinite("member " + (i + 1), members.get(i));
    }
    if (weights.size() != members.size() || !weights.stream().allMatch(Double::isFinite)) {
      throw new IllegalArgumentException(
          "a merge of " + members.size() + " must have as many finite weights, got " + weights);
    }
    if (!masks.isEmpty() && masks.size() != members.size()) {
      throw new IllegalArgumentException(
          "a merge of " + members.size() + " must have as many masks, got " + masks.size());
    }
  }

  private static void requireFinite(String which, Point point) {
    int at = point.firstNonFinite();
    if (at >= 0) {
      throw new IllegalArgumentException(
          which
              + " of a merge must have finite weights, got "
              + point.at(at)
              + " at "
              + point.layout().entry(at));
    }
  }

  /**
   * Returns members that count alike, without a base or masks.
   *
   * @param members the points to merge
   * @return the inputs, with weights of 1
   */
  public static MergeInputs of(List<Point> members) {
    return new MergeInputs(
        Optional.empty(), members, Collections.nCopies(members.size(), 1.0), List.of());
  }

  /**
   * Returns the same with a base.
   *
   * @param point what all members were trained from
   * @return the inputs
   */
  public MergeInputs withBase(Point point) {
    return new MergeInputs(Optional.of(point), members, weights, masks);
  }

  /**
   * Returns the same with other weights.
   *
   * @param numbers one per member
   * @return the inputs
   */
  public MergeInputs withWeights(List<Double> numbers) {
    return new MergeInputs(base, members, numbers, masks);
  }

  /**
   * Returns the same with masks.
   *
   * @param pruned one per member
   * @return the inputs
   */
  public MergeInputs withMasks(List<Mask> pruned) {
    return new MergeInputs(base, members, weights, pruned);
  }

  /**
   * Returns the layout of all points.
   *
   * @return the layout
   */
  public Layout layout() {
    return members.get(0).layout();
  }

  /**
   * Returns the weighted mean of the members, {@code sum_i c_i w_i / sum_i c_i}, statistics
   * included.
   *
   * @return the mean
   * @throws IllegalArgumentException if the weights sum to 0
   */
  public Point mean() {
    Centroid centroid = new Centroid(layout());
    for (int i = 0; i < members.size(); i++) {
      centroid.add(members.get(i), weights.get(i));
    }
    return centroid.mean();
  }

  /**
   * Returns a merged point as every merge hands it out: with the statistics and buffers of {@link
   * #mean()}, or of the base if weights sum to 0, whatever its method did to them, and +0.0 where
   * the masks of all members prune.
   *
   * @param merged a point of the layout
   * @return the finished point
   * @throws IllegalArgumentException if an entry is not finite, as too large a factor makes it
   */
  public Point finish(Point merged) {
    boolean more = layout().size() > layout().coordinates();
    Point point = more ? merged.withStatisticsOf(statistics()) : merged;
    requireFinite("the result", point);
    return masks.stream().reduce(Mask::or).map(point::masked).orElse(point);
  }

  /** Weights of a difference sum to 0, and have no mean. */
  private Point statistics() {
    double total = weights.stream().mapToDouble(c -> c).sum();
    return total == 0 && base.isPresent() ? base.get() : mean();
  }
}
