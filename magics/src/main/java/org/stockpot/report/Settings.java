package org.stockpot.report;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.stockpot.soup.Variation;
import org.stockpot.task.Optimizer;
import org.stockpot.task.Recipe;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The settings in which variations differ, as columns of a table. */
final class Settings {

  private record Setting(String name, Function<Variation, Object> value) {}

  private static final List<Setting> ALL =
      List.of(
          of("optimizer", Optimizer::optimizer),
          of("lr", Optimizer::lr),
          of("momentum", Optimizer::momentum),
          of("nesterov", Optimizer::nesterov),
          of("weight decay", Optimizer::weightDecay),
          new Setting("schedule", v -> v.recipe().schedule().schedule()),
          new Setting("warm-up", v -> v.recipe().schedule().warmup()),
          new Setting("milestones", v -> v.recipe().schedule().milestones()),
          new Setting("gamma", v -> v.recipe().schedule().gamma()),
          recipe("batch", r -> (double) r.batch()),
          recipe("length", Recipe::length),
          recipe("label smoothing", Recipe::labelSmoothing),
          recipe("augmentation", Recipe::augment),
          new Setting("seed", v -> (double) v.seed()));

  private Settings() {}

  private static Setting of(String name, Function<Optimizer, Object> value) {
    return new Setting(name, v -> value.apply(v.recipe().optimizer()));
  }

  private static Setting recipe(String name, Function<Recipe, Object> value) {
    return new Setting(name, v -> value.apply(v.recipe()));
  }

  /** Adds one column for each setting that is not the same in all variations. */
  static void addDifferences(Table table, List<Variation> variations) {
    for (Setting setting : ALL) {
      List<Object> values = variations.stream().map(setting.value()).toList();
      if (values.stream().distinct().count() > 1) {
        table.addColumns(
            values.get(0) instanceof Double
                ? DoubleColumn.create(
                    setting.name(), values.stream().map(v -> (Double) v).toArray(Double[]::new))
                : StringColumn.create(setting.name(), values.stream().map(Settings::text)));
      }
    }
  }

  private static String text(Object value) {
    if (value instanceof List<?> list) {
      return list.isEmpty()
          ? "none"
          : list.stream().map(Settings::text).collect(Collectors.joining(", "));
    }
    return value instanceof Enum<?> constant
        ? constant.name().toLowerCase(Locale.ROOT)
        : String.valueOf(value);
  }
}
