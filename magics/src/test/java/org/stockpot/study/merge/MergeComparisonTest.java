package org.stockpot.study.merge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stockpot.report.soup.MergeReport;
import org.stockpot.soup.Ingredient;
import org.stockpot.soup.Masks;
import org.stockpot.soup.SoupOptions;
import org.stockpot.soup.SoupRecipe;
import org.stockpot.soup.SoupResult;
import org.stockpot.soup.SoupRow;
import org.stockpot.soup.Soups;
import org.stockpot.task.Outcome;
import org.stockpot.task.Score;
import org.stockpot.testing.Bowl;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Line;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;
import org.stockpot.weights.Role;

final class MergeComparisonTest {

  private static final Layout LAYOUT =
      Layout.builder().add("w", Role.WEIGHT, 6, 5).add("b", Role.BIAS, 6).build();

  private static final SoupOptions DEFAULTS = SoupOptions.defaults();

  private final Bowl bowl = new Bowl(LAYOUT);
  private final Ingredient base = new Ingredient("base", Bowl.gaussian(LAYOUT, 7));

  private MergeMembers members(int count) {
    return MergeMembers.of(
        IntStream.range(0, count).mapToObj(i -> new Ingredient("m" + i, near(i))).toList());
  }

  /** Networks between base and minimum. */
  private Point near(int i) {
    Point way = new Line(base.point(), bowl.minimum()).at(0.3 + 0.1 * i);
    return way.plus(Bowl.gaussian(LAYOUT, 20 + i).times(0.1));
  }

  private static MergeGrid grid(String option, String... values) {
    return new MergeGrid(Map.of(option, List.of(values)));
  }

  @Test
  void validationChoosesLambdaOfALineInClosedForm() {
    MergeMembers members = members(3).withBase(base);
    Point sum = base.point().times(0);
    for (Ingredient member : members.ingredients()) {
      sum = sum.plus(member.point().minus(base.point()));
    }
    List<String> lambdas = List.of("0.1", "0.3", "0.5", "0.7", "0.9", "1.1");
    MergeResult result =
        MergeComparison.of(
            List.of("task-arithmetic"),
            members,
            bowl,
            new MergeGrid(Map.of("lambda", lambdas)),
            DEFAULTS);
    Point direction = sum;
    String best =
        lambdas.stream()
            .min(
                Comparator.comparingDouble(
                    l ->
                        base.point()
                            .plus(direction.times(Double.parseDouble(l)))
                            .distance(bowl.minimum())))
            .orElseThrow();
    assertEquals(best, result.best().options().get("lambda"));
    assertEquals(6, result.trials().size());
    assertEquals(new MergeCost(6, 0).evaluations(), result.best().cost().evaluations());
    Point expected = base.point().plus(direction.times(Double.parseDouble(best)));
    assertEquals(0, expected.distance(result.best().point().orElseThrow()), 1e-5);
  }

  @Test
  void recipesAndMethodsAreOneTableWithOneSetOfBaselines() {
    MergeMembers members = members(3).withBase(base);
    List<String> names = List.of("linear", "greedy", "ties");
    MergeResult result =
        MergeComparison.of(names, members, bowl, grid("density", "0.2", "1"), DEFAULTS);
    assertEquals(names, result.rows().stream().map(MergeRow::method).toList());
    SoupResult uniform = Soups.of(SoupRecipe.UNIFORM, members.ingredients(), bowl, DEFAULTS);
    SoupResult greedy = Soups.of(SoupRecipe.GREEDY, members.ingredients(), bowl, DEFAULTS);
    assertEquals(uniform.row().test().loss(), result.row("linear").scores().test().loss(), 1e-9);
    assertEquals(greedy.soup(), result.row("greedy").point().orElseThrow());
    assertEquals(greedy.members(), result.row("greedy").members());
    assertEquals(greedy.baselines(), result.baselines().orElseThrow().baselines());
    assertEquals(2, result.row("ties").tried());
    MergeRow best =
        result.rows().stream()
            .min(Comparator.comparing(r -> r.scores().validation(), Score.BEST_FIRST))
            .orElseThrow();
    assertEquals(best, result.best());
    String table = MergeReport.table(result).print();
    assertTrue(table.contains("chosen by validation"), table);
    assertEquals(1, MergeReport.table(result).booleanColumn("chosen by validation").countTrue());
    assertEquals(3, MergeReport.grid(result).rowCount());
  }

