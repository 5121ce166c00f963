package org.stockpot.magic.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.stockpot.magic.UsageException;
import org.stockpot.prune.PruneResult;
import org.stockpot.study.TicketStability;
import org.stockpot.study.Variant;
import org.stockpot.task.Task;
import org.stockpot.task.TaskRows;

/** Results by name, with their settings. */
public final class NamedResults {

  private NamedResults() {}

  /**
   * Returns the results of a word with their settings.
   *
   * @param session what they are named in
   * @param word a result's name, or those of replicates with commas between them
   * @return the variant
   * @throws UsageException if there is no such result
   */
  public static Variant of(Session session, String word) {
    List<Object> results = new ArrayList<>();
    for (String name : word.split(",", -1)) {
      results.add(session.value(name, "a result is named by --as NAME"));
    }
    Map<String, String> settings = session.derivations().settings(results);
    return new Variant(word, results, settings, 0);
  }

  /**
   * Returns a pruning run by its name; of one with forks the run beside them.
   *
   * @param session what it is named in
   * @param name its name, or that of a comparison's variant
   * @return the run
   * @throws UsageException if there is no such result, or it is another
   */
  public static PruneResult pruning(Session session, String name) {
    Object value = session.value(name, "a pruning run is named by %imp --as NAME");
    if (TicketStability.unforked(value) instanceof PruneResult run) {
      return run;
    }
    throw new UsageException(name + " must be a pruning run, got " + session.words(value));
  }

  /** Returns the Java expression of {@link #pruning}. */
  public static String javaOfPruning(Call call, String name) {
    Object value = call.session().value(name);
    String java = java(call, name, value.getClass());
    return value instanceof TicketStability
        ? (java.equals(name) ? name : "(" + java + ")") + ".pruning()"
        : java;
  }

  /** Returns the Java expression of a result: its variable, or a variant of a comparison. */
  public static String java(Call call, String name, Class<?> type) {
    return name.contains(".")
        ? "("
            + type.getSimpleName()
            + ") Stockpot.variant("
            + call.java(name)
            + ").results().get(0)"
        : name;
  }

  /**
   * Requires that results were measured on the test examples of the task at hand.
   *
   * @param call in whose session they were made
   * @param task the task at hand
   * @param variants the results
   * @throws UsageException if one was measured on others
   */
  public static void requireOneTestSet(Call call, Task task, List<Variant> variants) {
    TaskRows rows = task.rows();
    for (Variant variant : variants) {
      for (Object result : variant.results()) {
        boolean other =
            call.session()
                .derivations()
                .of(result)
                .map(made -> !made.rows().test().equals(rows.test()))
                .orElse(false);
        if (other) {
          throw new UsageException(
              variant.name()
                  + " must be measured on the test examples of the task at hand, "
                  + task.name()
                  + ", got others: make its task the current one, or measure it again");
        }
      }
    }
  }
}
