package org.stockpot.magic.soup;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.stockpot.display.Display;
import org.stockpot.format.FileMembers;
import org.stockpot.format.FileSoup;
import org.stockpot.format.MergedFile;
import org.stockpot.magic.UsageException;
import org.stockpot.magic.session.Call;
import org.stockpot.magic.session.Echo;
import org.stockpot.magic.session.PointFiles;
import org.stockpot.merge.Merges;
import org.stockpot.mergekit.FileRecipe;
import org.stockpot.mergekit.ReadRecipe;
import org.stockpot.mergekit.Recipes;
import org.stockpot.soup.SoupOptions;
import org.stockpot.study.merge.MergeGrid;
import org.stockpot.task.option.Suggestions;
import org.stockpot.text.Numbers;

/** The recipe {@code files} of {@code %soup}: without a task, from files to a file. */
final class SoupOfFiles {

  private static final String LINEAR = "linear";

  private final Call call;
  private final RecipeOptions options;
  private final List<String> words;

  private SoupOfFiles(Call call, List<String> words) {
    this.call = call;
    this.words = words;
    options = call.options(RecipeOptions.class);
  }

  static Path run(Call call, List<String> words) {
    SoupOfFiles soup = new SoupOfFiles(call, words);
    if (!soup.options.recipe().isEmpty()) {
      return soup.byRecipe();
    }
    if (soup.options.to().isEmpty() && soup.options.writeRecipe().isEmpty()) {
      throw new UsageException("the mean of files needs a file to go to: --to mean.safetensors");
    }
    return soup.byOptions();
  }

  /** Returns the options that mean nothing beside the others. */
  static Set<String> idle(Call call) {
    RecipeOptions options = call.options(RecipeOptions.class);
    Set<String> idle = new HashSet<>();
    if (!options.recipe().isEmpty()) {
      idle.add("method");
    }
    if (!options.recipe().isEmpty() || !draws(options.method())) {
      idle.add("seed");
    }
    return idle;
  }

  private static boolean draws(String method) {
    return FileRecipe.methods().contains(method) && SoupRecipes.takes(method, "seed");
  }

  private Path byRecipe() {
    List<String> besides = new ArrayList<>(words);
    Set<String> typed = call.arguments().options().keySet();
    List.of("method", "base", "entry", "seed", "write-recipe").stream()
        .filter(typed::contains)
        .forEach(option -> besides.add("--" + option));
    MergeArguments.AXES.stream().filter(typed::contains).forEach(o -> besides.add("--" + o));
    if (!besides.isEmpty()) {
      throw new UsageException(
          "a recipe says files, method and options itself, got besides " + besides.get(0));
    }
    if (options.to().isEmpty()) {
      throw new UsageException("a recipe needs a file to go to: --to merged.safetensors");
    }
    Path file = Path.of(options.recipe());
    ReadRecipe read = Recipes.read(file);
    String java = "Recipes.read(" + PointFiles.path(options.recipe()) + ").recipe()";
    call.show(Echo.of(call.line(), java + merging()));
    read.notes().forEach(note -> call.show(Display.text(note)));
    return merge(read.recipe(), false);
  }

  private Path byOptions() {
    SoupFiles named = SoupFiles.of(words);
    boolean plain = options.method().equals(LINEAR) && options.writeRecipe().isEmpty();
    FileRecipe recipe = recipe(named);
    call.show(Echo.of(call.line(), plain ? average(named) : java(named, recipe)));
    if (!named.dropped().isEmpty()) {
      String dropped = String.join(", ", named.dropped());
      call.show(Display.text("Each file counts once. Not counted: " + dropped + "."));
    }
    if (!options.writeRecipe().isEmpty()) {
      Path file = Path.of(options.writeRecipe());
      Recipes.write(recipe, file);
      call.show(Display.text("wrote the recipe: " + file));
      if (options.to().isEmpty()) {
        return call.finish(Path.class, file);
      }
    }
    return merge(recipe, plain);
  }

