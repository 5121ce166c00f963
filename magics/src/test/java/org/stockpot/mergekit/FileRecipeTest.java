package org.stockpot.mergekit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.stockpot.format.Checkpoint;
import org.stockpot.format.FileMembers;
import org.stockpot.format.tensor.FormatException;
import org.stockpot.merge.MergeMethod;
import org.stockpot.merge.Merges;
import org.stockpot.testing.Points;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Mask;
import org.stockpot.weights.MergeInputs;
import org.stockpot.weights.Point;

final class FileRecipeTest {

  private static final Layout LAYOUT = Points.small();

  @TempDir Path directory;
  private final Map<String, Point> points = new HashMap<>();

  @BeforeEach
  void save() {
    int seed = 1;
    for (String name : List.of("base", "a", "b", "c")) {
      points.put(name, Points.random(LAYOUT, seed++));
      new Checkpoint(points.get(name), Mask.full(LAYOUT), Map.of()).save(file(name));
    }
  }

  private Path file(String name) {
    return directory.resolve(name + ".safetensors");
  }

  private Path recipe(String yaml) {
    String text = yaml.replaceAll("\\b(base|a|b|c)\\.st", directory + "/$1.safetensors");
    try {
      return Files.writeString(directory.resolve("recipe.yml"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ReadRecipe read(String yaml) {
    return Recipes.read(recipe(yaml));
  }

  private String refusal(String yaml) {
    Path file = recipe(yaml);
    return assertThrows(FormatException.class, () -> Recipes.read(file))
        .getMessage()
        .replace(file + ": ", "")
        .replace(directory + "/", "");
  }

  private static final String TIES =
      """
      models:
        - model: base.st
          # no parameters necessary for base model
        - model: a.st
          parameters:
            density: 0.5
            weight: 0.5
        - model: b.st
          parameters:
            density: 0.5
            weight: 0.3
      merge_method: ties
      base_model: base.st
      parameters:
        normalize: true
        int8_mask: true
      dtype: float32
      tokenizer_source: union
      """;

  @Test
  void aRecipeMeansWhatItMeansThere() {
    ReadRecipe read = read(TIES);
    FileRecipe recipe = read.recipe();
    assertEquals("ties", recipe.method());
    assertEquals(
        Map.of(
            "density", "0.5", "lambda", "1", "normalise", "yes", "scope", "tensor", "zero", "plus"),
        recipe.options());
    assertEquals(
        FileMembers.of(List.of(file("a"), file("b")))
            .withWeights(List.of(0.5, 0.3))
            .withBase(file("base")),
        recipe.members());
    assertEquals(
        List.of(
            "Line 18: tokenizer_source decides nothing, files hold weights alone.",
            "Line 16: int8_mask changes no numbers."),
        read.notes());
    Path out = directory.resolve("out.safetensors");
    recipe.mergeTo(out);
    Point expected =
        Merges.of("ties", recipe.options())
            .of(
                MergeInputs.of(List.of(points.get("a"), points.get("b")))
                    .withWeights(List.of(0.5, 0.3))
                    .withBase(points.get("base")));
    assertEquals(expected, Checkpoint.load(out).point());
  }

  @ParameterizedTest
  @CsvSource({
    "linear, '{}', linear",
    "task_arithmetic, 'lambda=1 normalise=no scope=tensor', task-arithmetic",
    "dare_linear, 'density=1 lambda=1 normalise=no rescale=l1 scope=tensor seed=1', dare",
    "dare_ties, 'density=1 lambda=1 normalise=no rescale=l1 scope=tensor seed=1 zero=plus', dare-ties",
    "breadcrumbs, 'density=1 gamma=0.01 lambda=1 normalise=no scope=tensor', breadcrumbs",
    "sce, 'density=1 scope=tensor', sce",
    "ram, 'epsilon=1.0E-5', ram",
    "model_stock, 'scope=tensor', model-stock",
    "karcher, 'scope=tensor steps=10 tolerance=1.0E-5', karcher",
    "nuslerp, 'scope=tensor', nuslerp",
    "multislerp, 'scope=tensor', multislerp"
  })
  void defaultsAreTheirs(String theirs, String options, String ours) {
    Dialect dialect = Dialect.theirs(theirs).orElseThrow();
    String weight = dialect.weighted() ? "{weight: 1}" : "{}";
    String yaml =
        "merge_method: "
            + theirs
            + "\n"
            + (dialect.base() == Dialect.Base.REQUIRED ? "base_model: base.st\n" : "")
            + "models:\n- {model: a.st, parameters: "
            + weight
            + "}\n- {model: b.st, parameters: "
            + weight
            + "}\n";
    FileRecipe recipe = read(yaml).recipe();
    assertEquals(ours, recipe.method());
    assertEquals("{" + options.replace(" ", ", ").replace("{}", "") + "}", recipe.options() + "");
  }

  static Stream<Dialect> dialects() {
    return Dialect.ALL.stream();
  }

  /** Every method and every option that they have words for. */
  @ParameterizedTest
  @MethodSource("dialects")
  void whatIsWrittenReadsBackEqual(Dialect dialect) {
    MergeMethod method = Merges.named(dialect.ours());
    FileMembers members =
        FileMembers.of(
            List.of(file("a"), file("b"), file("c")).subList(0, Math.min(3, method.most())));
    if (dialect.weighted() || dialect.base() == Dialect.Base.FIRST) {
      members = members.withWeights(List.of(0.3, 1e-7, 2.0).subList(0, members.files().size()));
    }
    if (method.base() != MergeMethod.Base.UNUSED) {
      members = members.withBase(file("base"));
    }
    Map<String, String> options = new HashMap<>(dialect.fixed());
    dialect.words().forEach(word -> options.put(word.ours(), other(word)));
    FileRecipe recipe = new FileRecipe(dialect.ours(), options, members);
    Path file = directory.resolve("written.yml");
    Recipes.write(recipe, file);
    assertEquals(recipe, Recipes.read(file).recipe());
  }

  /** Returns a value that is no default. */
  private static String other(Word word) {
    return switch (word.ours()) {
      case "steps" -> "7";
      case "lambda" -> "-0.25";
      case "density" -> "0.31";
      case "epsilon" -> "0.125";
      default ->
          word.truths().isEmpty()
              ? "0.015625"
              : word.truths().get(!Boolean.parseBoolean(word.standard().orElseThrow()));
    };
  }

  @Test
  void whatTheyCannotSayIsRefused() {
    FileMembers members = FileMembers.of(List.of(file("a"))).withBase(file("base"));
    assertEquals(
        "mergekit's recipes have no word for scope = whole; use tensor",
        unwritten(new FileRecipe("ties", Map.of("zero", "plus"), members)));
    assertEquals(
        "mergekit's recipes have no word for method iso-c",
        unwritten(new FileRecipe("iso-c", Map.of(), members)));
    assertTrue(
        unwritten(new FileRecipe("dare", Map.of(), members))
            .startsWith("mergekit's recipes have no word for rescale = probability; use "));
    assertEquals(
        "mergekit's recipes have no word for weights in model_stock, got 2.0",
        unwritten(
            new FileRecipe(
                "model-stock",
                Map.of(),
                FileMembers.of(List.of(file("a"), file("b")))
                    .withWeights(List.of(2.0, 1.0))
                    .withBase(file("base")))));
  }

  private static String unwritten(FileRecipe recipe) {
    return assertThrows(IllegalArgumentException.class, () -> RecipeWriter.write(recipe))
        .getMessage();
  }

  @Test
  void slerpGoesFromTheBase() {
    String yaml =
        """
        merge_method: slerp
        base_model: a.st
        models: [{model: b.st}, {model: a.st}]
        parameters: {t: 0.25}
        """;
    FileRecipe recipe = read(yaml).recipe();
    assertEquals(List.of(file("a"), file("b")), recipe.members().files());
    assertEquals(List.of(0.75, 0.25), recipe.members().weights());
    assertEquals(
        "line 4: t must be one value: gradients over layers and filters have no meaning here",
        refusal(yaml.replace("0.25", "[0, 1]")));
    assertEquals("line 4: t must lie in [0, 1], got 2", refusal(yaml.replace("0.25", "2")));
  }

  @Test
  void aFolderIsItsCheckpoint() throws IOException {
    Path folder = Files.createDirectory(directory.resolve("model"));
    String yaml = "merge_method: karcher\nmodels:\n- model: " + folder + "\n- model: a.st\n";
    assertTrue(refusal(yaml).startsWith("line 3: folder model must have one of model.safetensors"));
    Path inside = Files.copy(file("b"), folder.resolve("model.safetensors"));
    assertEquals(List.of(inside, file("a")), read(yaml).recipe().members().files());
  }

  @Test
  void whatHasNoMeaningIsRefusedByNameAndLine() {
    assertEquals("line 19: name has no meaning here", refusal(TIES + "name: mine\n"));
    assertEquals(
        "line 19: slices has no meaning here: networks are merged whole, so list them under models",
        refusal(TIES + "slices: []\n"));
    Map<String, String> mistakes = new LinkedHashMap<>();
    mistakes.put(
        "dtype: float32 -> dtype: bfloat16",
        "17: dtype must be float32, as weights are written, got bfloat16");
    mistakes.put(
        "density: 0.5 -> density: 0.4",
        "10: density must be one for all models here, got 0.5, and 0.4 in line 6");
    mistakes.put("density: 0.5 -> gamma: 0.5", "6: gamma has no meaning here: not in ties");
    mistakes.put(
        "density: 0.5 -> density: [0.5, 1]",
        "6: density must be one value: gradients over layers and filters have no meaning here");
    mistakes.put("weight: 0.3 -> lambda: 1", "8: b.safetensors must have a weight");
    mistakes.put("weight: 0.5 -> weight: much", "7: weight must be a number, got much");
    mistakes.put("weight: 0.5 -> weight: 1e999", "7: weight must be a finite number, got 1e999");
    mistakes.put(
        "a.st -> org/hub",
        "4: no such file or folder: org/hub (nothing is downloaded; models are paths here)");
    mistakes.put("b.st -> a.st", "8: each model must stand once, got a.safetensors");
    mistakes.put(
        "normalize: true -> normalize: maybe", "15: normalize must be true or false, got maybe");
    mistakes.put(
        "normalize: true -> rescale: true", "15: rescale has no meaning here: not in ties");
    mistakes.put("base_model: base.st -> {}", "2: ties must have a base_model");
    mistakes.put(
        "density: 0.5 -> density: 2",
        "10: density must be one for all models here, got 0.5, and 2 in line 6");
    mistakes.forEach(
        (change, message) -> {
          String[] parts = change.split(" -> ", -1);
          String to = parts[1].equals("{}") ? "" : parts[1];
          assertEquals("line " + message, refusal(TIES.replaceFirst(Pattern.quote(parts[0]), to)));
        });
    assertTrue(
        refusal(TIES.replace("ties", "passthrough"))
            .startsWith(
                "line 12: merge_method passthrough has no meaning here (with one: linear "));
    assertTrue(refusal(TIES.replace("0.5", "2")).startsWith("line 12: density must lie in (0, 1]"));
    assertEquals("line 1: the recipe must be names with values, got a list", refusal("- a\n"));
    assertEquals("line 1: a recipe must have merge_method, got none", refusal("models: []\n"));
    assertEquals("a recipe must be one YAML document, got 2", refusal("a: 1\n---\nb: 1\n"));
    assertEquals(
        "line 2: merge_method must stand once",
        refusal("merge_method: ties\nmerge_method: ties\n"));
    assertTrue(refusal("models: [").startsWith("line 1: it must be YAML: "));
  }
}
