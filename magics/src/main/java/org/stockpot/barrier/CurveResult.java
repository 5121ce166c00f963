package org.stockpot.barrier;

import java.util.List;
import org.stockpot.task.Outcome;
import org.stockpot.task.Recipe;
import org.stockpot.task.Result;
import org.stockpot.weights.RowSet;

/**
 * Trained curves between networks.
 *
 * @param task the task's name
 * @param options the settings
 * @param recipe how the curves were trained
 * @param runs the finished curves, pair by pair and seed by seed
 * @param diverged those that are missing
 * @param rows the training examples
 * @param outcome whether all were finished
 */
public record CurveResult(
    String task,
    CurveOptions options,
    Recipe recipe,
    List<CurveRun> runs,
    List<DivergedRun> diverged,
    RowSet rows,
    Outcome outcome)
    implements Result {

  /** Copies the lists. */
  public CurveResult {
    runs = List.copyOf(runs);
    diverged = List.copyOf(diverged);
  }

  /** Returns task and curves in a phrase. */
  @Override
  public String toString() {
    return "curves of " + task + ", " + runs.size() + " trained";
  }
}
