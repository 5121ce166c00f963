package org.stockpot.soup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.stockpot.task.Progress;
import org.stockpot.task.Statistics;
import org.stockpot.testing.Bowl;
import org.stockpot.testing.Landscape;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Point;
import org.stockpot.weights.Role;

/**
 * Soups with the options of the published code of Dansereau et al., 2023, against its steps written
 * out: a floor of 10 %, running statistics of the best single network, ties that are taken, members
 * that later passes add again, and a best network that stays. Means are computed from members, as
 * subtracting drifts.
 */
final class PublishedSoupsTest {

  private static final Layout LAYOUT =
      Layout.builder()
          .add("w", Role.WEIGHT, 2, 3)
          .add("bn.running_mean", Role.STATISTIC, 2)
          .build();

  private static final SoupOptions PUBLISHED =
      SoupOptions.defaults()
          .withFloor(0.1)
          .withRecalibrate(Statistics.NONE)
          .withRepeatMembers(true)
          .withTies(Ties.ACCEPT);

  /** An error of weights and statistics in hundredths, so that there are ties. */
  private final Landscape task =
      Landscape.withExamples(
          LAYOUT, 100, p -> Math.min(1, 0.35 * square(p, 0, 6) + 0.3 * square(p, 6, 8)));

  private static double square(Point point, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += point.at(i) * point.at(i);
    }
    return sum;
  }

  private static List<Ingredient> ingredients(long seed) {
    List<Ingredient> ingredients = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      Point point = Bowl.gaussian(LAYOUT, seed * 100 + i).times(i < 7 ? 1 : 3);
      ingredients.add(new Ingredient("m" + i, point));
    }
    return ingredients;
  }

  /** The published steps, and what they note. */
  private final class Published {
    private final List<Ingredient> list = new ArrayList<>();
    private final Ingredient first;
    private final int others;
    private final List<Ingredient> soup = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /** Steps 1 to 4 of {@code make_soup}, with a given order where that shuffles. */
    Published(List<Ingredient> files, List<String> order) {
      files.stream().filter(f -> accuracy(List.of(f)) >= 0.1 - 1e-12).forEach(list::add);
      list.sort(
          Comparator.comparingDouble((Ingredient f) -> -accuracy(List.of(f)))
              .thenComparingDouble(f -> task.validation().score(f.point()).loss()));
      first = list.remove(0);
      others = list.size();
      if (!order.isEmpty()) {
        list.sort(Comparator.comparingInt(f -> order.indexOf(f.name())));
      }
      soup.add(first);
    }

    double accuracy(List<Ingredient> members) {
      Point mean =
          Point.build(
              LAYOUT,
              w -> {
                for (int i = 0; i < w.length; i++) {
                  double sum = 0;
                  for (Ingredient member : members) {
                    sum += member.point().at(i);
                  }
                  boolean parameter = i < 6;
                  w[i] =
                      parameter || members.size() == 1
                          ? (float) (sum / members.size())
                          : first.point().at(i);
                }
              });
      return task.validation().score(mean).value();
    }

    void note(int pass, Ingredient file, double accuracy, boolean taken) {
      notes.add(text(pass, file.name(), accuracy, soup.size(), taken));
    }

    void uniform() {
      for (Ingredient file : list) {
        soup.add(file);
        note(1, file, accuracy(soup), true);
      }
    }

    void greedy(int passes) {
      double base = accuracy(soup);
      for (int pass = 1; pass <= passes; pass++) {
        for (Ingredient file : list) {
          soup.add(file);
          double accuracy = accuracy(soup);
          boolean taken = accuracy >= base;
          base = taken ? accuracy : base;
          if (!taken) {
            soup.remove(soup.size() - 1);
          }
          note(pass, file, accuracy, taken);
        }
      }
    }

    void pruned(int passes) {
      uniform();
      double base = accuracy(soup);
      for (int pass = 1; pass <= passes; pass++) {
        List<Ingredient> snapshot = new ArrayList<>(list);
        Collections.reverse(snapshot);
        for (Ingredient file : snapshot) {
          List<Ingredient> rest = new ArrayList<>(soup);
          rest.remove(file);
          double accuracy = accuracy(rest);
          boolean taken = accuracy >= base;
          if (taken) {
            soup.remove(file);
            list.remove(file);
            base = accuracy;
          }
          note(pass, file, accuracy, taken);
        }
      }
    }
  }

  private static String text(int pass, String name, double accuracy, int members, boolean taken) {
    return pass + " " + name + " " + Math.round(100 * accuracy) + " " + members + " " + taken;
  }

  private static List<String> notes(SoupResult result) {
    return result.ledger().stream()
        .filter(Trial::tried)
        .map(t -> text(t.pass(), t.ingredient(), t.validation().value(), t.members(), t.taken()))
        .toList();
  }

  @ParameterizedTest
  @EnumSource(Order.class)
  void ledgersAndMembersAreThoseOfThePublishedSteps(Order order) {
    int repeated = 0;
    int later = 0;
    for (long seed = 1; seed <= 10; seed++) {
      for (int passes = 1; passes <= 3; passes++) {
        SoupOptions options = PUBLISHED.withPasses(passes).withOrder(order).withSeed(seed);
        compare(SoupRecipe.UNIFORM, ingredients(seed), options);
        SoupResult greedy = compare(SoupRecipe.GREEDY, ingredients(seed), options);
        repeated += greedy.members().stream().distinct().count() < greedy.members().size() ? 1 : 0;
        SoupResult pruned = compare(SoupRecipe.PRUNED, ingredients(seed), options);
        later += pruned.ledger().stream().anyMatch(t -> t.taken() && t.pass() > 1) ? 1 : 0;
      }
    }
    assertTrue(repeated > 0 && later > 0, "passes make a difference");
  }

  private SoupResult compare(SoupRecipe recipe, List<Ingredient> files, SoupOptions options) {
    SoupResult result = Soups.of(recipe, files, task, options, Progress.NONE);
    boolean shuffled = options.order() == Order.RANDOM && recipe != SoupRecipe.UNIFORM;
    Published published = new Published(files, shuffled ? order(recipe, result) : List.of());
    switch (recipe) {
      case GREEDY -> published.greedy(options.passes());
      case PRUNED -> published.pruned(options.passes());
      default -> published.uniform();
    }
    // In which order the uniform soup is built decides nothing.
    int from = shuffled && recipe == SoupRecipe.PRUNED ? published.others : 0;
    List<String> notes = notes(result);
    assertEquals(
        published.notes.subList(from, published.notes.size()), notes.subList(from, notes.size()));
    assertEquals(names(published.soup), result.members().stream().sorted().toList());
    assertEquals(published.first.name(), result.members().get(0));
    assertEquals(published.accuracy(published.soup), result.row().validation().value(), 1e-12);
    long excluded =
        result.ledger().stream().filter(t -> t.decision() == Trial.Decision.EXCLUDED).count();
    assertEquals(files.size() - 1 - published.others, excluded);
    return result;
  }

  /** Returns the order that was drawn: all but the best, each once. */
  private static List<String> order(SoupRecipe recipe, SoupResult result) {
    Trial.Move move = recipe == SoupRecipe.PRUNED ? Trial.Move.DROP : Trial.Move.ADD;
    List<String> order =
        new ArrayList<>(
            result.ledger().stream()
                .filter(t -> t.tried() && t.pass() == 1 && t.move() == move)
                .map(Trial::ingredient)
                .toList());
    if (move == Trial.Move.DROP) {
      Collections.reverse(order);
    }
    return order;
  }

  private static List<String> names(List<Ingredient> members) {
    return members.stream().map(Ingredient::name).sorted().toList();
  }

  @Test
  void whatLiesBelowTheFloorIsNamedAndGoesIntoNoSoup() {
    List<Ingredient> files = ingredients(1);
    SoupResult all = Soups.of(SoupRecipe.UNIFORM, files, task, SoupOptions.defaults());
    assertEquals(9, all.members().size());
    SoupResult some = Soups.of(SoupRecipe.UNIFORM, files, task, PUBLISHED);
    Trial trial = some.ledger().get(0);
    assertEquals(Trial.Decision.EXCLUDED, trial.decision());
    assertEquals("below the floor of 10.0%", trial.reason());
    assertEquals(0, trial.difference());
    assertTrue(!some.members().contains(trial.ingredient()));
    assertEquals(9, some.ingredients().size(), "the baselines are of all");
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> Soups.of(SoupRecipe.GREEDY, files, task, PUBLISHED.withFloor(0.99)))
            .getMessage();
    assertTrue(
        message.startsWith("an ingredient must reach the floor of 99.0% on validation, got "),
        message);
    assertThrows(IllegalArgumentException.class, () -> PUBLISHED.withFloor(1));
  }
}
