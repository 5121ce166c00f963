package org.stockpot.report;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.stockpot.barrier.Quantity;
import org.stockpot.task.Baseline;
import org.stockpot.task.Metric;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;

/**
 * The vocabulary of columns: what each column of a result's table is called where it is shown, and
 * where machines read it. All tables take their headings from here, so that a name means the same,
 * in the same unit, whatever made the table.
 *
 * <p>Accuracies and errors are in per cent, their differences, standard errors and half widths of
 * 95 % intervals in points, losses in nats or squared error. {@code {}} stands for what a column
 * tells of, such as {@code test}; {@code *} for words that are shown alone.
 */
enum Columns {
  // What a row is.
  ROUND("round", "round"),
  SEED("seed", "seed"),
  LINE("line", "line"),
  CONTROL("control", "control"),
  LEVELS("levels", "levels"),
  PAIR("pair", "pair"),
  VARIANT("variant", "variant"),
  LEVEL("level", "level"),
  SETTING("setting {}", "setting_{}"),
  OPTION("option", "option"),
  NETWORK("network", "network"),
  START("start", "start"),
  POINT("point", "point"),
  STATISTICS("statistics", "statistics"),
  QUANTITY("quantity", "quantity"),
  TEST_SET("test set", "test_set"),
  EXAMPLES("examples", "examples"),
  SOUP("soup", "soup"),
  MINUS("minus", "minus"),
  INGREDIENT("ingredient", "ingredient"),
  STEP("step", "step"),
  FORK("fork at", "fork_at"),
  ALPHA("α", "alpha"),
  X("x", "x"),
  Y("y", "y"),
  TRIAL("trial", "trial"),
  PASS("pass", "pass"),
  MOVE("move", "move"),
  MULTIPLE("perturbation (rewind distances)", "perturbation_rewind_distances"),

  // How many, how far, how long.
  N("n", "n"),
  PAIRS("n of pairs", "n_pairs"),
  DIVERGED("diverged", "diverged"),
  OVER("interval over", "interval_over"),
  NETWORKS("networks", "networks"),
  MEMBERS("members after", "members_after"),
  KEPT("kept %", "kept_percent"),
  WEIGHTS_KEPT("weights kept", "weights_kept"),
  STEPS("steps here", "steps_here"),
  STEPS_FROM("steps from {}", "steps_from_{}"),
  DISTANCE("distance", "distance"),
  WEIGHT("weight", "weight"),
  SECONDS("seconds", "seconds"),

