package org.stockpot.magic.soup;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.stockpot.magic.UsageException;
import org.stockpot.magic.option.Values;
import org.stockpot.magic.session.Call;
import org.stockpot.magic.session.Output;
import org.stockpot.magic.session.PlannedCommand;
import org.stockpot.magic.session.PointMatches;
import org.stockpot.magic.session.ResultType;
import org.stockpot.magic.session.RunRecorder;
import org.stockpot.magic.session.Session;
import org.stockpot.magic.session.SharedOptions;
import org.stockpot.magic.session.Zeros;
import org.stockpot.report.parts.Scores;
import org.stockpot.report.soup.InterpolationReport;
import org.stockpot.report.soup.SoupReport;
import org.stockpot.soup.FinetuneResult;
import org.stockpot.soup.Ingredient;
import org.stockpot.soup.InterpolationResult;
import org.stockpot.soup.SoupComparison;
import org.stockpot.soup.SoupOptions;
import org.stockpot.soup.SoupOrigin.Dropped;
import org.stockpot.soup.SoupRecipe;
import org.stockpot.soup.SoupResult;
import org.stockpot.soup.Soups;
import org.stockpot.soup.WeightedResult;
import org.stockpot.task.Outcome;
import org.stockpot.task.Plan;
import org.stockpot.task.Task;
import org.stockpot.task.TestSet;

/** Averages of networks. */
public final class SoupCommand implements PlannedCommand {

  @Override
  public String name() {
    return "soup";
  }

  @Override
  public String summary() {
    return "averages networks: all (uniform), those that do not lower validation (greedy), all without"
        + " those that validation does not miss (pruned), those that share a mask (sparse), with given"
        + " weights (weighted), along the line from a pre-trained network (interpolate), or checkpoints"
        + " too large for memory, from files to a file without a task (files)";
  }

  @Override
  public String words() {
    return "RECIPE[,RECIPE…] POINT…, or weighted POINT=WEIGHT…, or interpolate FROM TO, or files"
        + " FILE[=WEIGHT]…";
  }

  @Override
  public List<String> examples() {
    return List.of(
        "%soup greedy ft.* --as soup",
        "%soup uniform,greedy,pruned ft.* --shift noise:0.2,rotate:15",
        "%soup greedy ft.* --order random --seed 3 --passes 2",
        "%soup uniform a b c --gate 2% --recalibrate re-estimate",
        "%soup sparse t.* --masks intersect",
        "%soup weighted a=0.3 b=0.7 --as mix",
        "%soup interpolate base ft.3 --shift rotate:30",
        "%soup files runs/*.pt --to mean.safetensors");
  }

  @Override
  public List<String> candidates() {
    return SoupRecipes.NAMES;
  }

  @Override
  public List<ResultType<?>> results() {
    return List.of(
        ResultType.of(SoupResult.class, SoupReport::display).offering(SoupPoints::add),
        ResultType.of(SoupComparison.class, SoupReport::display).offering(SoupPoints::add),
        ResultType.of(WeightedResult.class, SoupReport::display).offering(SoupPoints::add),
        ResultType.of(InterpolationResult.class, InterpolationReport::display)
            .offering(SoupPoints::add));
  }

  @Override
  public List<String> otherNames() {
    return List.of("merge", "average", "swa", "ensemble", "mergekit", "cook");
  }

  @Override
  public List<Record> standards(Session session) {
    return List.of(
        SoupOptions.defaults().withShift(session.furtherTests().toArray(TestSet[]::new)),
        new RecipeOptions(11, "", ""),
        SharedOptions.ZeroWeights.defaults(),
        SharedOptions.Leak.defaults(),
        SharedOptions.Chart.defaults(),
        SharedOptions.Reuse.defaults(),
        SharedOptions.Planning.defaults(),
        Output.defaults());
  }

  @Override
  public Set<String> idle(Call call) {
    return SoupRecipes.idle(call.arguments().words().get(0));
  }

  @Override
  public Object run(Call call) {
    List<String> words = call.words(2, Integer.MAX_VALUE);
    String recipe = words.get(0);
    SoupRecipes.requireTaken(call.arguments().options().keySet(), recipe);
    List<String> points = words.subList(1, words.size());
    return switch (recipe) {
      case SoupRecipes.WEIGHTED -> SoupByWeights.run(call, points);
      case SoupRecipes.INTERPOLATE -> SoupAlongLine.run(call, points);
      case SoupRecipes.FILES -> SoupOfFiles.run(call, points);
      default -> run(call, SoupRecipes.read(recipe), points);
    };
  }

