package org.stockpot.mergekit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stockpot.format.FileMembers;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** Writes a recipe in mergekit's words; what they cannot say is refused. */
final class RecipeWriter {

  private final FileRecipe recipe;
  private final FileMembers members;
  private final Dialect dialect;

  private RecipeWriter(FileRecipe recipe) {
    this.recipe = recipe;
    members = recipe.members();
    dialect =
        Dialect.ours(recipe.method()).orElseThrow(() -> unsayable("method " + recipe.method(), ""));
  }

  static String write(FileRecipe recipe) {
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    options.setSplitLines(false);
    return new Yaml(options).dump(new RecipeWriter(recipe).document());
  }

  private static IllegalArgumentException unsayable(String what, String instead) {
    return new IllegalArgumentException(
        "mergekit's recipes have no word for " + what + (instead.isEmpty() ? "" : "; " + instead));
  }

  private Map<String, Object> document() {
    if (!members.entry().isEmpty()) {
      throw unsayable("a dict of tensors in a file, got " + members.entry(), "");
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("merge_method", dialect.theirs());
    members.base().ifPresent(base -> document.put("base_model", base.toString()));
    Map<String, Object> parameters = parameters();
    if (dialect.base() == Dialect.Base.FIRST) {
      document.put("base_model", members.files().get(0).toString());
      parameters.put(Dialect.T, members.weights().get(1));
    }
    document.put("models", models());
    if (!parameters.isEmpty()) {
      document.put("parameters", parameters);
    }
    document.put("dtype", "float32");
    return document;
  }

  private List<Map<String, Object>> models() {
    List<Map<String, Object>> models = new ArrayList<>();
    for (int i = 0; i < members.files().size(); i++) {
      Path file = members.files().get(i);
      Map<String, Object> model = new LinkedHashMap<>();
      model.put("model", file.toString());
      if (dialect.weighted()) {
        model.put("parameters", Map.of("weight", members.weights().get(i)));
      } else if (dialect.base() != Dialect.Base.FIRST && members.weights().get(i) != 1) {
        throw unsayable("weights in " + dialect.theirs() + ", got " + members.weights().get(i), "");
      }
      models.add(model);
    }
    return models;
  }

  private Map<String, Object> parameters() {
    Map<String, Object> parameters = new LinkedHashMap<>();
    for (Map.Entry<String, String> option : recipe.options().entrySet()) {
      String name = option.getKey();
      String said = name + " = " + option.getValue();
      String fixed = dialect.fixed().get(name);
      if (fixed == null) {
        Word word =
            dialect.words().stream()
                .filter(w -> w.ours().equals(name))
                .findFirst()
                .orElseThrow(() -> unsayable(said, ""));
        Optional<Object> value = word.write(option.getValue());
        parameters.put(
            word.theirs(),
            value.orElseThrow(
                () -> unsayable(said, "use " + String.join(" or ", word.truths().values()))));
      } else if (!fixed.equals(option.getValue())) {
        throw unsayable(said, "use " + fixed);
      }
    }
    return parameters;
  }
}
