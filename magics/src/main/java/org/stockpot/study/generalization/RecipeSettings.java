package org.stockpot.study.generalization;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.stockpot.task.Optimizer;
import org.stockpot.task.Recipe;

/** How a network was trained, by the names that options of trainings have. */
final class RecipeSettings {

  private RecipeSettings() {}

  static Map<String, String> of(Recipe recipe) {
    Optimizer optimizer = recipe.optimizer();
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("optimizer", optimizer.optimizer().name().toLowerCase(Locale.ROOT));
    settings.put("lr", optimizer.lr());
    settings.put("momentum", optimizer.momentum());
    settings.put("nesterov", optimizer.nesterov());
    settings.put("weight-decay", optimizer.weightDecay());
    settings.put("schedule", recipe.schedule());
    settings.put("batch", recipe.batch());
    settings.put("for", recipe.length());
    settings.put("label-smoothing", recipe.labelSmoothing());
    settings.put("augment", recipe.augment());
    settings.put("sharpness", recipe.flatness().sharpness());
    settings.put("regularizer", recipe.flatness().regularizer());
    settings.put("average", recipe.flatness().average());
    settings.put("sparse", recipe.sparse());
    Map<String, String> texts = new LinkedHashMap<>();
    settings.forEach((option, value) -> texts.put(option, value.toString()));
    return texts;
  }
}
