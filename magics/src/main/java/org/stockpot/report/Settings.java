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

  private record Setting(Columns name, Function<Variation, Object> value) {}

  private static final List<Setting> ALL =
      List.of(
          of(Columns.OPTIMIZER, Optimizer::optimizer),
          of(Columns.RATE, Optimizer::lr),
          of(Columns.MOMENTUM, Optimizer::momentum),
          of(Columns.NESTEROV, Optimizer::nesterov),
          of(Columns.DECAY, Optimizer::weightDecay),
          new Setting(Columns.SCHEDULE, v -> v.recipe().schedule().schedule()),
          new Setting(Columns.WARM_UP, v -> v.recipe().schedule().warmup()),
          new Setting(Columns.MILESTONES, v -> v.recipe().schedule().milestones()),
          new Setting(Columns.GAMMA, v -> v.recipe().schedule().gamma()),
          recipe(Columns.BATCH, r -> (double) r.batch()),
          recipe(Columns.LENGTH, Recipe::length),
          recipe(Columns.SMOOTHING, Recipe::labelSmoothing),
          recipe(Columns.AUGMENTATION, Recipe::augment),
          new Setting(Columns.SEED, v -> (double) v.seed()));

  private Settings() {}

  private static Setting of(Columns name, Function<Optimizer, Object> value) {
    return new Setting(name, v -> value.apply(v.recipe().optimizer()));
  }

  private static Setting recipe(Columns name, Function<Recipe, Object> value) {
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
                    setting.name().heading(),
                    values.stream().map(v -> (Double) v).toArray(Double[]::new))
                : StringColumn.create(
                    setting.name().heading(), values.stream().map(Settings::text)));
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
