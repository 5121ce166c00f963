package org.stockpot.study.merge;

import java.util.List;
import org.stockpot.soup.Ingredient;
import org.stockpot.soup.Masks;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;

/**
 * What becomes of the masks of members that are merged.
 *
 * <ul>
 *   <li>{@link Masks#UNION}: what all members prune is pruned, nothing else is.
 *   <li>{@link Masks#INTERSECT}: members are cut down to what all of them keep, and then merged.
 *   <li>{@link Masks#RE_PRUNE}: members are merged as in a union; of the result the largest weights
 *       stay, by magnitude over all slots, as many as members keep on average.
 * </ul>
 *
 * @param fate one of the three
 * @param union what any member keeps
 * @param kept how many weights members keep on average
 */
record MergeMasks(Masks fate, Mask union, int kept) {

  /** Returns the fate; what sparse soups refuse is a union where networks are merged. */
  static MergeMasks of(MergeMembers members, Masks asked) {
    List<Mask> masks = members.ingredients().stream().map(Ingredient::mask).toList();
    Masks fate = asked == Masks.REFUSE ? Masks.UNION : asked;
    double kept = masks.stream().mapToInt(Mask::kept).average().orElseThrow();
    return new MergeMasks(
        fate, masks.stream().reduce(Mask::or).orElseThrow(), (int) Math.round(kept));
  }

  /** Returns members as they are merged. */
  static MergeMembers prepared(MergeMembers members, Masks asked) {
    if (asked != Masks.INTERSECT || !members.areSparse()) {
      return members;
    }
    Mask all = members.ingredients().stream().map(Ingredient::mask).reduce(Mask::and).orElseThrow();
    return members.with(
        members.ingredients().stream()
            .map(i -> new Ingredient(i.name(), i.point().masked(all), all))
            .toList());
  }

  /** Returns the mask of a merged point of prepared members. */
  Mask mask(Point merged) {
    return fate == Masks.RE_PRUNE ? union.largest(merged, kept) : union;
  }
}
