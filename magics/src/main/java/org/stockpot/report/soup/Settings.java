package org.stockpot.report.soup;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.stockpot.report.parts.Columns;
import org.stockpot.report.parts.Heading;
import org.stockpot.report.parts.SettingColumns;
import org.stockpot.soup.Variation;
import org.stockpot.task.Optimizer;
import org.stockpot.task.Recipe;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The settings in which variations differ, as columns of a table. */
final class Settings {

  private record Setting(Heading name, Function<Variation, Object> value) {}

  private static final List<Setting> ALL =
      List.of(
          of(SettingColumns.OPTIMIZER, Optimizer::optimizer),
          of(SettingColumns.RATE, Optimizer::lr),
          of(SettingColumns.MOMENTUM, Optimizer::momentum),
          of(SettingColumns.NESTEROV, Optimizer::nesterov),
          of(SettingColumns.DECAY, Optimizer::weightDecay),
          new Setting(SettingColumns.SCHEDULE, v -> v.recipe().schedule().schedule()),
          new Setting(SettingColumns.WARM_UP, v -> v.recipe().schedule().warmup()),
          new Setting(SettingColumns.MILESTONES, v -> v.recipe().schedule().milestones()),
          new Setting(SettingColumns.GAMMA, v -> v.recipe().schedule().gamma()),
          recipe(SettingColumns.BATCH, r -> (double) r.batch()),
          recipe(SettingColumns.LENGTH, Recipe::length),
          recipe(SettingColumns.SMOOTHING, Recipe::labelSmoothing),
          recipe(SettingColumns.AUGMENTATION, Recipe::augment),
          recipe(SettingColumns.SHARPNESS, r -> r.flatness().sharpness()),
          recipe(SettingColumns.REGULARIZER, r -> r.flatness().regularizer()),
          recipe(SettingColumns.AVERAGE, r -> r.flatness().average()),
          new Setting(Columns.SEED, v -> (double) v.seed()));

  private Settings() {}

  private static Setting of(Heading name, Function<Optimizer, Object> value) {
    return new Setting(name, v -> value.apply(v.recipe().optimizer()));
  }

  private static Setting recipe(Heading name, Function<Recipe, Object> value) {
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
