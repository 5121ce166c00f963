package org.stockpot.magic.soup;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.stockpot.align.AlignBy;
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
import org.stockpot.report.soup.MergeReport;
import org.stockpot.report.soup.MultiTaskReport;
import org.stockpot.report.soup.SoupReport;
import org.stockpot.report.soup.TrajectoryMeansReport;
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
import org.stockpot.study.AlignChoice;
import org.stockpot.study.AlignedGates;
import org.stockpot.study.merge.MergeResult;
import org.stockpot.study.merge.MultiTaskResult;
import org.stockpot.study.merge.TrajectoryMeansResult;
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
        + " weights (weighted), along the line from a pre-trained network (interpolate), the points"
        + " that one training passed through (swa, ema, lawa), or checkpoints too large for memory, by any"
        + " method, from files to a file without a task (files). Merge methods ("
        + String.join(", ", SoupRecipes.METHODS)
        + "; all for those that take the members) and recipes that choose members go together: one"
        + " table, with the options that validation chose from a grid and the chosen row marked; --on"
        + " merges experts of several tasks into one network";
  }

  @Override
  public String words() {
    return "RECIPE[,METHOD…] POINT[=WEIGHT]…, or weighted POINT=WEIGHT…, or interpolate FROM TO, or"
        + " swa|ema|lawa TRAINING, or files FILE[=WEIGHT]…";
  }

  @Override
  public List<String> examples() {
    return List.of(
        "%soup greedy ft.* --as soup",
        "%soup uniform,greedy,pruned ft.* --shift noise:0.2,rotate:15",
        "%soup greedy ft.* --order random --seed 3 --passes 2",
        "%soup uniform a b c --gate 2% --recalibrate re-estimate",
        "%soup greedy a b c --gate 2% --align weights",
        "%soup sparse t.* --masks intersect",
        "%soup ties,dare,slerp,greedy ft.1 ft.2 --base base --density 0.1,0.2,0.5 --lambda 0.3..1:4 --as m",
        "%soup all,greedy ft.* --base base",
        "%soup ties,task-arithmetic a b --base start --on upright,turned --lambda 0.2..1:5",
        "%soup weighted a=0.3 b=0.7 --as mix",
        "%soup interpolate base ft.3 --shift rotate:30",
        "%soup swa,ema,lawa base --as averages",
        "%soup files runs/*.pt --to mean.safetensors",
        "%soup files a.safetensors b.safetensors=0.5 --method ties --base base.safetensors --density 0.2"
            + " --to merged.safetensors",
        "%soup files --recipe mergekit.yml --to merged.safetensors");
  }

  @Override
  public List<String> candidates() {
    return SoupRecipes.NAMES;
  }

  @Override
  public List<String> values(String option) {
    return SoupRecipes.words(option);
  }

  @Override
  public Set<String> points() {
    return Set.of("base");
  }

  @Override
  public List<ResultType<?>> results() {
    return List.of(
        ResultType.of(SoupResult.class, SoupReport::display).offering(SoupPoints::add),
        ResultType.of(SoupComparison.class, SoupReport::display).offering(SoupPoints::add),
        ResultType.of(MergeResult.class, MergeReport::display)
            .called("a comparison of merges")
            .offering(SoupPoints::add),
        ResultType.of(MultiTaskResult.class, MultiTaskReport::display)
            .called("merges between tasks")
            .offering(SoupPoints::add),
        ResultType.of(TrajectoryMeansResult.class, TrajectoryMeansReport::display)
            .called("averages along a training")
            .offering(SoupPoints::add),
        ResultType.of(WeightedResult.class, SoupReport::display).offering(SoupPoints::add),
        ResultType.of(InterpolationResult.class, InterpolationReport::display)
            .offering(SoupPoints::add));
  }

  @Override
  public List<String> otherNames() {
    return List.of(
        "merge",
        "average",
        "swa",
        "ensemble",
        "mergekit",
        "cook",
        "multi-task",
        "task-vectors",
        "fusion");
  }

  @Override
  public List<Record> standards(Session session) {
    return List.of(
        SoupOptions.defaults().withShift(session.furtherTests().toArray(TestSet[]::new)),
        MergeArguments.defaults(),
        RecipeOptions.defaults(),
        AveragingOptions.defaults(),
        AlignedGateOption.defaults(),
        SharedOptions.ZeroWeights.defaults(),
        SharedOptions.Leak.defaults(),
        SharedOptions.Chart.defaults(),
        SharedOptions.Reuse.defaults(),
        SharedOptions.Planning.defaults(),
        Output.defaults());
  }

  @Override
  public Set<String> idle(Call call) {
    Set<String> idle = SoupRecipes.idle(call.arguments().words().get(0));
    if (call.arguments().words().get(0).equals(SoupRecipes.FILES)) {
      idle.addAll(SoupOfFiles.idle(call));
    }
    if (isBetweenTasks(call)) {
      idle.add("shift");
    }
    if (call.options(SoupOptions.class).gate() >= 1) {
      idle.add("align");
    }
    // Averages of a training have rules of their own, unless one is asked for.
    boolean asked = call.arguments().options().containsKey("recalibrate");
    if (SoupRecipes.averagesTraining(call.arguments().words().get(0)) && !asked) {
      idle.add("recalibrate");
    }
    return idle;
  }

  @Override
  public Object run(Call call) {
    boolean told = !call.options(RecipeOptions.class).recipe().isEmpty();
    List<String> words = call.words(told ? 1 : 2, Integer.MAX_VALUE);
    String recipe = words.get(0);
    SoupRecipes.requireTaken(call.arguments().options().keySet(), recipe);
    AlignChoice align = AlignedGateOption.of(call, SoupRecipes.choosesMembers(recipe));
    List<String> points = words.subList(1, words.size());
    if (SoupRecipes.averagesTraining(recipe)) {
      return new SoupAlongTraining(call, recipe, points).run();
    }
    return switch (recipe) {
      case SoupRecipes.WEIGHTED -> SoupByWeights.run(call, points);
      case SoupRecipes.INTERPOLATE -> SoupAlongLine.run(call, points);
      case SoupRecipes.FILES -> SoupOfFiles.run(call, points);
      default ->
          SoupRecipes.merges(recipe)
              ? merged(call, recipe, points)
              : run(call, SoupRecipes.read(recipe), points, align);
    };
  }

  private static Object merged(Call call, String methods, List<String> points) {
    return isBetweenTasks(call)
        ? new SoupAcrossTasks(call, methods, points).run()
        : new SoupByMethods(call, methods, points).run();
  }

  private static boolean isBetweenTasks(Call call) {
    return !call.options(MergeArguments.class).on().isEmpty();
  }

  @Override
  public Plan plan(Call call) {
    List<String> words = call.words(2, Integer.MAX_VALUE);
    SoupRecipes.requireTaken(call.arguments().options().keySet(), words.get(0));
    AlignChoice align = AlignedGateOption.of(call, SoupRecipes.choosesMembers(words.get(0)));
    if (SoupRecipes.averagesTraining(words.get(0))) {
      return new SoupAlongTraining(call, words.get(0), words.subList(1, words.size())).plan();
    }
    if (SoupRecipes.merges(words.get(0))) {
      List<String> points = words.subList(1, words.size());
      return isBetweenTasks(call)
          ? new SoupAcrossTasks(call, words.get(0), points).plan()
          : new SoupByMethods(call, words.get(0), points).plan();
    }
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
        call.options(SoupOptions.class),
        align.by().map(by -> AlignedGates.by(by, call.session().task())));
  }

  @Override
  public void requireVariants(List<String> words) {
    if (!words.isEmpty() && SoupRecipes.merges(words.get(0))) {
      throw new UsageException(
          "several values beside a merge must be of the options of its grid, "
              + String.join(", ", MergeArguments.AXES)
              + ": others want a line each");
    }
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

  private static Object run(
      Call call, List<SoupRecipe> recipes, List<String> words, AlignChoice align) {
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
                Soups.compare(
                        recipes,
                        ingredients,
                        recorder.task(),
                        options,
                        align.by().map(by -> AlignedGates.by(by, recorder.task())),
                        progress)
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
            + call.options(AlignedGateOption.class).align().by().map(SoupCommand::java).orElse("")
            + ")");
  }

  private static String java(AlignBy by) {
    return ", AlignedGates.by(AlignBy." + by.name() + ", Stockpot.task())";
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
