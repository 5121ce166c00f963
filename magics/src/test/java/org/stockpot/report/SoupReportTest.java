package org.stockpot.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.stockpot.soup.Ingredient;
import org.stockpot.soup.SoupComparison;
import org.stockpot.soup.SoupOptions;
import org.stockpot.soup.SoupRecipe;
import org.stockpot.soup.SoupResult;
import org.stockpot.soup.Soups;
import org.stockpot.task.Baseline;
import org.stockpot.task.Distortion;
import org.stockpot.task.Progress;
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
    SoupResult soup =
        Soups.cook(recipe, ingredients(), bowl, SoupOptions.defaults(), Progress.NONE);
    Table ledger = SoupReport.ledger(soup);
    assertEquals(soup.ledger().size(), ledger.rowCount());
    double level = 100 * soup.ingredients().get(0).validation().value();
    for (int i = 0; i < ledger.rowCount(); i++) {
      level += ledger.booleanColumn("taken").get(i) ? ledger.doubleColumn("difference").get(i) : 0;
    }
    assertEquals(100 * soup.row().validation().value(), level, 1e-9);
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
    assertEquals("prediction ensemble", names.get(names.size() - 1));
    assertEquals(names.size(), names.stream().distinct().count());
    assertEquals(
        100 * soups.soups().get(0).row().shifted().get(0).value(),
        table.doubleColumn("noise:1 accuracy %").get(0));
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
        Soups.cook(SoupRecipe.GREEDY, apart, wells, SoupOptions.defaults(), Progress.NONE);
    String text = SoupReport.display(fallen).text();
    assertTrue(
        text.contains(
            "With right the average fell to a validation accuracy 75.00%: its error lies 25 points"
                + " above the chord between the soup before and right."),
        text);
    assertFalse(SoupReport.hasRefused(fallen));
    SoupResult gated =
        Soups.cook(
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
        Soups.cook(SoupRecipe.UNIFORM, ingredients(), bowl, SoupOptions.defaults(), Progress.NONE);
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
      SoupResult soup = Soups.cook(recipe, ends, straight, SoupOptions.defaults(), Progress.NONE);
      assertFalse(SoupReport.display(soup).text().contains("ridge"));
    }
    SoupOptions mean = SoupOptions.defaults().withGate(0.5).withBaseline(Baseline.MEAN);
    Table ledger =
        SoupReport.ledger(Soups.cook(SoupRecipe.UNIFORM, ends, straight, mean, Progress.NONE));
    assertEquals(40, ledger.doubleColumn("barrier of validation error, points (mean)").get(0));
  }

  /** A small fall that the size of the validation set explains is no ridge: 3 of 100 examples. */
  @Test
  void aFallWithinTheErrorOfTheValidationSetIsNoRidge() {
    Layout one = Layout.builder().add("w", Role.WEIGHT, 1, 1).build();
    Landscape low = new Landscape(one, p -> 0.3 + 0.03 * (1 - p.at(0) * p.at(0)));
    List<Ingredient> ends =
        List.of(new Ingredient("a", Point.of(one, -1)), new Ingredient("b", Point.of(one, 1)));
    SoupResult soup =
        Soups.cook(SoupRecipe.UNIFORM, ends, low, SoupOptions.defaults(), Progress.NONE);
    assertFalse(SoupReport.display(soup).text().contains("ridge"));
  }
}
