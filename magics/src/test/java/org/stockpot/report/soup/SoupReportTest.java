package org.stockpot.report.soup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.stockpot.soup.Ingredient;
import org.stockpot.soup.Interpolation;
import org.stockpot.soup.InterpolationResult;
import org.stockpot.soup.SoupComparison;
import org.stockpot.soup.SoupOptions;
import org.stockpot.soup.SoupRecipe;
import org.stockpot.soup.SoupResult;
import org.stockpot.soup.Soups;
import org.stockpot.soup.WeightedResult;
import org.stockpot.soup.WeightedSoup;
import org.stockpot.task.Baseline;
import org.stockpot.task.Distortion;
import org.stockpot.task.Progress;
import org.stockpot.task.RecalibrationException;
import org.stockpot.task.Statistics;
import org.stockpot.testing.Bowl;
import org.stockpot.testing.Landscape;
import org.stockpot.testing.Points;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Point;
import org.stockpot.weights.Role;
import tech.tablesaw.api.Table;

final class SoupReportTest {

  private final Bowl bowl = new Bowl(Points.small());

  private List<Ingredient> ingredients() {
    List<Ingredient> ingredients = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      Point away = Bowl.gaussian(bowl.layout(), i).times(0.2 + 0.3 * (i % 4));
      ingredients.add(new Ingredient("m" + i, bowl.minimum().plus(away)));
    }
    return ingredients;
  }

  @ParameterizedTest
  @EnumSource(SoupRecipe.class)
  void takenDifferencesLeadFromTheBestIngredientToTheSoup(SoupRecipe recipe) {
    SoupResult soup = Soups.of(recipe, ingredients(), bowl, SoupOptions.defaults(), Progress.NONE);
    Table ledger = SoupReport.ledger(soup);
    assertEquals(soup.ledger().size(), ledger.rowCount());
    double level = 100 * soup.ingredients().get(0).validation().value();
    for (int i = 0; i < ledger.rowCount(); i++) {
      level +=
          ledger.booleanColumn("taken").get(i)
              ? ledger.doubleColumn("difference, points").get(i)
              : 0;
    }
    // Each difference is rounded to a tenth of a point, the resolution of 1,000 examples.
    assertEquals(100 * soup.row().validation().value(), level, 0.051 * ledger.rowCount());
    assertTrue(SoupReport.waterfall(soup).asJavascript("x").contains("the soup so far"));
  }

  @Test
  void baselinesStandOnceUnderAllSoups() {
    SoupOptions options = SoupOptions.defaults().withShift(Distortion.parse("noise:1"));
    SoupComparison soups =
        Soups.compare(
            List.of(SoupRecipe.GREEDY, SoupRecipe.UNIFORM),
            ingredients(),
            bowl,
            options,
            Progress.NONE);
    Table table = SoupReport.table(soups);
    List<String> names = table.stringColumn(0).asList();
    assertEquals("greedy soup", names.get(0));
    String single = soups.soups().get(0).bestSingle().name();
    assertEquals(
        List.of(single, "mean single", "prediction ensemble", single + ", statistics re-estimate"),
        names.subList(names.indexOf(single), names.size()));
    assertEquals(names.size(), names.stream().distinct().count());
    assertEquals(
        100 * soups.soups().get(0).row().shifted().get(0).value(),
        table.doubleColumn("noise:1 accuracy %").get(0),
        0.051);
    assertTrue(SoupReport.chart(soups).asJavascript("x").contains("ingredients"));
  }

  @Test
  void aRidgeIsExplainedAndAValleyIsNot() {
    Layout one = Layout.builder().add("w", Role.WEIGHT, 1, 1).build();
    Landscape wells = new Landscape(one, p -> Math.pow(p.at(0) * p.at(0) - 1, 2) / 4);
    List<Ingredient> apart =
        List.of(
            new Ingredient("left", Point.of(one, -1)), new Ingredient("right", Point.of(one, 1)));
    SoupResult fallen =
        Soups.of(SoupRecipe.GREEDY, apart, wells, SoupOptions.defaults(), Progress.NONE);
    String text = SoupReport.display(fallen).text();
    assertTrue(
        text.contains(
            "With right the average fell to a validation accuracy 75%: its error lies 25 points"
                + " above the chord between the soup before and right."),
        text);
    assertFalse(SoupReport.hasRefused(fallen));
    SoupResult gated =
        Soups.of(
            SoupRecipe.UNIFORM, apart, wells, SoupOptions.defaults().withGate(0.1), Progress.NONE);
    text = SoupReport.display(gated).text();
    assertTrue(
        text.contains(
            "The gate of 10%, which goes by the validation error as measured at 11 positions,"
                + " refused right (25 points above the chord)."),
        text);
    assertFalse(text.contains("With right"), text);
    assertTrue(
        SoupReport.gate(gated).asJavascript("x").contains("right, 25 points above the chord"));
    Table ledger = SoupReport.ledger(gated);
    assertEquals(25, ledger.doubleColumn("barrier of validation error, points (chord)").get(0));
    assertFalse(
        SoupReport.ledger(fallen).columnNames().stream().anyMatch(n -> n.startsWith("barrier")));
    SoupResult near =
        Soups.of(SoupRecipe.UNIFORM, ingredients(), bowl, SoupOptions.defaults(), Progress.NONE);
    assertFalse(SoupReport.display(near).text().contains("ridge"));
  }

  /** A soup falls by half a straight rise, which is the ingredient's doing and no ridge. */
  @Test
  void aStraightRiseIsNoRidge() {
    Layout one = Layout.builder().add("w", Role.WEIGHT, 1, 1).build();
    Landscape straight = new Landscape(one, p -> 0.8 * Math.abs(p.at(0)));
    List<Ingredient> ends =
        List.of(new Ingredient("low", Point.of(one, 0)), new Ingredient("high", Point.of(one, 1)));
    for (SoupRecipe recipe : List.of(SoupRecipe.UNIFORM, SoupRecipe.GREEDY)) {
      SoupResult soup = Soups.of(recipe, ends, straight, SoupOptions.defaults(), Progress.NONE);
      assertFalse(SoupReport.display(soup).text().contains("ridge"));
    }
    SoupOptions mean = SoupOptions.defaults().withGate(0.5).withBaseline(Baseline.MEAN);
    Table ledger =
        SoupReport.ledger(Soups.of(SoupRecipe.UNIFORM, ends, straight, mean, Progress.NONE));
    assertEquals(
        40, ledger.doubleColumn("barrier of validation error, points (mean of the ends)").get(0));
  }

  /** A small fall that the size of the validation set explains is no ridge: 3 of 100 examples. */
  @Test
  void aFallWithinTheErrorOfTheValidationSetIsNoRidge() {
    Layout one = Layout.builder().add("w", Role.WEIGHT, 1, 1).build();
    Landscape low = new Landscape(one, p -> 0.3 + 0.03 * (1 - p.at(0) * p.at(0)));
    List<Ingredient> ends =
        List.of(new Ingredient("a", Point.of(one, -1)), new Ingredient("b", Point.of(one, 1)));
    SoupResult soup =
        Soups.of(SoupRecipe.UNIFORM, ends, low, SoupOptions.defaults(), Progress.NONE);
    assertFalse(SoupReport.display(soup).text().contains("ridge"));
  }

  private static final Layout ONE = Layout.builder().add("w", Role.WEIGHT, 1, 1).build();

  /** Of a hundred examples those are right whose number is at most the weight. */
  private static SoupComparison soups(float... weights) {
    Landscape task =
        Landscape.ofExamples(
            ONE,
            p -> {
              float[] errors = new float[100];
              for (int i = 0; i < 100; i++) {
                errors[i] = p.at(0) < i ? 1 : 0;
              }
              return errors;
            });
    List<Ingredient> ingredients = new ArrayList<>();
    for (float weight : weights) {
      ingredients.add(new Ingredient("w" + (int) weight, Point.of(ONE, weight)));
    }
    SoupOptions options = SoupOptions.defaults().withShift(Distortion.parse("noise:1"));
    return SoupComparison.of(
        Soups.of(SoupRecipe.UNIFORM, ingredients, task, options, Progress.NONE));
  }

  @Test
  void differencesArePairedAndVerdictsNeedTheWholeInterval() {
    Table one = SoupReport.differences(List.of(soups(60, 80)));
    assertEquals(
        List.of(
            "soup",
            "minus",
            "test set",
            "soup accuracy %",
            "other accuracy %",
            "difference, points",
            "difference ± 95 %, points",
            "n",
            "better (difference above 0)",
            "interval over"),
        one.columnNames());
    assertEquals(List.of("no", "undecided", "undecided", "no"), one.stringColumn(8).asList());
    assertEquals("best single", one.stringColumn("minus").get(3));
    assertEquals("noise:1", one.stringColumn("test set").get(3));
    assertEquals(71, one.doubleColumn("soup accuracy %").get(0));
    assertEquals(81, one.doubleColumn("other accuracy %").get(0));
    assertEquals(-10, one.doubleColumn("difference, points").get(0));
    assertEquals("6", one.doubleColumn(6).getString(0));
    Table three = SoupReport.differences(List.of(soups(60, 80), soups(40, 50), soups(20, 30)));
    assertEquals("test examples", one.stringColumn("interval over").get(0));
    assertEquals("seeds", three.stringColumn("interval over").get(0));
    assertEquals(3, three.intColumn("n").get(0));
    String text = SoupReport.display(List.of(soups(60, 80), soups(40, 50), soups(20, 30))).text();
    assertTrue(
        text.contains("The uniform soup minus best single: -7 ± 5 points, worse (n = 3)."), text);
  }

  @Test
  void theSentenceGoesByTheVerdict() {
    String text = SoupReport.display(soups(60, 80)).text();
    assertTrue(
        text.contains(
            "The uniform soup of 2 from 2 networks has test accuracy 71 % (SE of the examples"
                + " 5). It minus best single (w80): -10 ± 6 points, worse; minus mean single: no"
                + " difference beyond its error (0 ± 4 points, undecided); minus prediction ensemble,"
                + " which runs 2 networks where the soup is one: no difference beyond its error (0"
                + " ± 2 points, undecided); minus best single (w80) on noise:1: -10 ± 6"
                + " points, worse (one pair: test-set error only)."),
        text);
    Table table = SoupReport.table(soups(60, 80));
    assertTrue(table.containsColumn("test accuracy SE, points"), text);
    assertTrue(table.containsColumn("noise:1 accuracy SE, points"), text);
    assertTrue(table.containsColumn("test loss (nats)"), text);
  }

  @Test
  void aSoupOfOneIsSaidToBeItsNetwork() {
    Landscape task = new Landscape(ONE, p -> 0.1 * p.at(0));
    List<Ingredient> two =
        List.of(new Ingredient("a", Point.of(ONE, 1)), new Ingredient("b", Point.of(ONE, 2)));
    SoupResult soup = Soups.of(SoupRecipe.GREEDY, two, task, SoupOptions.defaults(), Progress.NONE);
    String text = SoupReport.display(soup).text();
    assertTrue(
        text.contains("The greedy soup of 1 from 2 networks is a itself: test accuracy 90 %"),
        text);
    assertFalse(text.contains("It minus best single"), text);
  }

  @Test
  void weightedSoupsAndLinesTellDifferencesWithTheirIntervals() {
    Landscape task =
        Landscape.ofExamples(
            ONE,
            p -> {
              float[] errors = new float[100];
              for (int i = 0; i < 100; i++) {
                errors[i] = Math.abs(p.at(0) - 50) > i ? 1 : 0;
              }
              return errors;
            });
    List<Ingredient> two =
        List.of(new Ingredient("a", Point.of(ONE, 20)), new Ingredient("b", Point.of(ONE, 80)));
    WeightedResult mix =
        WeightedSoup.of(two, List.of(1.0, 1.0), task, SoupOptions.defaults(), Progress.NONE);
    Table weighted = SoupReport.table(mix);
    assertEquals(30, weighted.doubleColumn("test: soup minus this, points").get(1));
    assertEquals(
        List.of("", "yes", "yes"),
        weighted.stringColumn("soup better (difference above 0)").asList());
    InterpolationResult path =
        Interpolation.of(
            two.get(0),
            two.get(1),
            5,
            Statistics.CARRY,
            List.of(Distortion.parse("noise:1")),
            task,
            Progress.NONE);
    String text = InterpolationReport.display(path).text();
    assertTrue(
        text.contains(
            "Best on validation is α = 0.5 with test accuracy 100%. It minus the fine-tuned network:"
                + " 30 ± 9 points, better; on noise:1 30 ± 9 points, better (one pair: test-set error"
                + " only)."),
        text);
    Table table = InterpolationReport.table(path);
    assertEquals(
        List.of("undecided", "yes", "yes", "yes", ""),
        table.stringColumn("better (difference above 0)").asList());
  }

  @Test
  void emptyRowsSayWhy() {
    Layout normed =
        Layout.builder()
            .add("w", Role.WEIGHT, 1, 1)
            .add("bn.running_mean", Role.STATISTIC, 1)
            .build();
    Landscape task = new Landscape(normed, p -> 0.1 * p.at(1));
    task.beforeRecalibrate =
        () -> {
          throw new RecalibrationException("the module keeps its statistics to itself");
        };
    List<Ingredient> two =
        List.of(
            new Ingredient("a", Point.of(normed, 0, 1)),
            new Ingredient("b", Point.of(normed, 1, 3)));
    SoupResult soup =
        Soups.of(SoupRecipe.UNIFORM, two, task, SoupOptions.defaults(), Progress.NONE);
    Table table = SoupReport.table(SoupComparison.of(soup));
    int row = table.stringColumn(0).indexOf("uniform soup, statistics re-estimate");
    assertTrue(table.doubleColumn("test accuracy %").isMissing(row));
    assertEquals("the module keeps its statistics to itself", table.getString(row, "why empty"));
    assertEquals("", table.getString(0, "why empty"));
    assertTrue(
        SoupReport.display(soup).text().contains("Running statistics of averages are averaged"));
  }
}
