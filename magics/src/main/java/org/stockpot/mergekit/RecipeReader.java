package org.stockpot.mergekit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.stockpot.format.FileMembers;

/** Reads a recipe word by word; what has no meaning here is refused by its name and line. */
final class RecipeReader {

  private static final Set<String> IGNORED =
      Set.of("tokenizer_source", "tokenizer", "chat_template");

  private static final Map<String, String> REFUSED =
      Map.of(
          "slices", "networks are merged whole, so list them under models",
          "modules", "networks are merged whole, so list them under models",
          "<<", "write out what is merged in");

  private static final Map<String, String> REFUSED_PARAMETERS =
      Map.of(
          "nuslerp_row_wise",
              "here rows are those of nuslerp_flatten: false, columns are not measured",
          "normalize_weights", "weights are always divided by their sum",
          "eps", "directions are never divided by less than what floats tell");

  /** What a folder of a model holds, the first of them that is there. */
  private static final List<String> CHECKPOINTS =
      List.of(
          "model.safetensors",
          "model.safetensors.index.json",
          "pytorch_model.bin",
          "pytorch_model.bin.index.json");

  private final YamlEntry root;
  private final List<String> notes = new ArrayList<>();
  private final Map<String, Given> options = new HashMap<>();

  /** A value of an option here, and where it was given. */
  private record Given(String value, YamlEntry place) {}

  /** A model with the parameters that are its own. */
  private record Model(Path path, YamlEntry place, Map<String, YamlEntry> parameters) {}

  RecipeReader(YamlEntry root) {
    this.root = root;
  }

  ReadRecipe recipe() {
    Map<String, YamlEntry> entries = root.mapping();
    for (YamlEntry entry : entries.values()) {
      check(entry);
    }
    YamlEntry name = required(entries, "merge_method");
    Dialect dialect =
        Dialect.theirs(name.text())
            .orElseThrow(
                () ->
                    name.mistake(
                        "merge_method "
                            + name.text()
                            + " has no meaning here (with one: "
                            + Dialect.names()
                            + ")"));
    Map<String, YamlEntry> shared =
        entries.containsKey("parameters") ? entries.get("parameters").mapping() : Map.of();
    shared.values().forEach(parameter -> read(dialect, parameter, false));
    FileMembers members = members(dialect, entries, shared);
    if (!dialect.note().isEmpty()) {
      notes.add(dialect.note());
    }
    try {
      return new ReadRecipe(new FileRecipe(dialect.ours(), options(dialect, name), members), notes);
    } catch (IllegalArgumentException e) {
      throw name.mistake(e.getMessage());
    }
  }

  private void check(YamlEntry entry) {
    switch (entry.name()) {
      case "merge_method", "base_model", "models", "parameters" -> {}
      case "dtype", "out_dtype" -> {
        if (!entry.text().equals("float32")) {
          throw entry.mistake(
              entry.name() + " must be float32, as weights are written, got " + entry.text());
        }
      }
      default -> {
        if (!IGNORED.contains(entry.name())) {
          throw entry.meaningless(REFUSED.getOrDefault(entry.name(), ""));
        }
        notes.add(
            "Line "
                + entry.line()
                + ": "
                + entry.name()
                + " decides nothing, files hold weights alone.");
      }
    }
  }

  private YamlEntry required(Map<String, YamlEntry> entries, String name) {
    if (!entries.containsKey(name)) {
      throw root.mistake("a recipe must have " + name + ", got none");
    }
    return entries.get(name);
  }

  /** Takes a parameter of all models, or of one. */
  private void read(Dialect dialect, YamlEntry parameter, boolean ofModel) {
    if (parameter.isList() || parameter.isMapping()) {
      throw parameter.mistake(
          parameter.name()
              + " must be one value: gradients over layers and filters have no meaning here");
    }
    String name = parameter.name();
    if (Dialect.IDLE.contains(name) && !ofModel) {
      parameter.truth();
      notes.add("Line " + parameter.line() + ": " + name + " changes no numbers.");
      return;
    }
    if (isWeight(dialect, name) || (isPlace(dialect, name) && !ofModel)) {
      return;
    }
    Optional<Word> word = dialect.word(name).filter(w -> w.ofModels() || !ofModel);
    if (word.isEmpty()) {
      String why = REFUSED_PARAMETERS.getOrDefault(name, "");
      throw parameter.meaningless(why.isEmpty() ? "not in " + dialect.theirs() : why);
    }
    Given given = new Given(word.get().read(parameter), parameter);
    Given before = options.put(word.get().ours(), given);
    if (before != null && !before.value.equals(given.value)) {
      throw parameter.mistake(
          name
              + " must be one for all models here, got "
              + parameter.text()
              + ", and "
              + before.place.text()
              + " in line "
              + before.place.line());
    }
  }

  private static boolean isWeight(Dialect dialect, String name) {
    return dialect.weighted() && name.equals("weight");
  }

  private static boolean isPlace(Dialect dialect, String name) {
    return dialect.base() == Dialect.Base.FIRST && name.equals(Dialect.T);
  }

