package org.stockpot.soup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stockpot.task.Baseline;
import org.stockpot.task.DivergedException;
import org.stockpot.task.Outcome;
import org.stockpot.task.Progress;
import org.stockpot.task.RecalibrationException;
import org.stockpot.task.Recipe;
import org.stockpot.task.Score;
import org.stockpot.task.Span;
import org.stockpot.task.Statistics;
import org.stockpot.task.replicates.Interval;
import org.stockpot.task.replicates.Verdict;
import org.stockpot.testing.Bowl;
import org.stockpot.testing.Landscape;
import org.stockpot.testing.Points;
import org.stockpot.weights.Centroid;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Line;
import org.stockpot.weights.Mask;
import org.stockpot.weights.MaskedPoint;
import org.stockpot.weights.Point;
import org.stockpot.weights.Role;

final class SoupsTest {

  private static final SoupOptions DEFAULTS = SoupOptions.defaults();
  private final Bowl bowl = new Bowl(Points.small());

  /** Returns points at different distances from the bowl's minimum. */
  private List<Ingredient> ingredients(int n, long seed) {
    List<Ingredient> ingredients = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      Point away = Bowl.gaussian(bowl.layout(), seed * 100 + i).times(0.2 + 0.3 * (i % 4));
      ingredients.add(new Ingredient("m" + i, bowl.minimum().plus(away)));
    }
    return ingredients;
  }

  private SoupResult cook(SoupRecipe recipe, List<Ingredient> ingredients, SoupOptions options) {
    return Soups.of(recipe, ingredients, bowl, options, Progress.NONE);
  }

  private static double value(SoupResult result) {
    return result.row().validation().value();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void greedyNeverEndsBelowItsBestIngredient(long seed) {
    for (Order order : Order.values()) {
      for (Ties ties : Ties.values()) {
        SoupOptions options = DEFAULTS.withOrder(order).withSeed(seed).withTies(ties);
        SoupResult result = cook(SoupRecipe.GREEDY, ingredients(9, seed), options);
        assertTrue(value(result) >= result.ingredients().get(0).validation().value());
        assertEquals(result.ingredients().get(0).name(), result.members().get(0));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void prunedNeverEndsBelowUniform(long seed) {
    List<Ingredient> ingredients = ingredients(9, seed);
    double uniform = value(cook(SoupRecipe.UNIFORM, ingredients, DEFAULTS));
    for (boolean dropBest : new boolean[] {false, true}) {
      SoupOptions options = DEFAULTS.withDropBest(dropBest).withPasses(3);
      assertTrue(value(cook(SoupRecipe.PRUNED, ingredients, options)) >= uniform);
    }
  }

  @ParameterizedTest
  @EnumSource(SoupRecipe.class)
  void equalIngredientsCountOnceInAnyOrder(SoupRecipe recipe) {
    List<Ingredient> ingredients = sparse(ingredients(3, 1));
    SoupResult once = cook(recipe, ingredients, DEFAULTS);
    assertEquals(List.of(), once.origin().dropped());
    List<Ingredient> more = new ArrayList<>(ingredients);
    for (int i = 0; i < 7; i++) {
      Ingredient first = ingredients.get(0);
      more.add(new Ingredient(i == 0 ? "m0" : "copy" + i, first.point(), first.mask()));
    }
    SoupResult result = cook(recipe, more, DEFAULTS);
    assertEquals(once.soup(), result.soup());
    assertEquals(once.members(), result.members());
    assertEquals(once.rows(), result.rows());
    assertEquals(once.origin().sources(), result.origin().sources());
    assertEquals(7, result.origin().dropped().size());
    assertEquals("m0: named twice", dropped(result, 0));
    assertEquals("copy1: the same network as m0", dropped(result, 1));
    Collections.shuffle(more, new Random(1));
    assertEquals(once.soup(), cook(recipe, more, DEFAULTS).soup());
  }

  private static String dropped(SoupResult result, int index) {
    SoupOrigin.Dropped dropped = result.origin().dropped().get(index);
    return dropped.name() + ": " + dropped.why();
  }

  /** Returns the ingredients under one mask, which is declared. */
  private List<Ingredient> sparse(List<Ingredient> ingredients) {
    Mask mask = Mask.keeping(bowl.layout(), i -> i % 3 == 0);
    return new ArrayList<>(
        ingredients.stream()
            .map(i -> new Ingredient(i.name(), i.point().masked(mask), mask))
            .toList());
  }

  @Test
  void aNetworkWithNegativeZerosIsTheSameNetwork() {
    List<Ingredient> three = ingredients(3, 1);
    float[] values = three.get(0).point().toArray();
    values[0] = 0f;
    Point zero = Point.of(bowl.layout(), values);
    values[0] = -0f;
    Point negative = Point.of(bowl.layout(), values);
    List<Ingredient> named =
        List.of(new Ingredient("a", zero), three.get(1), new Ingredient("b", negative));
    SoupResult result = cook(SoupRecipe.UNIFORM, named, DEFAULTS);
    assertEquals("b: the same network as a", dropped(result, 0));
    assertEquals(2, result.members().size());
  }

  @Test
  void oneNetworkUnderSeveralNamesIsNoSoup() {
    Point point = ingredients(1, 1).get(0).point();
    List<Ingredient> equal = List.of(new Ingredient("a", point), new Ingredient("b", point));
    String two =
        "a soup must have two or more ingredients, got only a, and b: the same network as a";
    assertRefused(two, () -> cook(SoupRecipe.GREEDY, equal, DEFAULTS));
    assertRefused(
        "the networks of a weighted soup must differ, each with the sum of its weights, got b, the"
            + " same network as a",
        () -> WeightedSoup.of(equal, List.of(1.0, 2.0), bowl, DEFAULTS, Progress.NONE));
    assertRefused(
        "the ends of a line must differ, got α = 1, the same network as α = 0",
        () ->
            Interpolation.of(
                new Line(point, point), 3, Statistics.CARRY, List.of(), bowl, Progress.NONE));
  }

  private static void assertRefused(String message, org.junit.jupiter.api.function.Executable run) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, run).getMessage());
  }

  @ParameterizedTest
  @EnumSource(SoupRecipe.class)
  void theOrderOfIngredientsDoesNotMatter(SoupRecipe recipe) {
    List<Ingredient> ingredients = sparse(ingredients(8, 3));
    SoupResult one = cook(recipe, ingredients, DEFAULTS);
    Collections.shuffle(ingredients, new Random(5));
    assertEquals(one.soup(), cook(recipe, ingredients, DEFAULTS).soup());
  }

  @Test
  void uniformIsTheMeanOfAll() {
    List<Ingredient> ingredients = ingredients(6, 1);
    SoupResult result = cook(SoupRecipe.UNIFORM, ingredients, DEFAULTS);
    Point mean = Centroid.of(ingredients.stream().map(Ingredient::point).toList());
    assertEquals(0, mean.distance(result.soup()), 1e-6);
    assertEquals(6, result.members().size());
  }

  @Test
  void aConvexLossMakesTheUniformSoupNoWorseThanTheMeanOfItsIngredients() {
    SoupResult result = cook(SoupRecipe.UNIFORM, ingredients(12, 2), DEFAULTS);
    double mean =
        result.ingredients().stream().mapToDouble(r -> r.validation().loss()).average().orElse(0);
    assertTrue(result.row().validation().loss() <= mean);
  }

  @Test
  void theLedgerTellsEachTrialWithItsDifference() {
    SoupResult result = cook(SoupRecipe.GREEDY, ingredients(9, 4), DEFAULTS);
    assertEquals(8, result.ledger().size());
    double best = result.ingredients().get(0).validation().value();
    int members = 1;
    for (Trial trial : result.ledger()) {
      assertEquals(trial.validation().value() - best, trial.difference(), 1e-15);
      assertEquals(trial.taken(), trial.validation().value() >= best);
      members += trial.taken() ? 1 : 0;
      assertEquals(members, trial.members());
      best = trial.taken() ? trial.validation().value() : best;
    }
    assertEquals(members, result.members().size());
  }

  @Test
  void tiesDecideWhetherEqualsGoIn() {
    Layout one = Layout.builder().add("w", Role.WEIGHT, 1, 1).build();
    Landscape flat = new Landscape(one, p -> 0.3);
    List<Ingredient> ingredients =
        List.of(
            new Ingredient("a", Point.of(one, 1)),
            new Ingredient("b", Point.of(one, 2)),
            new Ingredient("c", Point.of(one, 6)));
    SoupResult accept = Soups.of(SoupRecipe.GREEDY, ingredients, flat, DEFAULTS, Progress.NONE);
    assertEquals(List.of("a", "b", "c"), accept.members());
    SoupOptions reject = DEFAULTS.withTies(Ties.REJECT);
    SoupResult alone = Soups.of(SoupRecipe.GREEDY, ingredients, flat, reject, Progress.NONE);
    assertEquals(List.of("a"), alone.members());
    SoupResult pruned = Soups.of(SoupRecipe.PRUNED, ingredients, flat, DEFAULTS, Progress.NONE);
    assertEquals(List.of("a"), pruned.members(), "the best always stays");
    SoupOptions all = DEFAULTS.withDropBest(true);
    SoupResult one3 = Soups.of(SoupRecipe.PRUNED, ingredients, flat, all, Progress.NONE);
    assertEquals(1, one3.members().size(), "a soup of one is left alone");
  }

  @Test
  void laterPassesMayAddAnIngredientAgain() {
    Layout one = Layout.builder().add("w", Role.WEIGHT, 1, 1).build();
    Landscape task = new Landscape(one, p -> Math.max((1.4 - p.at(0)) / 10, p.at(0) - 1.4));
    List<Ingredient> ingredients =
        List.of(new Ingredient("a", Point.of(one, 0)), new Ingredient("b", Point.of(one, 2)));
    SoupResult once =
        Soups.of(SoupRecipe.GREEDY, ingredients, task, DEFAULTS.withPasses(6), Progress.NONE);
    assertEquals(List.of("a", "b"), once.members());
    SoupResult twice =
        Soups.of(
            SoupRecipe.GREEDY,
            ingredients,
            task,
            DEFAULTS.withPasses(6).withRepeatMembers(true),
            Progress.NONE);
    assertEquals(List.of("a", "b", "b"), twice.members());
    assertEquals((1.4 - 4.0 / 3) / 10, twice.row().validation().loss(), 1e-7);
  }

  @Test
  void theGateRefusesIngredientsBehindABarrierAndSaysSo() {
    Layout one = Layout.builder().add("w", Role.WEIGHT, 1, 1).build();
    Landscape wells = new Landscape(one, p -> well(p.at(0)));
    List<Ingredient> ingredients =
        List.of(
            new Ingredient("left", Point.of(one, -1)),
            new Ingredient("near", Point.of(one, -0.98f)),
            new Ingredient("right", Point.of(one, 1.01f)));
    SoupResult gated =
        Soups.of(SoupRecipe.UNIFORM, ingredients, wells, DEFAULTS.withGate(0.02), Progress.NONE);
    assertEquals(List.of("left", "near"), gated.members());
    Trial refused = gated.ledger().get(0);
    assertEquals("right", refused.ingredient());
    assertFalse(refused.taken());
    assertEquals("behind a barrier", refused.reason());
    assertEquals(11, refused.gate().orElseThrow().scores().size());
    assertEquals(0.25, refused.barrier().orElseThrow(), 0.01);
    Trial passed = gated.ledger().get(1);
    assertTrue(passed.barrier().orElseThrow() < 1e-4, "recorded though it passed");
    SoupResult open = Soups.of(SoupRecipe.UNIFORM, ingredients, wells, DEFAULTS, Progress.NONE);
    assertTrue(open.row().validation().loss() > gated.row().validation().loss() + 0.1);
  }

  /** An error that rises evenly, whose mean of both ends lies half the rise below the worse end. */
  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.2, 0.9})
  void aStraightRisePassesAnyGateAboveTheChordAndNotAboveTheMean(double rise) {
    Layout one = Layout.builder().add("w", Role.WEIGHT, 1, 1).build();
    Landscape straight = new Landscape(one, p -> rise * (p.at(0) - 1));
    List<Ingredient> ends =
        List.of(new Ingredient("low", Point.of(one, 1)), new Ingredient("high", Point.of(one, 2)));
    for (SoupRecipe recipe : SoupRecipe.values()) {
      SoupResult chord = Soups.of(recipe, ends, straight, DEFAULTS.withGate(1e-6), Progress.NONE);
      Trial trial = chord.ledger().get(0);
      assertNotEquals(Trial.Decision.REFUSED, trial.decision());
      assertEquals(0, trial.barrier().orElseThrow(), 1e-7);
    }
    SoupOptions mean = DEFAULTS.withGate(0.45 * rise).withBaseline(Baseline.MEAN);
    SoupResult refused = Soups.of(SoupRecipe.UNIFORM, ends, straight, mean, Progress.NONE);
    assertEquals(Trial.Decision.REFUSED, refused.ledger().get(0).decision());
    assertEquals(rise / 2, refused.ledger().get(0).barrier().orElseThrow(), 1e-7);
  }

  /** A rise that bends towards its worse end lies below the chord, and is no barrier either. */
  @Test
  void aBarrierIsTheHeightAboveTheChord() {
    Layout one = Layout.builder().add("w", Role.WEIGHT, 1, 1).build();
    List<Ingredient> ends =
        List.of(new Ingredient("low", Point.of(one, 0)), new Ingredient("high", Point.of(one, 1)));
    Landscape bent = new Landscape(one, p -> 0.8 * p.at(0) * p.at(0));
    SoupOptions gate = DEFAULTS.withGate(0.001);
    SoupResult passed = Soups.of(SoupRecipe.UNIFORM, ends, bent, gate, Progress.NONE);
    assertEquals(2, passed.members().size());
    assertEquals(0, passed.ledger().get(0).barrier().orElseThrow(), 1e-9);
    // 0.3 w + 0.4 w (1 - w) lies 0.1 above its chord half-way.
    Landscape ridge = new Landscape(one, p -> 0.3 * p.at(0) + 0.4 * p.at(0) * (1 - p.at(0)));
    SoupResult refused = Soups.of(SoupRecipe.UNIFORM, ends, ridge, gate, Progress.NONE);
    assertEquals(1, refused.members().size());
    assertEquals(0.1, refused.ledger().get(0).barrier().orElseThrow(), 1e-7);
  }

  /**
   * An error that depends on statistics alone: that of the path is that of the soup to come, under
   * each treatment of them.
   */
  @ParameterizedTest
  @EnumSource(Statistics.class)
  void theGateMeasuresTheStatisticsOfTheSoupThatFollows(Statistics statistics) {
    List<Ingredient> two = stale().subList(0, 2);
    SoupOptions options = DEFAULTS.withGate(0.9).withRecalibrate(statistics);
    SoupResult soup = Soups.of(SoupRecipe.UNIFORM, two, normed(), options, Progress.NONE);
    Trial trial = soup.ledger().get(0);
    double half = trial.gate().orElseThrow().scores().get(5).error();
    double expected =
        switch (statistics) {
          case NONE -> 0.1;
          case CARRY -> 0.2;
          case RE_ESTIMATE, REPAIR, REPAIR_OUTPUTS -> 0.7;
        };
    assertEquals(expected, half, 1e-6);
    assertEquals(expected, trial.validation().error(), 1e-6);
    assertEquals(expected, soup.row().test().error(), 1e-6);
    assertEquals(10 * expected, soup.soup().at(1), 1e-5);
  }

  private static final Layout NORMED =
      Layout.builder()
          .add("w", Role.WEIGHT, 1, 1)
          .add("bn.running_mean", Role.STATISTIC, 1)
          .build();

  /** The error is a tenth of the statistic, which re-estimation makes 7. */
  private static Landscape normed() {
    return new Landscape(NORMED, p -> 0.1 * p.at(1));
  }

  private static List<Ingredient> stale() {
    return List.of(
        new Ingredient("a", Point.of(NORMED, 0, 1)),
        new Ingredient("b", Point.of(NORMED, 1, 3)),
        new Ingredient("c", Point.of(NORMED, 2, 5)));
  }

  @ParameterizedTest
  @EnumSource(Statistics.class)
  void everyBaselineIsMeasuredByTheRuleOfTheSoup(Statistics statistics) {
    SoupOptions options = DEFAULTS.withRecalibrate(statistics);
    SoupResult soup = Soups.of(SoupRecipe.UNIFORM, stale(), normed(), options, Progress.NONE);
    boolean estimated = statistics == Statistics.RE_ESTIMATE;
    assertEquals(estimated ? 0.7 : 0.1, soup.bestSingle().test().error(), 1e-6);
    assertEquals(estimated ? 0.7 : 0.3, soup.meanSingle().validation().error(), 1e-6);
    assertEquals(estimated ? 0.7 : 0.3, soup.ensemble().test().error(), 1e-6);
    assertEquals(estimated ? 0.7 : 0.5, soup.ingredients().get(2).test().error(), 1e-6);
    SoupRow other = soup.baselines().get(3);
    assertEquals(
        "best single (a), " + (estimated ? "own statistics" : "statistics re-estimate"),
        other.name());
    assertEquals(estimated ? 0.1 : 0.7, other.test().error(), 1e-6);
  }

  @ParameterizedTest
  @EnumSource(Statistics.class)
  void aSoupOfOneIsItsIngredient(Statistics statistics) {
    SoupOptions options = DEFAULTS.withRecalibrate(statistics).withTies(Ties.REJECT);
    Landscape task = new Landscape(NORMED, p -> 0.1 * p.at(0) + 0.02 * p.at(1));
    SoupResult soup = Soups.of(SoupRecipe.GREEDY, stale(), task, options, Progress.NONE);
    assertEquals(List.of("a"), soup.members());
    assertEquals(soup.bestSingle().renamed("greedy soup"), soup.row());
    Point expected = stale().get(0).point();
    assertEquals(
        statistics == Statistics.RE_ESTIMATE ? task.recalibrate(expected) : expected, soup.soup());
    WeightedResult one =
        WeightedSoup.of(stale(), List.of(1.0, 0.0, 0.0), task, options, Progress.NONE);
    assertEquals(soup.soup(), one.soup());
    assertEquals(one.rows().get(1).test(), one.rows().get(0).test());
    InterpolationResult path =
        Interpolation.of(
            stale().get(2), stale().get(0), 3, statistics, List.of(), task, Progress.NONE);
    assertEquals(1, path.best());
    assertEquals(soup.soup(), path.point());
    assertEquals(soup.row().test(), path.end().test());
  }

  @Test
  void theBestPositionIsMeasuredAndGivenByOneRule() {
    Landscape task = new Landscape(NORMED, p -> 0.1 * p.at(0));
    InterpolationResult path =
        Interpolation.of(
            stale().get(0),
            stale().get(1),
            3,
            Statistics.RE_ESTIMATE,
            List.of(),
            task,
            Progress.NONE);
    assertEquals(0, path.best());
    assertEquals(7, path.point().at(1));
  }

  @Test
  void statisticsBeyondTheIngredientsAreReEstimatedAndSingleNetworksKeepTheirOwn() {
    WeightedResult beyond =
        WeightedSoup.of(stale(), List.of(2.0, 0.0, -1.0), normed(), DEFAULTS, Progress.NONE);
    assertEquals(Point.of(NORMED, -2, 7), beyond.soup());
    assertEquals(0.7, beyond.rows().get(0).test().error(), 1e-6);
    assertEquals(0.1, beyond.rows().get(1).test().error(), 1e-6);
    WeightedResult first =
        WeightedSoup.of(
            stale(),
            List.of(2.0, 0.0, -1.0),
            normed(),
            DEFAULTS.withRecalibrate(Statistics.NONE),
            Progress.NONE);
    assertEquals(1, first.soup().at(1));
  }

  @Test
  void whatCannotBeReEstimatedIsEmptyWithTheReasonOrRefused() {
    Landscape task = normed();
    task.beforeRecalibrate =
        () -> {
          throw new RecalibrationException("the module keeps its statistics to itself");
        };
    SoupResult soup = Soups.of(SoupRecipe.UNIFORM, stale(), task, DEFAULTS, Progress.NONE);
    assertEquals(0.3, soup.row().test().error(), 1e-6);
    for (SoupRow row : List.of(soup.rows().get(2), soup.baselines().get(3))) {
      assertTrue(row.name().endsWith("statistics re-estimate"), row.name());
      assertEquals("the module keeps its statistics to itself", row.missing());
      assertTrue(Double.isNaN(row.test().value()));
    }
    String reason =
        "running statistics had to be re-estimated and cannot be: the module keeps its statistics to"
            + " itself; use ";
    SoupOptions estimate = DEFAULTS.withRecalibrate(Statistics.RE_ESTIMATE);
    assertMessage(
        reason + "--recalibrate carry or none",
        () -> Soups.of(SoupRecipe.GREEDY, stale(), task, estimate, Progress.NONE));
    assertMessage(
        reason + "weights of at least 0, or --recalibrate none",
        () -> WeightedSoup.of(stale(), List.of(2.0, 0.0, -1.0), task, DEFAULTS, Progress.NONE));
    assertMessage(
        reason + "--recalibrate carry or none",
        () ->
            Interpolation.of(
                stale().get(0),
                stale().get(1),
                3,
                Statistics.RE_ESTIMATE,
                List.of(),
                task,
                Progress.NONE));
    assertMessage(
        reason + "--recalibrate carry or none",
        () ->
            Soups.merge(
                SoupRecipe.UNIFORM, List.of(stale().get(0).point()), task, Statistics.RE_ESTIMATE));
  }

  private static final Layout ONE = Layout.builder().add("w", Role.WEIGHT, 1, 1).build();

  /** Each of a hundred examples is wrong where the weight is below its threshold. */
  private static Landscape counting() {
    return Landscape.ofExamples(
        ONE,
        p -> {
          float[] errors = new float[100];
          for (int i = 0; i < 100; i++) {
            errors[i] = p.at(0) < i ? 1 : 0;
          }
          return errors;
        });
  }

  private static SoupComparison soups(float... weights) {
    List<Ingredient> ingredients = new ArrayList<>();
    for (float weight : weights) {
      ingredients.add(new Ingredient("w" + weight, Point.of(ONE, weight)));
    }
    return SoupComparison.of(
        Soups.of(SoupRecipe.UNIFORM, ingredients, counting(), DEFAULTS, Progress.NONE));
  }

  /** The soup of 60 and 80 is 70: 10 examples behind 80, as many before 60, and even with 70. */
  @Test
  void onePairHasTheErrorOfTheTestSet() {
    List<SoupDifference> differences = Soups.paired(List.of(soups(60, 80)));
    SoupDifference best = differences.get(0);
    assertEquals("best single", best.against());
    assertEquals(-0.1, best.difference().mean(), 1e-9);
    double error = Math.sqrt((0.1 - 0.01) / 99);
    assertEquals(1.98422 * error, best.difference().halfWidth(), 1e-5);
    assertEquals(Interval.Over.EXAMPLES, best.difference().over());
    assertEquals(Verdict.NO, best.better());
    SoupDifference mean = differences.get(1);
    assertEquals(0, mean.difference().mean(), 1e-9);
    assertEquals(1.98422 * Math.sqrt(0.05 / 99), mean.difference().halfWidth(), 1e-4);
    assertEquals(Verdict.UNDECIDED, mean.better());
    SoupDifference ensemble = differences.get(2);
    assertEquals(0, ensemble.difference().mean(), "the ensemble is at 70 too");
    assertEquals(Verdict.UNDECIDED, ensemble.better());
  }

  /** Soups of starts are replicates: 71 - 81, 50 - 60 and 29 - 38. */
  @Test
  void repeatsAreReplicates() {
    List<SoupComparison> starts = List.of(soups(61, 81), soups(40, 60), soups(20, 38));
    SoupDifference best = Soups.paired(starts).get(0);
    assertEquals(-(0.1 + 0.1 + 0.09) / 3, best.difference().mean(), 1e-9);
    assertEquals(3, best.difference().n());
    assertEquals(Interval.Over.REPLICATES, best.difference().over());
    assertEquals((0.72 + 0.51 + 0.30) / 3, best.soup().value(), 1e-9);
    assertEquals((0.82 + 0.61 + 0.39) / 3, best.other().value(), 1e-9);
    double seeds = 1e-4 / 3 / 3;
    // Each of 29 examples is wrong in one start alone.
    double mean = 0.29 / 3;
    double examples = (29.0 / 9 - 100 * mean * mean) / 99 / 100;
    double freedom = Math.pow(seeds + examples, 2) / (seeds * seeds / 2 + examples * examples / 99);
    double quantile =
        new org.apache.commons.math3.distribution.TDistribution(freedom)
            .inverseCumulativeProbability(0.975);
    assertEquals(quantile * Math.sqrt(seeds + examples), best.difference().halfWidth(), 1e-6);
    assertEquals(Verdict.NO, best.better());
  }

  @Test
  void repeatsMustBeAlikeAndIndependent() {
    SoupComparison first = soups(60, 80);
    assertMessage(
        "repeats must not share networks, got w60.0 in number 1 and number 2",
        () -> Soups.paired(List.of(first, soups(40, 60))));
    assertMessage(
        "repeats must not share networks, got w60.0 in number 1 and number 2",
        () -> Soups.paired(List.of(first, first)));
    assertMessage("repeats must be one or more, got none", () -> Soups.paired(List.of()));
    SoupComparison bowls = SoupComparison.of(cook(SoupRecipe.GREEDY, ingredients(2, 1), DEFAULTS));
    assertMessage(
        "repeats must be alike, got [UNIFORM] on 100 test examples of landscape and [GREEDY] on 1000"
            + " test examples of bowl",
        () -> Soups.paired(List.of(first, bowls)));
  }

  /** One example: p (1 - p) / N for a single network; for the mean that of both together. */
  @Test
  void accuraciesHaveTheStandardErrorOfTheirTestSet() {
    SoupResult soup = soups(60, 80).soups().get(0);
    assertEquals(Math.sqrt(0.81 * 0.19 / 100), soup.bestSingle().standardError(0), 1e-9);
    // 19 examples are wrong in both networks, 20 in one.
    double mean = 0.29;
    double variance = (19 + 20 * 0.25 - 100 * mean * mean) / 99;
    assertEquals(Math.sqrt(variance / 100), soup.meanSingle().standardError(0), 1e-6);
  }

  private static double well(double w) {
    return (w * w - 1) * (w * w - 1) / 4;
  }

  @Test
  void selectionNeverSeesTheTestExamples() {
    List<Ingredient> ingredients = ingredients(6, 1);
    List<String> opened = new ArrayList<>();
    bowl.opened = opened::add;
    SoupResult result = cook(SoupRecipe.GREEDY, ingredients, DEFAULTS);
    int firstTest = opened.indexOf("test");
    assertEquals(6 + result.ledger().size(), firstTest, "all trials come before the first test");
  }

  @Test
  void sparseSoupsKeepTheirMask() {
    List<Ingredient> sparse = sparse(ingredients(5, 1));
    Mask mask = sparse.get(0).mask();
    SoupResult result = cook(SoupRecipe.SPARSE, sparse, DEFAULTS);
    assertEquals(mask, Mask.supportOf(result.soup()));
    assertEquals(mask, result.origin().mask());
  }

  @Test
  void aMaskIsOnlyWhatWasDeclaredOne() {
    List<Ingredient> undeclared =
        sparse(ingredients(3, 1)).stream().map(i -> new Ingredient(i.name(), i.point())).toList();
    assertEquals(0, cook(SoupRecipe.UNIFORM, undeclared, DEFAULTS).origin().mask().pruned());
    assertRefused(
        "the ingredients of a sparse soup must declare their masks, got zeros and no mask for m0;"
            + " --zeros mask takes zeros for masks",
        () -> cook(SoupRecipe.SPARSE, undeclared, DEFAULTS));
  }

  @Test
  void aMeanKeepsTheUnionOfTheMasksOfItsMembers() {
    Mask even = Mask.keeping(bowl.layout(), i -> i % 2 == 0);
    Mask third = Mask.keeping(bowl.layout(), i -> i % 3 == 0);
    Ingredient a = new Ingredient("a", ingredients(1, 1).get(0).point().masked(even), even);
    Ingredient b = new Ingredient("b", ingredients(1, 2).get(0).point().masked(third), third);
    Ingredient dense = ingredients(1, 3).get(0);
    SoupResult uniform = cook(SoupRecipe.UNIFORM, List.of(a, b), DEFAULTS);
    assertEquals(even.or(third), uniform.origin().mask());
    even.or(third).requireZeros(uniform.soup());
    assertEquals(0, cook(SoupRecipe.UNIFORM, List.of(a, dense), DEFAULTS).origin().mask().pruned());
    WeightedResult weighted =
        WeightedSoup.of(
            List.of(a, b, dense), List.of(1.0, -3.0, 0.0), bowl, DEFAULTS, Progress.NONE);
    assertEquals(even.or(third), weighted.origin().mask());
    even.or(third).requireZeros(weighted.soup());
    InterpolationResult line =
        Interpolation.of(a, b, 5, Statistics.CARRY, List.of(), bowl, Progress.NONE);
    Mask expected = line.best() == 0 ? even : line.best() == 1 ? third : even.or(third);
    assertEquals(expected, line.origin().mask());
  }

  @Test
  void differingMasksAreRefusedWithTheirOverlap() {
    Mask even = Mask.keeping(bowl.layout(), i -> i % 2 == 0);
    Mask third = Mask.keeping(bowl.layout(), i -> i % 3 == 0);
    List<Ingredient> mixed =
        List.of(
            new Ingredient("a", ingredients(1, 1).get(0).point().masked(even), even),
            new Ingredient("b", ingredients(1, 2).get(0).point().masked(third), third));
    String message =
        assertThrows(IllegalArgumentException.class, () -> cook(SoupRecipe.SPARSE, mixed, DEFAULTS))
            .getMessage();
    assertTrue(
        message.startsWith(
            "the ingredients of a sparse soup must share a mask, got a and b that share 25.0 %"),
        message);
    Point narrow = cook(SoupRecipe.SPARSE, mixed, DEFAULTS.withMasks(Masks.INTERSECT)).soup();
    assertEquals(even.and(third), Mask.supportOf(narrow));
    Point wide = cook(SoupRecipe.SPARSE, mixed, DEFAULTS.withMasks(Masks.UNION)).soup();
    assertEquals(even.or(third), Mask.supportOf(wide));
  }

  @Test
  void statisticsAreTreatedAsAskedAndComparedWithTheOtherTreatments() {
    SoupOptions options = DEFAULTS.withRecalibrate(Statistics.RE_ESTIMATE);
    SoupResult result = cook(SoupRecipe.UNIFORM, ingredients(3, 1), options);
    assertEquals(bowl.recalibrate(result.soup()), result.soup());
    List<String> names = result.rows().stream().map(SoupRow::name).toList();
    assertTrue(names.contains("uniform soup, statistics carry"), names.toString());
    assertTrue(names.contains("uniform soup, statistics none"), names.toString());
    SoupResult none =
        cook(SoupRecipe.UNIFORM, ingredients(3, 1), DEFAULTS.withRecalibrate(Statistics.NONE));
    Point best =
        ingredients(3, 1).stream()
            .filter(i -> i.name().equals(none.ingredients().get(0).name()))
            .findFirst()
            .orElseThrow()
            .point();
    assertEquals(none.soup(), none.soup().withStatisticsOf(best));
  }

  @Test
  void baselinesStandBesideTheSoup() {
    SoupResult result = cook(SoupRecipe.GREEDY, ingredients(4, 1), DEFAULTS);
    assertEquals("greedy soup", result.row().name());
    assertEquals(
        "best single (" + result.ingredients().get(0).name() + ")", result.bestSingle().name());
    assertEquals("mean single", result.meanSingle().name());
    assertEquals("prediction ensemble", result.ensemble().name());
    Score mean = result.meanSingle().test();
    assertEquals(
        result.ingredients().stream().mapToDouble(r -> r.test().value()).average().orElse(0),
        mean.value(),
        1e-12);
  }

  @Test
  void impossibleSoupsAreRefused() {
    List<Ingredient> one = ingredients(1, 1);
    assertMessage(
        "a soup must have two or more ingredients, got only m0",
        () -> cook(SoupRecipe.GREEDY, one, DEFAULTS));
    float[] values = one.get(0).point().toArray();
    values[5] = Float.NaN;
    List<Ingredient> nan =
        List.of(one.get(0), new Ingredient("bad", Point.of(bowl.layout(), values)));
    assertMessage(
        "ingredient bad must be finite, got NaN at entry 5",
        () -> cook(SoupRecipe.GREEDY, nan, DEFAULTS));
    List<Ingredient> other =
        List.of(one.get(0), new Ingredient("lenet", Points.random(Points.lenet(), 1)));
    assertThrows(IllegalArgumentException.class, () -> cook(SoupRecipe.GREEDY, other, DEFAULTS));
    assertThrows(IllegalArgumentException.class, () -> DEFAULTS.withGate(0));
    assertThrows(IllegalArgumentException.class, () -> DEFAULTS.withPasses(0));
  }

  private static void assertMessage(
      String message, org.junit.jupiter.api.function.Executable code) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, code).getMessage());
  }

  @Test
  void weightedSoupsWeigh() {
    Layout one = Layout.builder().add("w", Role.WEIGHT, 1, 1).build();
    List<Ingredient> two =
        List.of(new Ingredient("a", Point.of(one, 1)), new Ingredient("b", Point.of(one, 2)));
    Landscape task = new Landscape(one, p -> 0.1 * p.at(0));
    WeightedResult mix = WeightedSoup.of(two, List.of(0.3, 0.7), task, DEFAULTS, Progress.NONE);
    assertEquals(1.7f, mix.soup().at(0));
    assertEquals(0.17, mix.rows().get(0).test().error(), 1e-6);
    assertEquals(0.03, mix.rows().get(0).minus(mix.rows().get(2), 0).mean(), 1e-6);
    assertThrows(
        IllegalArgumentException.class,
        () -> WeightedSoup.of(two, List.of(1.0), task, DEFAULTS, Progress.NONE));
  }

  @Test
  void interpolationPicksTheBestOnValidation() {
    Layout one = Layout.builder().add("w", Role.WEIGHT, 1, 1).build();
    Landscape task = new Landscape(one, p -> Math.abs(p.at(0) - 0.5));
    Line line = new Line(Point.of(one, 0), Point.of(one, 2));
    InterpolationResult result =
        Interpolation.of(line, 9, Statistics.CARRY, List.of(), task, Progress.NONE);
    assertEquals(0.25, result.best());
    assertEquals(0.5f, result.point().at(0));
    assertEquals(9, result.rows().size());
  }

  @Test
  void fineTuningMakesWhatIsMissingAndKeepsItsMask() {
    Mask mask = Mask.keeping(bowl.layout(), i -> i % 2 == 0);
    MaskedPoint base = new MaskedPoint(bowl.init(1).masked(mask), mask);
    Recipe recipe = Recipe.defaults().withLength(Span.epochs(1));
    List<Variation> three =
        List.of(
            new Variation(recipe, 1),
            new Variation(recipe, 2),
            new Variation(recipe.withBatch(7), 1));
    Map<String, FinetuneResult.Tuned> known = new java.util.HashMap<>();
    FinetuneResult first =
        Finetune.of(base, three.subList(0, 2), bowl, List.of(), known, Progress.NONE);
    assertEquals(2, bowl.jobs().size());
    FinetuneResult second = Finetune.of(base, three, bowl, List.of(), known, Progress.NONE);
    assertEquals(3, bowl.jobs().size(), "two were there");
    assertEquals(first.point(1), second.point(1));
    assertNotEquals(first.point(1), first.point(2));
    assertTrue(second.tuned().get(0).reused());
    assertEquals(second.point(3), second.point(3).masked(mask));
    assertEquals("ft.3", second.ingredients("ft").get(2).name());
    assertEquals(mask, second.ingredients("ft").get(2).mask());
    FinetuneResult dense =
        Finetune.of(base.point(), three, bowl, List.of(), new java.util.HashMap<>(), Progress.NONE);
    assertEquals(0, dense.mask().pruned());
    assertEquals(1, Mask.supportOf(dense.point(1)).density(), "zeros are weights like others");
  }

  @Test
  void anInterruptKeepsTheIngredientsThatWereFinished() {
    Recipe recipe = Recipe.defaults().withLength(Span.epochs(1));
    List<Variation> four =
        java.util.stream.LongStream.rangeClosed(1, 4)
            .mapToObj(seed -> new Variation(recipe, seed))
            .toList();
    Map<String, FinetuneResult.Tuned> known = new java.util.HashMap<>();
    bowl.beforeJob =
        () -> {
          if (bowl.jobs().size() == 2) {
            Thread.currentThread().interrupt();
          }
        };
    FinetuneResult part = Finetune.of(bowl.init(1), four, bowl, List.of(), known, Progress.NONE);
    assertTrue(Thread.interrupted());
    assertEquals(Outcome.State.INTERRUPTED, part.outcome().state());
    assertEquals(2, part.tuned().size());
    bowl.beforeJob = () -> {};
    FinetuneResult all = Finetune.of(bowl.init(1), four, bowl, List.of(), known, Progress.NONE);
    assertEquals(
        List.of(true, true, false, false),
        all.tuned().stream().map(FinetuneResult.Tuned::reused).toList());
    assertEquals(part.point(2), all.point(2));
  }

  @Test
  void whatDivergesIsLeftOutByNameAndTheOthersGoOn() {
    Recipe recipe = Recipe.defaults().withLength(Span.epochs(1));
    List<Variation> four =
        java.util.stream.LongStream.rangeClosed(1, 4)
            .mapToObj(seed -> new Variation(recipe, seed))
            .toList();
    int[] begun = {0};
    bowl.beforeJob =
        () -> {
          if (begun[0]++ == 1) {
            throw new DivergedException("loss became NaN at step 7, try a lower lr (now at 1)", 7);
          }
        };
    Map<String, FinetuneResult.Tuned> known = new java.util.HashMap<>();
    FinetuneResult result = Finetune.of(bowl.init(1), four, bowl, List.of(), known, Progress.NONE);
    bowl.beforeJob = () -> {};
    assertEquals(Outcome.DONE, result.outcome());
    assertEquals(
        List.of(1, 3, 4), result.tuned().stream().map(FinetuneResult.Tuned::number).toList());
    assertEquals("diverged at step 7", result.diverged().get(0).words());
    assertEquals(2, result.diverged().get(0).number());
    assertEquals(four.get(1), result.diverged().get(0).variation());
    List<Ingredient> ingredients = result.ingredients("ft");
    assertEquals(
        List.of("ft.1", "ft.3", "ft.4"), ingredients.stream().map(Ingredient::name).toList());
    FinetuneResult alone =
        Finetune.of(
            bowl.init(1),
            four.subList(3, 4),
            bowl,
            List.of(),
            new java.util.HashMap<>(),
            Progress.NONE);
    assertEquals(alone.point(1), result.point(4), "numbers are those of the variations");
    assertMessage("ingredient 2 diverged at step 7", () -> result.point(2));
    assertMessage("an ingredient's number must be one of [1, 3, 4], got 5", () -> result.point(5));
  }

  @Test
  void whereAllDivergeNothingIsLeft() {
    Recipe recipe = Recipe.defaults().withLength(Span.epochs(1));
    bowl.beforeJob =
        () -> {
          throw new DivergedException("loss became NaN", 3);
        };
    FinetuneResult none =
        Finetune.of(
            bowl.init(1),
            List.of(new Variation(recipe, 1), new Variation(recipe, 2)),
            bowl,
            List.of(),
            new java.util.HashMap<>(),
            Progress.NONE);
    bowl.beforeJob = () -> {};
    assertEquals(List.of(), none.tuned());
    assertEquals("diverged at step 3", none.diverged().get(1).words());
  }

  @Test
  void recipesInOneComparisonAreThoseCookedAlone() {
    List<Ingredient> ingredients = ingredients(7, 3);
    List<SoupRecipe> recipes =
        List.of(SoupRecipe.UNIFORM, SoupRecipe.GREEDY, SoupRecipe.PRUNED, SoupRecipe.SPARSE);
    List<String> opened = new ArrayList<>();
    bowl.opened = opened::add;
    SoupComparison all = Soups.compare(recipes, ingredients, bowl, DEFAULTS, Progress.NONE);
    bowl.opened = name -> {};
    long tests = opened.stream().filter("test"::equals).count();
    int soups = 4 * 3; // each under three treatments of statistics
    int others = 1 + 1; // the ensemble, and the best ingredient with re-estimated statistics
    assertEquals(7 + others + soups, tests, "ingredients and their ensemble are measured once");
    for (SoupResult soup : all.soups()) {
      assertEquals(cook(soup.recipe(), ingredients, DEFAULTS), soup);
    }
    double best = all.soups().stream().mapToDouble(SoupsTest::value).max().orElseThrow();
    assertEquals(best, value(all.best()));
    assertThrows(
        IllegalArgumentException.class,
        () -> Soups.compare(List.of(), ingredients, bowl, DEFAULTS, Progress.NONE));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void aMergeIsTheSoupAndSeesNoTestExamples(long seed) {
    List<Ingredient> ingredients = ingredients(5, seed);
    List<Point> points = ingredients.stream().map(Ingredient::point).toList();
    for (SoupRecipe recipe : SoupRecipe.values()) {
      Point soup = cook(recipe, ingredients, DEFAULTS).soup();
      bowl.opened = name -> assertEquals("validation", name);
      assertEquals(soup, Soups.merge(recipe, points, bowl, Statistics.CARRY));
      bowl.opened = name -> {};
    }
    Point one = points.get(0);
    assertEquals(one, Soups.merge(SoupRecipe.GREEDY, List.of(one), bowl, Statistics.CARRY));
  }
}