  // What was measured. The first that fits a heading names it.
  DENSE_VALUE("dense {} accuracy %", "dense_{}_accuracy_percent"),
  DENSE_R2("dense {} R²", "dense_{}_r2"),
  BALANCED("balanced accuracy %", "balanced_accuracy_percent"),
  COPIES("mean of single copies, test accuracy %", "single_copies_test_accuracy_percent"),
  COPIES_R2("mean of single copies, test R²", "single_copies_test_r2"),
  SE("{} accuracy SE, points", "{}_accuracy_se_points"),
  INTERVAL("{} ± 95 %, points", "{}_ci95_points"),
  INTERVAL_R2("{} ± 95 %", "{}_ci95"),
  ERROR_AT("{} error at the fork %", "{}_error_at_fork_percent"),
  ERROR_AT_R2("{} 1 − R² at the fork", "{}_one_minus_r2_at_fork"),
  ERROR_OF("{} error of the copies %", "{}_error_of_copies_percent"),
  ERROR_OF_R2("{} 1 − R² of the copies", "{}_one_minus_r2_of_copies"),
  BARRIER("barrier of {} error, points ({})", "{}_error_barrier_above_{}_points"),
  BARRIER_R2("barrier of {} 1 − R² ({})", "{}_one_minus_r2_barrier_above_{}"),
  BARRIER_LOSS("barrier of {} loss, nats ({})", "{}_loss_barrier_above_{}_nats"),
  BARRIER_SQUARES(
      "barrier of {} loss, squared error ({})", "{}_loss_barrier_above_{}_squared_error"),
  BARRIER_BETWEEN("barrier of {}, points ({})", "{}_barrier_above_{}_points"),
  BARRIER_BETWEEN_R2("barrier of {} ({})", "{}_barrier_above_{}"),
  VALUE("{} accuracy %", "{}_accuracy_percent"),
  R2("{} R²", "{}_r2"),
  RMSE("{} RMSE of {}", "{}_rmse_of_{}"),
  ERROR("{} error %", "{}_error_percent"),
  ERROR_R2("{} 1 − R²", "{}_one_minus_r2"),
  LOSS("{} loss (nats)", "{}_loss_nats"),
  LOSS_SQUARES("{} loss (squared error)", "{}_loss_squared_error"),
  MINUS_DENSE("accuracy minus dense *, points", "accuracy_minus_dense_points"),
  MINUS_DENSE_R2("R² minus dense *", "r2_minus_dense"),
  MINUS_FIRST("accuracy minus *, points", "accuracy_minus_first_points"),
  MINUS_FIRST_R2("R² minus *", "r2_minus_first"),
  BARRIER_MINUS("barrier minus *, points", "barrier_minus_first_points"),
  BARRIER_MINUS_R2("barrier minus *", "barrier_minus_first"),
  MINUS_CONTROL("accuracy of tickets minus control, points", "tickets_minus_control_points"),
  MINUS_CONTROL_R2("R² of tickets minus control", "tickets_minus_control_r2"),
  MINUS_TUNED("test: this minus fine-tuned, points", "test_this_minus_fine_tuned_points"),
  MINUS_TUNED_R2("test: this minus fine-tuned", "test_this_minus_fine_tuned_r2"),
  SOUP_MINUS("test: soup minus this, points", "test_soup_minus_this_points"),
  SOUP_MINUS_R2("test: soup minus this", "test_soup_minus_this_r2"),
  DIFFERENCE("difference, points", "difference_points"),
  DIFFERENCE_R2("difference of R²", "difference_r2"),
  PEAK("peak at α", "peak_alpha"),
  PATH("path", "path"),
  RIDGES("paths with a ridge", "paths_with_a_ridge"),
  RISE("Δ", "largest_rise"),
  UNIT("unit of Δ", "largest_rise_unit"),

  // What follows from it.
  MATCHING("matching (within *)", "matching"),
  BOTH_MATCHING("both matching (within *)", "both_matching"),
  RANDOM("random pruning matches", "random_pruning_matches"),
  CONNECTED("connected (within *)", "connected"),
  AGREE("agree", "agree"),
  STABLE("stable (within *)", "stable"),
  RETURNS("returns to the same mode (within *)", "returns_to_same_mode"),
  MONOTONIC("monotonic", "monotonic"),
  PAIRING("pairing", "pairing"),
  BETTER_THAN("better than *", "better_than_first"),
  BETTER("better (difference above 0)", "better"),
  SOUP_BETTER("soup better (difference above 0)", "soup_better"),
  TAKEN("taken", "taken"),
  WHY("why", "why"),
  WHY_EMPTY("why empty", "why_empty"),
  OUTCOME("outcome", "outcome"),
  REUSED("reused", "reused"),

  // How networks were trained.
  OPTIMIZER("optimizer", "optimizer"),
  RATE("lr", "lr"),
  MOMENTUM("momentum", "momentum"),
  NESTEROV("nesterov", "nesterov"),
  DECAY("weight decay", "weight_decay"),
  SCHEDULE("schedule", "schedule"),
  WARM_UP("warm-up", "warm_up"),
  MILESTONES("milestones", "milestones"),
  GAMMA("gamma", "gamma"),
  BATCH("batch", "batch"),
  LENGTH("length", "length"),
  SMOOTHING("label smoothing", "label_smoothing"),
  AUGMENTATION("augmentation", "augmentation"),

  // Models and data.
  SLOT("slot", "slot"),
  ROLE("role", "role"),
  SHAPE("shape", "shape"),
  PARAMETERS("parameters", "parameters"),
  PRUNABLE("prunable", "prunable"),
  COLUMN("column", "column"),
  TYPE("type", "type"),
  RANGE("range", "range"),
  DISTINCT("distinct", "distinct"),
  MISSING("missing", "missing"),
  CLASS("class", "class"),
  IN_PART("in {}", "in_{}"),

  // The store.
  RUN("run", "run"),
  NAME("name", "name"),
  FINISHED("finished", "finished"),
  TOOK("took", "took"),
  TASK("task", "task"),
  TRAININGS("trainings", "trainings"),
  SCORES("scores", "scores"),
  SIZE("size", "size"),
  TYPED("magic", "magic"),
  FACT("fact", "fact"),
  FACT_VALUE("value", "value"),
  FACT_OF("{}: {}", "{}_{}"),
  PART("part", "part"),
  ENTRIES("entries", "entries");

