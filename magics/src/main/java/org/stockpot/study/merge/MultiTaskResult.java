package org.stockpot.study.merge;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.stockpot.soup.SoupOptions;
import org.stockpot.soup.SoupOrigin;
import org.stockpot.soup.SoupRow;
import org.stockpot.task.Outcome;
import org.stockpot.task.Result;
import org.stockpot.task.Score;

/**
 * Merges of experts, each of which was trained for a task of its own, on all tasks.
 *
 * @param tasks what the tasks are called
 * @param names the methods
 * @param base what the base is called; empty if there is none
 * @param weights how much each expert counts; none if all count alike
 * @param grid the values of options that were tried
 * @param options the treatment of statistics and masks
 * @param trials every setting that was tried, in order
 * @param rows one per method, in order
 * @param experts one per expert, in the order of their tasks, and the base behind them if there is
 *     one
 * @param origin what the merges were made from, the base among it
 * @param outcome how the work ended
 */
public record MultiTaskResult(
    List<String> tasks,
    MergeNames names,
    String base,
    List<Double> weights,
    MergeGrid grid,
    SoupOptions options,
    List<MergeTrial> trials,
    List<MultiTaskRow> rows,
    List<MultiTaskRow> experts,
    SoupOrigin origin,
    Outcome outcome)
    implements Result {

  /** Copies the lists. */
  public MultiTaskResult {
    tasks = List.copyOf(tasks);
    weights = List.copyOf(weights);
    trials = List.copyOf(trials);
    rows = List.copyOf(rows);
    experts = List.copyOf(experts);
  }

  /**
   * Returns the normalised mean of a row, {@code sum_t (v_t / e_t) / T}, where e_t is what the
   * expert of task t has on it. See Ilharco et al., "Editing Models with Task Arithmetic", ICLR
   * 2023, §4.
   *
   * @param row a row
   * @param part {@code SoupRow::validation} or {@code SoupRow::test}
   * @return the mean of ratios; empty if an expert's own value is not above 0
   */
  public OptionalDouble normalised(MultiTaskRow row, Function<SoupRow, Score> part) {
    return normalised(row.scores().stream().map(part).toList(), own(part));
  }

  /**
   * Returns the normalised mean of scores on all tasks.
   *
   * @param scores one per task
   * @param experts what each task's expert has on it
   * @return the mean of ratios; empty if an expert's value is not above 0
   */
  public static OptionalDouble normalised(List<Score> scores, List<Score> experts) {
    return experts.stream().allMatch(expert -> expert.value() > 0)
        ? IntStream.range(0, scores.size())
            .mapToDouble(t -> scores.get(t).value() / experts.get(t).value())
            .average()
        : OptionalDouble.empty();
  }

  /**
   * Returns what each expert has on its own task.
   *
   * @param part {@code SoupRow::validation} or {@code SoupRow::test}
   * @return one per task
   */
  public List<Score> own(Function<SoupRow, Score> part) {
    return IntStream.range(0, tasks.size())
        .mapToObj(t -> part.apply(experts.get(t).scores().get(t)))
        .toList();
  }

  /** Orders validation scores on all tasks by their normalised mean, then by the mean loss. */
  static Comparator<List<Score>> bestFirst(List<Score> experts) {
    return Comparator.comparingDouble(
            (List<Score> scores) -> -normalised(scores, experts).orElseGet(() -> mean(scores)))
        .thenComparingDouble(
            scores -> scores.stream().mapToDouble(Score::loss).average().orElseThrow());
  }

  private static double mean(List<Score> scores) {
    return scores.stream().mapToDouble(Score::value).average().orElseThrow();
  }

  /**
   * Returns the row that validation of all tasks chose: that of the highest normalised mean.
   *
   * @return of equals the one with the lowest mean loss, then the first
   * @throws IllegalStateException if no row has a network
   */
  public MultiTaskRow best() {
    return best(rows);
  }

  /**
   * Returns the expert that is best on validation of all tasks.
   *
   * @return as {@link #best}
   */
  public MultiTaskRow bestExpert() {
    return best(experts.subList(0, tasks.size()));
  }

  private MultiTaskRow best(List<MultiTaskRow> among) {
    Comparator<List<Score>> order = bestFirst(own(SoupRow::validation));
    return among.stream()
        .filter(row -> row.point().isPresent())
        .min(
            Comparator.comparing(
                (MultiTaskRow row) -> row.scores().stream().map(SoupRow::validation).toList(),
                order))
        .orElseThrow(() -> new IllegalStateException("no merge was made"));
  }

  /**
   * Returns a row by its method.
   *
   * @param method the name of a method
   * @return its row
   * @throws IllegalArgumentException if there is none
   */
  public MultiTaskRow row(String method) {
    return rows.stream()
        .filter(row -> row.name().equals(method))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no row of "
                        + method
                        + ", there are "
                        + rows.stream().map(MultiTaskRow::name).collect(Collectors.joining(" "))));
  }

  /** Returns methods and tasks in a phrase. */
  @Override
  public String toString() {
    return "merges of experts by " + String.join(", ", names.names()) + " on " + tasks;
  }
}
