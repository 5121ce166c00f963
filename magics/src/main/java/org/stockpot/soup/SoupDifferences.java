package org.stockpot.soup;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.stockpot.soup.SoupOrigin.Source;
import org.stockpot.task.TestSet;
import org.stockpot.task.replicates.Estimate;
import org.stockpot.task.replicates.Paired;
import org.stockpot.task.replicates.Paired.Difference;

/** Takes the differences between soups and their baselines over repeats. */
final class SoupDifferences {

  private final List<SoupComparison> repeats;

  SoupDifferences(List<SoupComparison> repeats) {
    requireAlike(repeats);
    requireIndependent(repeats);
    this.repeats = repeats;
  }

  private static void requireAlike(List<SoupComparison> repeats) {
    if (repeats.isEmpty()) {
      throw new IllegalArgumentException("repeats must be one or more, got none");
    }
    String first = what(repeats.get(0));
    for (SoupComparison repeat : repeats) {
      if (!what(repeat).equals(first)) {
        throw new IllegalArgumentException(
            "repeats must be alike, got " + first + " and " + what(repeat));
      }
    }
  }

  /** Says what must be the same in all repeats. */
  private static String what(SoupComparison comparison) {
    SoupResult soup = comparison.soups().get(0);
    return comparison.soups().stream().map(SoupResult::recipe).toList()
        + " on "
        + soup.row().test().examples()
        + " test examples of "
        + comparison.task()
        + (soup.options().shift().isEmpty() ? "" : " and " + soup.options().shift());
  }

  /** Soups of the same networks are no repeats of one another. */
  private static void requireIndependent(List<SoupComparison> repeats) {
    Map<String, Integer> seen = new HashMap<>();
    for (int i = 0; i < repeats.size(); i++) {
      SoupResult soup = repeats.get(i).soups().get(0);
      for (Source source : soup.origin().sources()) {
        Integer before = seen.putIfAbsent(source.digest(), i);
        if (before != null && before != i) {
          throw new IllegalArgumentException(
              "repeats must not share networks, got "
                  + source.name()
                  + " in number "
                  + (before + 1)
                  + " and number "
                  + (i + 1));
        }
      }
    }
  }

  /** Returns those of each recipe to the baselines on each test set where they were measured. */
  List<SoupDifference> all() {
    List<SoupDifference> all = new ArrayList<>();
    int recipes = repeats.get(0).soups().size();
    for (int recipe = 0; recipe < recipes; recipe++) {
      List<SoupResult> soups = soups(recipe);
      all.add(of(soups, SoupRow.BEST, SoupResult::bestSingle, 0));
      all.add(of(soups, SoupRow.MEAN, SoupResult::meanSingle, 0));
      if (soups.stream().allMatch(soup -> soup.ensemble().missing().isEmpty())) {
        all.add(of(soups, SoupRow.ENSEMBLE, SoupResult::ensemble, 0));
      }
      for (int set = 1; set <= soups.get(0).options().shift().size(); set++) {
        all.add(of(soups, SoupRow.BEST, SoupResult::bestSingle, set));
      }
    }
    return all;
  }

  private List<SoupResult> soups(int recipe) {
    return repeats.stream().map(repeat -> repeat.soups().get(recipe)).toList();
  }

  private static SoupDifference of(
      List<SoupResult> soups, String against, Function<SoupResult, SoupRow> other, int set) {
    List<Difference> differences =
        IntStream.range(0, soups.size())
            .mapToObj(i -> soups.get(i).row().difference(other.apply(soups.get(i)), set, i))
            .toList();
    List<TestSet> shift = soups.get(0).options().shift();
    return new SoupDifference(
        soups.get(0).recipe(),
        against,
        set == 0 ? Optional.empty() : Optional.of(shift.get(set - 1)),
        Estimate.mean(soups.stream().map(soup -> soup.row().on(set)).toList()),
        Estimate.mean(soups.stream().map(soup -> other.apply(soup).on(set)).toList()),
        Paired.of(differences));
  }
}