  @Test
  void theTestIsOpenedOnceAllIsChosen() {
    List<String> opened = new ArrayList<>();
    bowl.opened = opened::add;
    MergeComparison.of(
        List.of("ties", "greedy"),
        members(3).withBase(base),
        bowl,
        grid("lambda", "0.5", "1"),
        DEFAULTS);
    int first = opened.indexOf("test");
    // Three networks, two trials of the greedy soup, two settings.
    assertEquals(7, opened.subList(0, first).stream().filter("validation"::equals).count());
    // Three networks, their best again, their ensemble, two rows.
    long tests = opened.stream().filter("test"::equals).count();
    assertTrue(tests >= 6 && tests <= 7, "" + opened);
  }

  @Test
  void settingsThatFailAreToldAndOthersStand() {
    MergeResult result =
        MergeComparison.of(
            List.of("task-arithmetic"),
            members(2).withBase(base),
            bowl,
            grid("lambda", "1e39", "0.5"),
            DEFAULTS);
    String failed = result.trials().get(0).failed();
    assertTrue(failed.startsWith("the result of a merge must have finite weights, got "), failed);
    assertEquals("0.5", result.best().options().get("lambda"));
    assertTrue(MergeReport.grid(result).columnNames().contains("why empty"));
    assertEquals(
        "no merge came about: " + result.trials().get(0).failed(),
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    MergeComparison.of(
                        List.of("task-arithmetic"),
                        members(2).withBase(base),
                        bowl,
                        grid("lambda", "1e39"),
                        DEFAULTS))
            .getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tise|lambda|1|no method named tise, did you mean ties? (methods: uniform greedy",
        "ties,ties|lambda|1|methods must differ, got ties twice",
        "ties|lambda|x|lambda must be a number a finite number, got x",
        "ties|density|1.5|density must ",
        "linear|density|0.5|no option named density of linear",
        "slerp|seed|1|slerp must get 2 members, got 3",
        "slerp,linear,greedy|scope|row|slerp must get 2 members, got 3",
      })
  void whatDoesNotFitIsRefused(String names, String option, String value, String message) {
    String got =
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    MergeComparison.of(
                        List.of(names.split(",")),
                        members(3).withBase(base),
                        bowl,
                        grid(option, value),
                        DEFAULTS))
            .getMessage();
    assertTrue(got.startsWith(message), got);
  }

  @Test
  void aBaseIsAskedForAndWeightsGoToMethodsAlone() {
    assertEquals(
        "ties must have a base, what all members were trained from; got none",
        refusal(List.of("ties"), members(2)));
    MergeMembers weighted = members(2).withWeights(List.of(1.0, 3.0));
    assertEquals(
        "weights must go to methods alone, got them with greedy, whose members count alike",
        refusal(List.of("linear", "greedy"), weighted));
    MergeResult result =
        MergeComparison.of(List.of("linear"), weighted, bowl, MergeGrid.DEFAULTS, DEFAULTS);
    Point expected = new Line(near(0), near(1)).at(0.75);
    assertEquals(0, expected.distance(result.best().point().orElseThrow()), 1e-6);
    MergeMembers twice =
        MergeMembers.of(List.of(new Ingredient("a", near(0)), new Ingredient("b", near(0))));
    assertEquals(
        "networks with weights must differ, got b, the same network as a",
        refusal(List.of("linear"), twice.withWeights(List.of(1.0, 1.0))));
  }

  private String refusal(List<String> names, MergeMembers members) {
    return assertThrows(
            IllegalArgumentException.class,
            () -> MergeComparison.of(names, members, bowl, MergeGrid.DEFAULTS, DEFAULTS))
        .getMessage();
  }

  /** A base that was not chosen is for methods that must have one. */
  @Test
  void aStartIsNoBaseForMethodsThatMergeWeights() {
    List<String> names = List.of("nuslerp", "ties");
    MergeMembers two = members(2);
    MergeResult none =
        MergeComparison.of(List.of("nuslerp"), two, bowl, MergeGrid.DEFAULTS, DEFAULTS);
    MergeResult start =
        MergeComparison.of(names, two.startedAt(base), bowl, MergeGrid.DEFAULTS, DEFAULTS);
    MergeResult chosen =
        MergeComparison.of(names, two.withBase(base), bowl, MergeGrid.DEFAULTS, DEFAULTS);
    assertEquals(none.best().point(), start.row("nuslerp").point());
    assertFalse(none.best().point().equals(chosen.row("nuslerp").point()));
    assertEquals(start.row("ties").point(), chosen.row("ties").point());
  }

  @Test
  void allStandsForWhatTakesTheMembers() {
    MergeResult result =
        MergeComparison.of(List.of("all"), members(3), bowl, MergeGrid.DEFAULTS, DEFAULTS);
    List<String> names = result.names().names();
    assertTrue(names.containsAll(List.of("linear", "karcher", "multislerp")), "" + names);
    assertFalse(names.contains("ties") || names.contains("slerp"), "" + names);
    assertTrue(
        result.names().leftOut().contains("slerp must get 2 members, got 3"),
        "" + result.names().leftOut());
  }

  @Test
  void masksAreUnitedIntersectedOrPrunedAgain() {
    List<Ingredient> sparse =
        IntStream.range(0, 2)
            .mapToObj(
                i -> {
                  Mask mask = Mask.keeping(LAYOUT, entry -> (entry + i) % 3 != 0);
                  return new Ingredient("s" + i, near(i).masked(mask), mask);
                })
            .toList();
    MergeMembers members = MergeMembers.of(sparse).withBase(base);
    Mask both = sparse.get(0).mask().and(sparse.get(1).mask());
    for (String method : List.of("linear", "ties", "sparse")) {
      MergeRow union = only(method, members, Masks.UNION);
      assertEquals(sparse.get(0).mask().or(sparse.get(1).mask()), union.mask());
      assertEquals(both, only(method, members, Masks.INTERSECT).mask());
      MergeRow again = only(method, members, Masks.RE_PRUNE);
      assertEquals(sparse.get(0).mask().kept(), again.mask().kept());
      again.mask().requireZeros(again.point().orElseThrow());
      float least = Float.POSITIVE_INFINITY;
      for (int i = 0; i < 30; i++) {
        if (again.mask().keeps(i)) {
          least = Math.min(least, Math.abs(again.point().orElseThrow().at(i)));
        }
      }
      for (int i = 0; i < 30; i++) {
        assertTrue(again.mask().keeps(i) || Math.abs(union.point().orElseThrow().at(i)) <= least);
      }
    }
    assertEquals(Masks.UNION, only("uniform", members, Masks.INTERSECT).masks());
  }

  private MergeRow only(String method, MergeMembers members, Masks masks) {
    return MergeComparison.of(
            List.of(method), members, bowl, MergeGrid.DEFAULTS, DEFAULTS.withMasks(masks))
        .best();
  }

  @Test
  void anInterruptKeepsWhatWasTriedAndOpensNoTest() {
    List<String> opened = new ArrayList<>();
    bowl.opened =
        name -> {
          opened.add(name);
          if (opened.size() == 3) {
            Thread.currentThread().interrupt();
          }
        };
    MergeResult result =
        MergeComparison.of(
            List.of("ties", "linear"),
            members(3).withBase(base),
            bowl,
            grid("lambda", "0.1", "0.2", "0.3", "0.4", "0.5"),
            DEFAULTS);
    assertTrue(Thread.interrupted());
    assertEquals(Outcome.State.INTERRUPTED, result.outcome().state());
    assertEquals(3, result.trials().size());
    assertFalse(opened.contains("test"));
    assertEquals("stopped before its test", result.best().scores().missing());
    assertTrue(result.best().scores().validation().value() > 0);
    assertTrue(MergeReport.display(result).text().contains("The work was stopped"));
    MergeReport.chart(result);
  }

  @Test
  void betweenTasksMeansAreNormalisedByTheExperts() {
    List<MergeTask> tasks = List.of(new MergeTask("one", bowl), new MergeTask("two", bowl));
    MultiTaskResult result =
        MultiTaskMerge.of(
            List.of("task-arithmetic", "linear"),
            members(2).withBase(base),
            tasks,
            grid("lambda", "0.2", "0.4", "0.6"),
            DEFAULTS);
    assertEquals(4, result.trials().size());
    List<Score> own = result.own(SoupRow::test);
    MultiTaskRow linear = result.row("linear");
    double value = linear.scores().get(0).test().value();
    double normalised = (value / own.get(0).value() + value / own.get(1).value()) / 2;
    assertEquals(normalised, result.normalised(linear, SoupRow::test).orElseThrow(), 1e-12);
    assertEquals(3, result.experts().size());
    Point mean = new Line(near(0), near(1)).at(0.5);
    assertEquals(0, mean.distance(linear.point().orElseThrow()), 1e-6);
    assertEquals(
        result.rows().stream()
            .mapToDouble(r -> result.normalised(r, SoupRow::validation).orElseThrow())
            .max()
            .orElseThrow(),
        result.normalised(result.best(), SoupRow::validation).orElseThrow());
    assertThrows(
        IllegalArgumentException.class,
        () ->
            MultiTaskMerge.of(List.of("linear"), members(3), tasks, MergeGrid.DEFAULTS, DEFAULTS));
  }
}
