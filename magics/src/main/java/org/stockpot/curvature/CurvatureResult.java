package org.stockpot.curvature;

import java.util.List;
import java.util.OptionalInt;
import org.stockpot.task.Metric;
import org.stockpot.task.Outcome;
import org.stockpot.task.Result;

/**
 * The curvature at several networks.
 *
 * @param task the task's name
 * @param metric what the task's scores measure, which tells the unit of losses
 * @param options the settings
 * @param examples how many examples the loss is a mean over
 * @param classes how many classes there are; empty if that is not known
 * @param curvatures network by network, and of each part by part
 * @param outcome whether all was measured
 */
public record CurvatureResult(
    String task,
    Metric metric,
    CurvatureOptions options,
    long examples,
    OptionalInt classes,
    List<Curvature> curvatures,
    Outcome outcome)
    implements Result {

  /** Copies the list. */
  public CurvatureResult {
    curvatures = List.copyOf(curvatures);
  }
}
