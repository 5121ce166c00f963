package org.stockpot.study.merge;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.stockpot.merge.MergeMethod;
import org.stockpot.merge.MergeMethod.Base;
import org.stockpot.soup.Ingredient;
import org.stockpot.weights.Mask;
import org.stockpot.weights.MergeInputs;
import org.stockpot.weights.Point;

/**
 * Networks to merge.
 *
 * @param ingredients the networks, at least one, all of one layout
 * @param weights how much each counts; none if all count alike
 * @param base what all were trained from; empty if it is not known
 * @param baseIsForAll whether methods that can do without a base get it too
 */
public record MergeMembers(
    List<Ingredient> ingredients,
    List<Double> weights,
    Optional<Ingredient> base,
    boolean baseIsForAll) {

  /**
   * Checks that the parts fit.
   *
   * @throws IllegalArgumentException if there are no networks, layouts differ, or there are weights
   *     for others
   */
  public MergeMembers {
    ingredients = List.copyOf(ingredients);
    weights = List.copyOf(weights);
    if (ingredients.isEmpty()) {
      throw new IllegalArgumentException("a merge must have at least one network, got none");
    }
    if (!weights.isEmpty() && weights.size() != ingredients.size()) {
      throw new IllegalArgumentException(
          "a merge of "
              + ingredients.size()
              + " networks must have as many weights, got "
              + weights.size());
    }
    for (Ingredient ingredient : ingredients) {
      requireFits(ingredient, ingredients.get(0).point());
    }
    Point first = ingredients.get(0).point();
    base.ifPresent(network -> requireFits(network, first));
  }

  private static void requireFits(Ingredient ingredient, Point first) {
    first.layout().requireSame(ingredient.point().layout());
    int bad = ingredient.point().firstNonFinite();
    if (bad >= 0) {
      throw new IllegalArgumentException(
          ingredient.name()
              + " must be finite, got "
              + ingredient.point().at(bad)
              + " at entry "
              + bad);
    }
  }

  /**
   * Returns networks that count alike, without a base.
   *
   * @param ingredients the networks
   * @return the members
   */
  public static MergeMembers of(List<Ingredient> ingredients) {
    return new MergeMembers(ingredients, List.of(), Optional.empty(), false);
  }

  /**
   * Returns the same with a base for all methods that take one.
   *
   * @param network what all members were trained from
   * @return the members
   */
  public MergeMembers withBase(Ingredient network) {
    return new MergeMembers(ingredients, weights, Optional.of(network), true);
  }

  /**
   * Returns the same with a base for methods that must have one, as where it was not chosen but is
   * the start that all members' trainings remember. Others merge the weights themselves.
   *
   * @param network where all members' trainings began
   * @return the members
   */
  public MergeMembers startedAt(Ingredient network) {
    return new MergeMembers(ingredients, weights, Optional.of(network), false);
  }

  /**
   * Returns the same with weights.
   *
   * @param numbers one per network
   * @return the members
   */
  public MergeMembers withWeights(List<Double> numbers) {
    return new MergeMembers(ingredients, numbers, base, baseIsForAll);
  }

  /** Returns the same with other networks, as many. */
  MergeMembers with(List<Ingredient> others) {
    return new MergeMembers(others, weights, base, baseIsForAll);
  }

  /** Returns whether a mask was declared for one of the networks. */
  boolean areSparse() {
    return ingredients.stream().anyMatch(i -> i.mask().pruned() > 0);
  }

  /** Returns how much each network counts. */
  double[] counts() {
    return IntStream.range(0, ingredients.size())
        .mapToDouble(i -> weights.isEmpty() ? 1 : weights.get(i))
        .toArray();
  }

  /** Returns what a method is given. */
  MergeInputs inputs(MergeMethod method) {
    List<Point> points = ingredients.stream().map(Ingredient::point).toList();
    List<Double> counts = Arrays.stream(counts()).boxed().toList();
    List<Mask> masks =
        areSparse() ? ingredients.stream().map(Ingredient::mask).toList() : List.of();
    return new MergeInputs(baseOf(method).map(Ingredient::point), points, counts, masks);
  }

  /** Returns the base that a method is given. */
  Optional<Ingredient> baseOf(MergeMethod method) {
    boolean taken =
        method.base() == Base.REQUIRED || (method.base() == Base.OPTIONAL && baseIsForAll);
    return base.filter(b -> taken);
  }
}
