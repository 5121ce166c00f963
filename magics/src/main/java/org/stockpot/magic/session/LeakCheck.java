package org.stockpot.magic.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.stockpot.task.TaskRows;
import org.stockpot.text.Numbers;
import org.stockpot.weights.RowSet;

/**
 * Whether points were trained on rows that a task holds out, as those of another split or of a file
 * with the same rows were.
 *
 * @param task what the task uses for what
 * @param trainedOn the rows of points by the points' names
 */
record LeakCheck(TaskRows task, Map<String, RowSet> trainedOn) {

  private static final int MOST_NAMES = 4;

  /** Returns why the points cannot be scored, if there are test rows that they were trained on. */
  Optional<String> refusal() {
    return test()
        .map(
            words ->
                words
                    + ", in another split or from another file: scores on them say nothing of new"
                    + " examples. Use the task it was trained in (%task's --seed, --validation and"
                    + " --test), or --allow-leak to go on and mark the result");
  }

  /** Returns what a result says that was made all the same. */
  Optional<String> mark() {
    return test().map(words -> "LEAK (--allow-leak): " + words + ".");
  }

  private Optional<String> test() {
    return words("test", task.test(), task::leakedTest);
  }

  /** Returns what to say if choices by validation rows favour a point. */
  Optional<String> warning() {
    return words("validation", task.validation(), task::leakedValidation)
        .map(words -> words + ": choices by them favour it");
  }

  private Optional<String> words(String part, RowSet rows, ToLongFunction<RowSet> leaked) {
    List<String> counts = new ArrayList<>();
    int more = 0;
    for (Map.Entry<String, RowSet> point : trainedOn.entrySet()) {
      long count = leaked.applyAsLong(point.getValue());
      if (count > 0 && counts.size() < MOST_NAMES) {
        String about = rows.isExact() && point.getValue().isExact() ? "" : "about ";
        String trained = counts.isEmpty() ? " was trained on " : " on ";
        counts.add(point.getKey() + trained + about + Numbers.count(count));
      } else if (count > 0) {
        more++;
      }
    }
    return counts.isEmpty()
        ? Optional.empty()
        : Optional.of(
            String.join(", ", counts)
                + (more > 0 ? " and " + more + " more" : "")
                + " of the "
                + Numbers.count(rows.count())
                + " "
                + part
                + " rows of this task");
  }
}