  @Override
  public Plan plan(Call call) {
    List<String> words = call.words(2, Integer.MAX_VALUE);
    SoupRecipes.requireTaken(call.arguments().options().keySet(), words.get(0));
    if (!SoupRecipes.choosesMembers(words.get(0))) {
      throw new UsageException(
          "plan and options with several values must come with recipes that choose their members, "
              + String.join(", ", Values.constants(SoupRecipe.class))
              + ", got "
              + words.get(0));
    }
    List<PointMatches> matches =
        words.stream().skip(1).map(word -> call.points().matches(word)).toList();
    return Soups.plan(
        SoupRecipes.read(words.get(0)),
        ingredients(call, matches),
        call.session().task(),
        call.options(SoupOptions.class));
  }

  @Override
  public Set<String> replicates() {
    return Set.of("seed");
  }

  private static List<Ingredient> ingredients(Call call, List<PointMatches> matches) {
    Zeros zeros = call.options(SharedOptions.ZeroWeights.class).zeros();
    return matches.stream()
        .flatMap(found -> found.names().stream())
        .map(name -> call.points().ingredient(name, zeros))
        .toList();
  }

  private static Object run(Call call, List<SoupRecipe> recipes, List<String> words) {
    Task task = call.session().task();
    SoupOptions options = call.options(SoupOptions.class);
    SoupIngredients.seeStatistics(call, task);
    List<PointMatches> matches = words.stream().map(call.points()::matches).toList();
    List<Ingredient> ingredients = ingredients(call, matches);
    List<Dropped> dropped = new ArrayList<>();
    matches.stream()
        .flatMap(found -> found.starts().stream())
        .forEach(name -> dropped.add(new Dropped(name, "a start, not a solution")));
    words.forEach(word -> dropped.addAll(call.points().diverged(word)));
    call.echo(task, java(call, recipes, words, ingredients));
    RunRecorder recorder = new RunRecorder(call, task);
    SoupComparison result =
        call.live(
            "soup",
            progress ->
                Soups.compare(recipes, ingredients, recorder.task(), options, progress)
                    .dropping(dropped),
            r -> recorder.outcome(outcome(r)));
    recorder.list(outcome(result), SoupReport.table(result));
    SoupResult one = result.soups().get(0);
    boolean single = recipes.size() == 1;
    call.showResult(single ? SoupReport.display(one) : SoupReport.display(result));
    result.soups().stream().filter(s -> !s.ledger().isEmpty()).forEach(soup -> show(call, soup));
    if (!options.shift().isEmpty()) {
      call.show(SoupReport.chart(result));
    }
    return single ? call.finish(SoupResult.class, one) : call.finish(SoupComparison.class, result);
  }

  private static void show(Call call, SoupResult soup) {
    call.show(SoupReport.waterfall(soup));
    if (SoupReport.hasRefused(soup)) {
      call.show(SoupReport.gate(soup));
    }
  }

  private static Outcome outcome(SoupComparison result) {
    String message =
        result.soups().stream()
            .map(
                soup ->
                    "the "
                        + Values.write(soup.recipe())
                        + " soup: test "
                        + Scores.text(soup.row().test()))
            .collect(Collectors.joining(", "));
    return new Outcome(Outcome.State.DONE, message);
  }

  private static String java(
      Call call, List<SoupRecipe> recipes, List<String> words, List<Ingredient> ingredients) {
    boolean single = recipes.size() == 1;
    return call.assigned(
        single ? "SoupResult" : "SoupComparison",
        (single ? "Soups.of(" : "Soups.compare(")
            + (single ? call.java(recipes.get(0)) : call.java(recipes))
            + ", "
            + (words.size() == 1
                ? java(call, words.get(0), ingredients)
                : SoupIngredients.java(call, ingredients))
            + ", Stockpot.task(), "
            + call.java(call.options(SoupOptions.class))
            + ")");
  }

  private static String java(Call call, String word, List<Ingredient> ingredients) {
    String head = word.replaceFirst("\\.\\*$", "");
    boolean all =
        word.endsWith(".*")
            && call.options(SharedOptions.ZeroWeights.class).zeros() == Zeros.WEIGHTS
            && call.session().results().get(head) instanceof FinetuneResult;
    return all ? head + ".ingredients(\"" + head + "\")" : SoupIngredients.java(call, ingredients);
  }
}
