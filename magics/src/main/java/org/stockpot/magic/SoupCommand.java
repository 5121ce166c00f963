package org.stockpot.magic;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.stockpot.display.Display;
import org.stockpot.djl.DjlTask;
import org.stockpot.format.FileSoup;
import org.stockpot.report.InterpolationReport;
import org.stockpot.report.Scores;
import org.stockpot.report.SoupReport;
import org.stockpot.soup.FinetuneResult;
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
import org.stockpot.task.Help;
import org.stockpot.task.Outcome;
import org.stockpot.task.Suggestions;
import org.stockpot.text.Numbers;
import org.stockpot.weights.Line;

/** Averages of networks. */
final class SoupCommand implements Command {

  private static final String WEIGHTED = "weighted";
  private static final String INTERPOLATE = "interpolate";
  private static final String FILES = "files";

  /**
   * What single recipes need.
   *
   * @param samples positions on the line
   * @param to the file that takes the mean of files
   */
  record Options(
      @Help("for interpolate: positions, both ends among them") int samples,
      @Help("for files: the file to write, .safetensors or .npz") String to) {}

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
    return recipes();
  }

  private static List<String> recipes() {
    List<String> names = new ArrayList<>(Values.constants(SoupRecipe.class));
    names.add(WEIGHTED);
    names.add(INTERPOLATE);
    names.add(FILES);
    return names;
  }

  @Override
  public List<Record> standards(Session session) {
    return List.of(SoupOptions.defaults(), new Options(11, ""), Output.defaults());
  }

  @Override
  public Object run(Call call) {
    List<String> words = call.words(2, Integer.MAX_VALUE);
    String first = words.get(0);
    List<String> points = words.subList(1, words.size());
    return switch (first) {
      case WEIGHTED -> weighted(call, points);
      case INTERPOLATE -> interpolate(call, points);
      case FILES -> files(call, points);
      default -> cook(call, recipes(first), points);
    };
  }

  private static List<SoupRecipe> recipes(String text) {
    List<SoupRecipe> recipes = new ArrayList<>();
    for (String name : text.split(",", -1)) {
      recipes.add(
          Arrays.stream(SoupRecipe.values())
              .filter(recipe -> Values.write(recipe).equals(name))
              .findFirst()
              .orElseThrow(() -> unknown(name)));
    }
    return recipes;
  }

  private static UsageException unknown(String name) {
    return new UsageException(
        "no recipe named "
            + name
            + Suggestions.didYouMean(name, recipes())
            + " (recipes: "
            + String.join(" ", recipes())
            + ")");
  }

  private static List<Ingredient> ingredients(Call call, List<String> words) {
    Points points = new Points(call.session());
    Set<String> names = new LinkedHashSet<>();
    words.forEach(word -> names.addAll(points.expand(word)));
    return names.stream().map(name -> new Ingredient(name, points.resolve(name))).toList();
  }

  private static Object cook(Call call, List<SoupRecipe> recipes, List<String> words) {
    DjlTask task = call.session().task();
    SoupOptions options = call.options(SoupOptions.class);
    List<Ingredient> ingredients = ingredients(call, words);
    call.echo(task, java(call, recipes, words, ingredients));
    SoupComparison result =
        call.live(
            "soup",
            progress -> Soups.compare(recipes, ingredients, task, options, progress),
            SoupCommand::outcome);
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
            .map(soup -> Values.write(soup.recipe()) + ": test " + Scores.text(soup.row().test()))
            .collect(Collectors.joining(", "));
    return new Outcome(Outcome.State.DONE, message);
  }

  private static String java(
      Call call, List<SoupRecipe> recipes, List<String> words, List<Ingredient> ingredients) {
    boolean single = recipes.size() == 1;
    return (single ? "Soups.cook(" : "Soups.compare(")
        + (single ? call.java(recipes.get(0)) : call.java(recipes))
        + ", "
        + (words.size() == 1 ? java(call, words.get(0), ingredients) : java(call, ingredients))
        + ", task, "
        + call.java(call.options(SoupOptions.class))
        + ", Progress.NONE)";
  }

  private static String java(Call call, String word, List<Ingredient> ingredients) {
    String head = word.replaceFirst("\\.\\*$", "");
    boolean all =
        word.endsWith(".*") && call.session().results().get(head) instanceof FinetuneResult;
    return all ? head + ".ingredients(\"" + head + "\")" : java(call, ingredients);
  }

  private static String java(Call call, List<Ingredient> ingredients) {
    Points points = new Points(call.session());
    return ingredients.stream()
        .map(i -> "new Ingredient(\"" + i.name() + "\", " + points.java(i.name()) + ")")
        .collect(Collectors.joining(", ", "List.of(", ")"));
  }

  private static WeightedResult weighted(Call call, List<String> words) {
    DjlTask task = call.session().task();
    Points points = new Points(call.session());
    List<Ingredient> ingredients = new ArrayList<>();
    List<Double> weights = new ArrayList<>();
    for (String word : words) {
      int equals = word.lastIndexOf('=');
      if (equals < 1) {
        throw new UsageException("a weighted point must look like base=0.3, got " + word);
      }
      String name = word.substring(0, equals);
      ingredients.add(new Ingredient(name, points.resolve(name)));
      weights.add(weight(name, word.substring(equals + 1)));
    }
    SoupOptions options = call.options(SoupOptions.class);
    call.echo(
        task,
        "WeightedSoup.of("
            + java(call, ingredients)
            + ", "
            + call.java(weights)
            + ", task, "
            + call.java(options)
            + ", Progress.NONE)");
    WeightedResult result =
        call.live(
            "soup",
            progress -> WeightedSoup.of(ingredients, weights, task, options, progress),
            r -> new Outcome(Outcome.State.DONE, "test " + Scores.text(r.rows().get(0).test())));
    call.showResult(SoupReport.display(result));
    return call.finish(WeightedResult.class, result);
  }

  private static double weight(String name, String text) {
    try {
      return (double) Values.read(double.class, text);
    } catch (UsageException e) {
      throw new UsageException("the weight of " + name + " " + e.getMessage());
    }
  }

  private static Path files(Call call, List<String> words) {
    String to = call.options(Options.class).to();
    if (to.isEmpty()) {
      throw new UsageException("the mean of files needs a file to go to: --to mean.safetensors");
    }
    List<Path> files = new ArrayList<>();
    List<Double> weights = new ArrayList<>();
    for (String word : words) {
      int equals = word.lastIndexOf('=');
      String pattern = equals < 1 ? word : word.substring(0, equals);
      double weight = equals < 1 ? 1 : weight(pattern, word.substring(equals + 1));
      for (String file : pattern.contains("*") ? PointFiles.expand(pattern) : List.of(pattern)) {
        files.add(Path.of(file));
        weights.add(weight);
      }
    }
    Path out = Path.of(to);
    call.show(
        Echo.of(
            call.line(),
            files.stream()
                    .map(file -> "Path.of(" + JavaSource.of(file.toString(), Map.of()) + ")")
                    .collect(Collectors.joining(", ", "FileSoup.average(List.of(", "), "))
                + call.java(weights)
                + ", Path.of("
                + JavaSource.of(to, Map.of())
                + "))"));
    FileSoup.average(files, weights, out);
    String bytes = Numbers.bytes(out.toFile().length());
    call.show(Display.text("wrote the mean of " + files.size() + " files: " + out + ", " + bytes));
    return call.finish(Path.class, out);
  }

  private static InterpolationResult interpolate(Call call, List<String> words) {
    if (words.size() != 2) {
      throw new UsageException(
          "interpolate must have two points, pre-trained and fine-tuned, got "
              + String.join(" ", words));
    }
    DjlTask task = call.session().task();
    Points points = new Points(call.session());
    Line line = new Line(points.resolve(words.get(0)), points.resolve(words.get(1)));
    SoupOptions options = call.options(SoupOptions.class);
    int samples = call.options(Options.class).samples();
    call.echo(
        task,
        "Interpolation.of(new Line("
            + points.java(words.get(0))
            + ", "
            + points.java(words.get(1))
            + "), "
            + samples
            + ", "
            + call.java(options.recalibrate())
            + ", "
            + call.java(options.shift())
            + ", task, Progress.NONE)");
    InterpolationResult result =
        call.live(
            "soup",
            progress ->
                Interpolation.of(
                    line, samples, options.recalibrate(), options.shift(), task, progress),
            r -> new Outcome(Outcome.State.DONE, "best at α = " + r.best()));
    call.showResult(InterpolationReport.display(result));
    call.show(InterpolationReport.chart(result));
    return call.finish(InterpolationResult.class, result);
  }
}