  private final String shown;
  private final String machine;
  private final Pattern pattern;

  Columns(String shown, String machine) {
    this.shown = shown;
    this.machine = machine;
    pattern =
        Pattern.compile(
            Arrays.stream(shown.split("(?<=\\{}|\\*)|(?=\\{}|\\*)"))
                .map(part -> part.equals("{}") ? "(.+?)" : part.equals("*") ? ".*" : quote(part))
                .collect(Collectors.joining()));
  }

  private static String quote(String part) {
    return Pattern.quote(part);
  }

  /** Returns the heading, with words in the place of each {@code {}} and {@code *}. */
  String heading(String... words) {
    String heading = shown;
    for (String word : words) {
      heading = heading.replaceFirst("\\{}|\\*", Matcher.quoteReplacement(word));
    }
    return heading;
  }

  DoubleColumn numbers(String... words) {
    return DoubleColumn.create(heading(words));
  }

  IntColumn ints(String... words) {
    return IntColumn.create(heading(words));
  }

  LongColumn longs(String... words) {
    return LongColumn.create(heading(words));
  }

  StringColumn texts(String... words) {
    return StringColumn.create(heading(words));
  }

  StringColumn texts(Stream<String> values) {
    return StringColumn.create(heading(), values);
  }

  BooleanColumn facts(String... words) {
    return BooleanColumn.create(heading(words));
  }

  /** Returns the one of two that is for a metric. */
  static Columns of(Metric metric, Columns accuracy, Columns r2) {
    return metric == Metric.ACCURACY ? accuracy : r2;
  }

  /** Returns the heading of a metric's values on some examples. */
  static String value(String examples, Metric metric) {
    return of(metric, VALUE, R2).heading(examples);
  }

  /** Returns the heading of errors on some examples. */
  static String error(String examples, Metric metric) {
    return of(metric, ERROR, ERROR_R2).heading(examples);
  }

  /** Returns the heading of losses on some examples. */
  static String loss(String examples, Metric metric) {
    return of(metric, LOSS, LOSS_SQUARES).heading(examples);
  }

  /** Returns the heading of half the widths of 95 % intervals of something. */
  static String interval(String of, Metric metric) {
    return of(metric, INTERVAL, INTERVAL_R2).heading(of);
  }

  /** Returns the heading of barriers of the error on some examples. */
  static String barrier(String examples, Metric metric, Baseline baseline) {
    return of(metric, BARRIER, BARRIER_R2).heading(examples, baseline.label());
  }

  /** Returns the heading of barriers of the test error between networks of one kind. */
  static String barrierBetween(String networks, Metric metric, Baseline baseline) {
    return of(metric, BARRIER_BETWEEN, BARRIER_BETWEEN_R2).heading(networks, baseline.label());
  }

  /** Returns the heading of barriers of the loss on some examples. */
  static String lossBarrier(String examples, Metric metric, Baseline baseline) {
    return of(metric, BARRIER_LOSS, BARRIER_SQUARES).heading(examples, baseline.label());
  }

  /** Returns the heading of a quantity. */
  static String quantity(Quantity quantity, Metric metric) {
    String examples = quantity.name().startsWith("TEST") ? "test" : "training";
    return quantity.isError() ? error(examples, metric) : loss(examples, metric);
  }

  /** Returns the machine's name of a heading; empty if it is none of this vocabulary. */
  static Optional<String> machineName(String heading) {
    for (Columns column : values()) {
      Matcher matcher = column.pattern.matcher(heading);
      if (matcher.matches()) {
        String name = column.machine;
        for (int group = 1; group <= matcher.groupCount(); group++) {
          name = name.replaceFirst("\\{}", slug(matcher.group(group)));
        }
        return Optional.of(name);
      }
    }
    return Optional.empty();
  }

  /** Returns words in small letters, digits and underscores. */
  private static String slug(String words) {
    String known = words.replace("R²", "r2").replace("−", "minus");
    return Normalizer.normalize(known, Normalizer.Form.NFKD)
        .toLowerCase(Locale.ROOT)
        .replaceAll("\\p{M}", "")
        .replaceAll("[^\\p{L}\\p{N}]+", "_")
        .replaceAll("^_|_$", "");
  }
}
