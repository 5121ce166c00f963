package org.stockpot.study.generalization;

import java.util.ArrayList;
import java.util.List;
import org.stockpot.study.Variant;
import org.stockpot.task.Metric;
import org.stockpot.task.Outcome;
import org.stockpot.task.Progress;
import org.stockpot.task.Task;
import org.stockpot.task.TrainResult;
import org.stockpot.task.Work;
import org.stockpot.weights.Point;

/**
 * Holds measures of trained networks against the gap between their training and test errors, by
 * Kendall's τ over all networks and by varied hyper-parameter. See Jiang et al., ICLR 2020, §2, §3;
 * they train all networks to one training loss, which is not asked for here.
 */
public final class Generalization {

  private Generalization() {}

  /** A training with its name. */
  private record Trained(String name, TrainResult result) {}

  /**
   * Measures networks.
   *
   * @param variants trainings, as of a comparison
   * @param task what they are networks of
   * @param options the settings
   * @return what was measured
   * @throws IllegalArgumentException if there are fewer than two trainings, or other results
   */
  public static GeneralizationResult of(
      List<Variant> variants, Task task, GeneralizationOptions options) {
    return of(variants, task, options, Progress.NONE);
  }

  /**
   * Measures networks. An interrupt keeps those that are finished.
   *
   * @param variants trainings, as of a comparison
   * @param task what they are networks of
   * @param options the settings
   * @param progress told about each network
   * @return what was measured
   * @throws IllegalArgumentException if there are fewer than two trainings, or other results
   */
  public static GeneralizationResult of(
      List<Variant> variants, Task task, GeneralizationOptions options, Progress progress) {
    if (task.metric() == Metric.NEGATIVE_ERROR) {
      throw new IllegalArgumentException(
          "measures of generalisation need test examples beside training examples, got the error"
              + " function "
              + task.name());
    }
    List<Trained> trained = trained(variants);
    trained.forEach(t -> task.layout().requireSame(t.result().training().end().layout()));
    Measuring measuring = new Measuring(task, options);
    Work work = Work.points("network", task.training(), task.test());
    progress.plan(work, trained.size());
    List<NetworkGap> networks = new ArrayList<>();
    Outcome outcome =
        Outcome.of(
            () -> {
              for (Trained one : trained) {
                progress.phase(one.name());
                networks.add(measured(one, task, measuring));
                progress.done(work, 1);
              }
            });
    List<String> missing =
        options.measures().stream()
            .flatMap(
                measure ->
                    measuring
                        .missing(measure)
                        .map(why -> measure + " is missing: " + why + ".")
                        .stream())
            .toList();
    return new GeneralizationResult(task.name(), options, networks, missing, outcome);
  }

  private static List<Trained> trained(List<Variant> variants) {
    List<Trained> trained = new ArrayList<>();
    for (Variant variant : variants) {
      for (Object result : variant.results()) {
        if (!(result instanceof TrainResult training)) {
          throw new IllegalArgumentException(
              variant.name() + " must be a training, as of %train, got another result");
        }
        boolean one = variant.results().size() == 1;
        String name = variant.name() + (one ? "" : ".seed" + training.job().seed());
        trained.add(new Trained(name, training));
      }
    }
    if (trained.size() < 2) {
      throw new IllegalArgumentException(
          "trainings must be two or more, got "
              + trained.size()
              + "; a τ has an interval from five on");
    }
    return trained;
  }

  private static NetworkGap measured(Trained one, Task task, Measuring measuring) {
    Point at = one.result().training().end();
    return new NetworkGap(
        one.name(),
        one.result().job().seed(),
        RecipeSettings.of(one.result().job().recipe()),
        task.training().score(at),
        task.test().score(at),
        measuring.of(one.result().job(), at));
  }
}