  private FileRecipe recipe(SoupFiles named) {
    List<String> known = FileRecipe.methods();
    String method = options.method();
    if (!known.contains(method)) {
      throw new UsageException(
          "no method for files named "
              + method
              + Suggestions.didYouMean(method, known)
              + " (methods: "
              + String.join(" ", known)
              + ")");
    }
    FileMembers members =
        FileMembers.of(named.paths()).withWeights(named.weights()).withEntry(options.entry());
    String base = call.options(MergeArguments.class).base();
    return new FileRecipe(
        method, values(method), base.isEmpty() ? members : members.withBase(Path.of(base)));
  }

  /** Returns the values that were given: one of each option. */
  private Map<String, String> values(String method) {
    MergeGrid grid =
        call.options(MergeArguments.class)
            .grid(draws(method), call.options(SoupOptions.class).seed());
    for (String name : grid.untaken(Merges.named(method))) {
      throw new UsageException("soup files --method " + method + " takes no --" + name);
    }
    Map<String, String> values = new HashMap<>();
    grid.values()
        .forEach(
            (name, some) -> {
              if (some.size() != 1) {
                throw new UsageException(
                    name + " of files must be one value, got " + String.join(",", some));
              }
              values.put(name, some.get(0));
            });
    return values;
  }

  private Path merge(FileRecipe recipe, boolean plain) {
    Path out = Path.of(options.to());
    if (plain) {
      FileMembers members = recipe.members();
      FileSoup.average(members.files(), members.weights(), members.entry(), out);
      show("the mean", recipe, out);
    } else {
      MergedFile merged = recipe.mergeTo(out);
      show(recipe.method(), recipe, out);
      merged.notes().forEach(note -> call.show(Display.text(note)));
    }
    return call.finish(Path.class, out);
  }

  private void show(String what, FileRecipe recipe, Path out) {
    String settings =
        recipe.options().entrySet().stream()
            .map(option -> option.getKey() + " " + option.getValue())
            .collect(Collectors.joining(", "));
    String base = recipe.members().base().map(file -> " over the base " + file).orElse("");
    String meaning = Merges.named(recipe.method()).meaning();
    call.show(
        Display.text(
            "wrote "
                + what
                + " of "
                + Numbers.counted(recipe.members().files().size(), "file")
                + base
                + ": "
                + out
                + ", "
                + Numbers.bytes(out.toFile().length())
                + (settings.isEmpty() ? "" : " (" + meaning + "; " + settings + ")")));
  }

  private String java(SoupFiles named, FileRecipe recipe) {
    boolean equal = named.weights().stream().allMatch(w -> w == 1);
    String base = call.options(MergeArguments.class).base();
    String java =
        "new FileRecipe("
            + call.java(options.method())
            + ", "
            + call.java(recipe.options())
            + ", FileMembers.of("
            + files(named)
            + ")"
            + (equal ? "" : ".withWeights(" + call.java(named.weights()) + ")")
            + (base.isEmpty() ? "" : ".withBase(" + PointFiles.path(base) + ")")
            + (options.entry().isEmpty() ? "" : ".withEntry(" + call.java(options.entry()) + ")")
            + ")";
    String write =
        options.writeRecipe().isEmpty()
            ? ""
            : "Recipes.write(" + java + ", " + PointFiles.path(options.writeRecipe()) + ")";
    return options.to().isEmpty()
        ? write
        : (write.isEmpty() ? "" : write + ";\n") + java + merging();
  }

  private String merging() {
    return ".mergeTo(" + PointFiles.path(options.to()) + ")";
  }

  private String files(SoupFiles named) {
    boolean pattern = words.size() == 1 && words.get(0).contains("*") && named.dropped().isEmpty();
    boolean equal = named.weights().stream().allMatch(w -> w == 1);
    return pattern && equal
        ? "FileSoup.matching(" + call.java(words.get(0)) + ")"
        : named.paths().stream()
            .map(file -> PointFiles.path(file.toString()))
            .collect(Collectors.joining(", ", "List.of(", ")"));
  }

  private String average(SoupFiles named) {
    boolean equal = named.weights().stream().allMatch(w -> w == 1);
    String entry = options.entry().isEmpty() ? "" : ", " + call.java(options.entry());
    return "FileSoup.average("
        + files(named)
        + (equal && entry.isEmpty() ? "" : ", " + call.java(named.weights()) + entry)
        + ", "
        + PointFiles.path(options.to())
        + ")";
  }
}