  private Map<String, String> options(Dialect dialect, YamlEntry place) {
    Map<String, String> all = new HashMap<>(dialect.fixed());
    for (Word word : dialect.words()) {
      Given given = options.get(word.ours());
      String standard =
          given != null
              ? given.value
              : word.standardHere()
                  .orElseThrow(
                      () -> place.mistake(dialect.theirs() + " must have " + word.theirs()));
      all.put(word.ours(), standard);
    }
    return all;
  }

  private FileMembers members(
      Dialect dialect, Map<String, YamlEntry> entries, Map<String, YamlEntry> shared) {
    Optional<Path> base = Optional.ofNullable(entries.get("base_model")).map(entry -> path(entry));
    YamlEntry list = required(entries, "models");
    List<Model> models = new ArrayList<>();
    for (YamlEntry item : list.list()) {
      Model model = model(item);
      if (models.stream().anyMatch(known -> known.path.equals(model.path))) {
        throw model.place.mistake("each model must stand once, got " + model.place.text());
      }
      models.add(model);
    }
    if (base.isPresent() && dialect.base() == Dialect.Base.NONE) {
      requireAmong(entries.get("base_model"), base.get(), models, dialect);
    }
    if (base.isEmpty() && dialect.base().compareTo(Dialect.Base.REQUIRED) >= 0) {
      throw list.mistake(dialect.theirs() + " must have a base_model");
    }
    List<Model> merged = models;
    if (dialect.base() != Dialect.Base.NONE) {
      merged = models.stream().filter(model -> !isBase(model, base)).toList();
    }
    merged.forEach(
        model -> model.parameters.values().forEach(parameter -> read(dialect, parameter, true)));
    if (merged.isEmpty()) {
      throw list.mistake("models must name one besides the base");
    }
    return dialect.base() == Dialect.Base.FIRST
        ? between(base.get(), merged, shared, list)
        : members(dialect, base, merged, shared);
  }

  private static FileMembers members(
      Dialect dialect, Optional<Path> base, List<Model> models, Map<String, YamlEntry> shared) {
    List<Path> files = models.stream().map(Model::path).toList();
    FileMembers members = FileMembers.of(files);
    if (dialect.weighted()) {
      members = members.withWeights(models.stream().map(model -> weight(model, shared)).toList());
    }
    return dialect.base() == Dialect.Base.NONE || base.isEmpty()
        ? members
        : members.withBase(base.get());
  }

  private static double weight(Model model, Map<String, YamlEntry> shared) {
    YamlEntry weight = model.parameters.getOrDefault("weight", shared.get("weight"));
    if (weight == null) {
      throw model.place.mistake(model.place.text() + " must have a weight");
    }
    return weight.number();
  }

  /** A base that is no part of the method decides the tokenizer alone, if it is a member. */
  private void requireAmong(YamlEntry place, Path base, List<Model> models, Dialect dialect) {
    if (models.stream().noneMatch(model -> model.path.equals(base))) {
      throw place.meaningless(dialect.theirs() + " has no base");
    }
    notes.add("Line " + place.line() + ": base_model decides nothing in " + dialect.theirs() + ".");
  }

  private static boolean isBase(Model model, Optional<Path> base) {
    if (base.isEmpty() || !model.path.equals(base.get())) {
      return false;
    }
    model.parameters.values().stream()
        .findFirst()
        .ifPresent(
            parameter -> {
              throw parameter.meaningless("the base model has no parameters");
            });
    return true;
  }

  /** Returns the base and the other model, by t. */
  private static FileMembers between(
      Path base, List<Model> others, Map<String, YamlEntry> shared, YamlEntry list) {
    YamlEntry t = shared.get(Dialect.T);
    if (t == null || others.size() != 1) {
      throw list.mistake(
          "slerp must have t and one model besides the base, got "
              + (t == null ? "no t" : others.size() + " models"));
    }
    if (!(t.number() >= 0 && t.number() <= 1)) {
      throw t.mistake("t must lie in [0, 1], got " + t.text());
    }
    return FileMembers.of(List.of(base, others.get(0).path))
        .withWeights(List.of(1 - t.number(), t.number()));
  }

  private static Model model(YamlEntry item) {
    Map<String, YamlEntry> words = item.mapping();
    YamlEntry place = words.get("model");
    if (place == null) {
      throw item.mistake("a model must have a path: - model: PATH");
    }
    for (YamlEntry word : words.values()) {
      if (!Set.of("model", "parameters").contains(word.name())) {
        throw word.meaningless("");
      }
    }
    YamlEntry own = words.get("parameters");
    return new Model(path(place), place, own == null ? Map.of() : own.mapping());
  }

  /** Returns a file, or the checkpoint in a folder. */
  private static Path path(YamlEntry place) {
    String text = place.text();
    if (text.isBlank() || text.indexOf('\0') >= 0) {
      throw place.mistake(
          place.name() + " must be a path, got " + (text.isBlank() ? "none" : "\\0"));
    }
    Path path = Path.of(text);
    if (!Files.isDirectory(path)) {
      if (!Files.exists(path)) {
        throw place.mistake(
            "no such file or folder: " + text + " (nothing is downloaded; models are paths here)");
      }
      return path;
    }
    return CHECKPOINTS.stream()
        .map(path::resolve)
        .filter(Files::exists)
        .findFirst()
        .orElseThrow(
            () ->
                place.mistake(
                    "folder " + text + " must have one of " + String.join(" ", CHECKPOINTS)));
  }
}
