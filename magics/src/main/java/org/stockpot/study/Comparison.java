package org.stockpot.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.stockpot.task.Baseline;
import org.stockpot.task.Result;
import org.stockpot.task.Score;
import org.stockpot.task.Task;
import org.stockpot.task.replicates.Contrast;
import org.stockpot.task.replicates.Duplicates;
import org.stockpot.task.replicates.Paired;
import org.stockpot.task.replicates.Sample;
import org.stockpot.task.replicates.Samples;

/**
 * Results of one kind side by side, each compared with the first.
 *
 * <p>At each level that both have, the difference to the first is {@code mean over seeds of E(one)
 * - E(first)} inside the replicates that both have ({@link Paired#of}). Where they share fewer than
 * two replicates, and either has more, it is the difference of the means ({@link Paired#unpaired}).
 * Differences are not corrected for their number.
 *
 * @param task the task's name
 * @param kind what is compared, in the plural, such as {@code pruning runs}
 * @param measure by what
 * @param like a score of the kind that was measured, for its metric and its number of examples
 * @param baseline what barriers lie above; empty for what is no barrier
 * @param match which rounds of pruning runs were compared
 * @param variants what is compared
 * @param rows each variant at each of its levels, in order
 */
public record Comparison(
    String task,
    ResultKind kind,
    Measure measure,
    Score like,
    Optional<Baseline> baseline,
    Match match,
    List<Variant> variants,
    List<ComparisonRow> rows)
    implements Result {

  /** Copies the lists. */
  public Comparison {
    variants = List.copyOf(variants);
    rows = List.copyOf(rows);
  }

  /**
   * Compares variants that were measured on one test set.
   *
   * @param variants one or more of different names, with results of one kind: pruning runs,
   *     trainings, barriers, instabilities, or soups
   * @param match which rounds of pruning runs are compared
   * @param task what they were measured with; asked for single examples of trainings, which their
   *     results do not hold
   * @return the comparison
   * @throws IllegalArgumentException if there are no variants, or they are of several kinds, on
   *     other test sets, or with barriers above several baselines
   */
  public static Comparison of(List<Variant> variants, Match match, Task task) {
    Duplicates.refuse("names", variants.stream().map(Variant::name).toList());
    if (variants.isEmpty()) {
      throw new IllegalArgumentException("variants must be one or more, got none");
    }
    List<Measurements> all =
        variants.stream().map(variant -> new Measurements(variant, match, task)).toList();
    requireAlike(variants, all);
    List<ComparisonRow> rows = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      add(rows, variants.get(i).name(), all.get(i), all.get(0));
    }
    Measurements first = all.get(0);
    Measure measure = first.baseline().isEmpty() ? Measure.TEST : Measure.BARRIER;
    return new Comparison(
        task.name(), first.kind(), measure, first.like(), first.baseline(), match, variants, rows);
  }

  private static void requireAlike(List<Variant> variants, List<Measurements> all) {
    Measurements first = all.get(0);
    for (int i = 0; i < all.size(); i++) {
      Measurements other = all.get(i);
      String both = variants.get(0).name() + " and " + variants.get(i).name();
      require(both, "be of one kind", first.kind(), other.kind());
      require(both, "have one metric", first.like().metric(), other.like().metric());
      require(both, "have one test set", examples(first.like()), examples(other.like()));
      require(both, "have one baseline", first.baseline(), other.baseline());
    }
  }

  private static String examples(Score like) {
    return like.examples() + " examples";
  }

  private static void require(String both, String what, Object one, Object other) {
    if (!one.equals(other)) {
      throw new IllegalArgumentException(
          both + " must " + what + ", got " + text(one) + " and " + text(other));
    }
  }

  private static Object text(Object value) {
    return value instanceof Optional<?> optional ? optional.map(Object.class::cast).get() : value;
  }

  private static void add(
      List<ComparisonRow> rows, String name, Measurements one, Measurements first) {
    for (Level level : one.levels()) {
      List<Sample> ones = one.at(level);
      Optional<Level> other =
          one == first
              ? Optional.empty()
              : first.levels().stream().filter(level::matches).findFirst();
      Optional<Contrast> contrast =
          other.map(
              at -> {
                boolean complete = one.isComplete(level) && first.isComplete(at);
                return Contrast.of(ones, first.at(at), complete);
              });
      rows.add(new ComparisonRow(name, level, Samples.mean(ones), contrast));
    }
  }

  /** Returns what is compared in a phrase. */
  @Override
  public String toString() {
    return "comparison of "
        + kind
        + " on "
        + task
        + ": "
        + variants.stream().map(Variant::name).collect(Collectors.joining(", "));
  }

  /**
   * Returns what one variant came to.
   *
   * @param name its name
   * @param <T> the type of its result
   * @return its first result
   * @throws IllegalArgumentException if there is no variant of that name
   */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  public <T> T get(String name) {
    return (T) variant(name).results().get(0);
  }

  /**
   * Returns one of the replicates of a variant.
   *
   * @param name its name
   * @param index from 0
   * @param <T> the type of its result
   * @return the result
   * @throws IllegalArgumentException if there is no such variant or replicate
   */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  public <T> T get(String name, int index) {
    List<Object> results = variant(name).results();
    if (index < 0 || index >= results.size()) {
      throw new IllegalArgumentException(
          "a replicate must lie from 0 to " + (results.size() - 1) + ", got " + index);
    }
    return (T) results.get(index);
  }

  private Variant variant(String name) {
    return variants.stream()
        .filter(variant -> variant.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "a variant must be one of "
                        + variants.stream().map(Variant::name).collect(Collectors.joining(", "))
                        + ", got "
                        + name));
  }

  /**
   * Returns the options in which the settings of variants differ, with those values.
   *
   * @return values by variant, in their order, by option; an empty text for what a variant lacks
   */
  public Map<String, List<String>> differing() {
    Map<String, List<String>> differing = new LinkedHashMap<>();
    for (Variant variant : variants) {
      for (String option : variant.settings().keySet()) {
        List<String> values =
            variants.stream().map(v -> v.settings().getOrDefault(option, "")).toList();
        if (values.stream().distinct().count() > 1) {
          differing.put(option, values);
        }
      }
    }
    return differing;
  }

  /**
   * Returns the levels of all variants, in the order in which they come first.
   *
   * @return the levels, of those that match the first alone
   */
  public List<Level> levels() {
    List<Level> levels = new ArrayList<>();
    for (ComparisonRow row : rows) {
      if (levels.stream().noneMatch(row.level()::matches)) {
        levels.add(row.level());
      }
    }
    return levels;
  }

  /**
   * Returns a variant's row at a level.
   *
   * @param name the variant's name
   * @param level the level
   * @return the row, or empty if it has none
   */
  public Optional<ComparisonRow> at(String name, Level level) {
    return rows.stream()
        .filter(row -> row.variant().equals(name) && row.level().matches(level))
        .findFirst();
  }
}
