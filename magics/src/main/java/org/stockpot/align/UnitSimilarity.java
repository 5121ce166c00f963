package org.stockpot.align;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Point;
import org.stockpot.weights.Slot;
import org.stockpot.weights.UnitGroup;
import org.stockpot.weights.UnitGroups;
import org.stockpot.weights.UnitPlace;

/**
 * How alike the units of two networks are by their weights. Unit u of one and unit v of the other
 * are as similar as the inner product of all coordinates that belong to them, the other units
 * permuted as they are: incoming and outgoing weights, biases, scales and shifts. Running
 * statistics are no coordinates.
 *
 * <p>With all groups permuted the sum over the slots that groups touch is the objective {@code <A,
 * P(B)>}.
 */
final class UnitSimilarity {

  private final UnitGroups groups;
  private final Point moves;
  private final float[] movesValues;
  private final List<List<PlaceProducts>> products = new ArrayList<>();
  private Point stays;
  private float[] staysValues;

  UnitSimilarity(UnitGroups groups, Point stays, Point moves) {
    this.groups = groups;
    this.moves = moves;
    this.stays = stays;
    staysValues = stays.toArray();
    movesValues = moves.toArray();
    Layout layout = groups.layout();
    for (UnitGroup group : groups.groups()) {
      List<PlaceProducts> places = new ArrayList<>();
      for (UnitPlace place : group.places()) {
        if (layout.slot(place.slot()).role().isCoordinate()) {
          places.add(new PlaceProducts(groups, group, place));
        }
      }
      products.add(places);
    }
  }

  /**
   * Makes another one of the same networks, for another thread; what depends on no permutation is
   * shared.
   */
  UnitSimilarity(UnitSimilarity other) {
    groups = other.groups;
    moves = other.moves;
    stays = other.stays;
    staysValues = other.staysValues;
    movesValues = other.movesValues;
    for (List<PlaceProducts> places : other.products) {
      products.add(places.stream().map(place -> place.apart()).toList());
    }
  }

  /** Adds what depends on no permutation, before others share it. */
  void prepare() {
    products.forEach(places -> places.forEach(place -> place.prepare(staysValues, movesValues)));
  }

  /** Takes another network as the one that stays. */
  void stay(Point point) {
    stays = point;
    staysValues = point.toArray();
    products.forEach(places -> places.forEach(PlaceProducts::forget));
  }

  /** Returns the similarities of a group's units: rows stay, columns move. */
  double[][] of(int group, List<int[]> permutations) {
    int n = groups.groups().get(group).units();
    double[][] all = new double[n][n];
    products.get(group).forEach(place -> place.addTo(all, staysValues, movesValues, permutations));
    return all;
  }

  /** Returns whether a group lies on two axes of one slot: the similarity depends on itself. */
  boolean isCoupledToItself(int group) {
    List<UnitPlace> places = groups.groups().get(group).places();
    Set<String> axes = new HashSet<>();
    places.forEach(place -> axes.add(place.slot() + " " + place.axis()));
    return axes.size() > places.stream().map(UnitPlace::slot).distinct().count();
  }

  /** Returns the sum of products of all coordinates of slots that groups touch. */
  double objective(List<int[]> permutations) {
    return objective(groups, stays, groups.permute(moves, permutations));
  }

  /** Returns the same of two networks as they are. */
  static double objective(UnitGroups groups, Point one, Point other) {
    double sum = 0;
    for (Slot slot : touched(groups)) {
      for (int i = slot.offset(); i < slot.end(); i++) {
        sum += (double) one.at(i) * other.at(i);
      }
    }
    return sum;
  }

  private static List<Slot> touched(UnitGroups groups) {
    Set<String> names = new HashSet<>();
    groups.groups().forEach(g -> g.places().forEach(place -> names.add(place.slot())));
    return groups.layout().slots().stream()
        .filter(slot -> slot.role().isCoordinate() && names.contains(slot.name()))
        .toList();
  }
}
