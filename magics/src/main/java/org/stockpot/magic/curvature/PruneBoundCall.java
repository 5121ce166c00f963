package org.stockpot.magic.curvature;

import java.util.List;
import org.stockpot.curvature.CurvatureOptions;
import org.stockpot.curvature.CurvaturePoint;
import org.stockpot.magic.UsageException;
import org.stockpot.magic.session.Call;
import org.stockpot.magic.session.Points;
import org.stockpot.magic.session.RunRecorder;
import org.stockpot.prune.PruneResult;
import org.stockpot.report.study.PruneBoundReport;
import org.stockpot.study.PruneBound;
import org.stockpot.study.PruneBoundOptions;
import org.stockpot.study.PruneBoundResult;
import org.stockpot.task.Outcome;
import org.stockpot.task.Progress;
import org.stockpot.task.Task;
import org.stockpot.task.TrainResult;
import org.stockpot.text.Numbers;
import org.stockpot.weights.MaskedPoint;

/** {@code %curvature imp --prune-bound}: how far the spectrum lets a network be pruned. */
final class PruneBoundCall {

  /** Lanczos steps of each probe: the bound depends on eigenvalues near 0, which need many. */
  private static final int STEPS = 120;

  private final Call call;
  private final Task task;
  private final CurvatureOptions curvature;
  private final PruneBoundOptions options;
  private final Points points;
  private final String word;
  private final String head;
  private final Object owner;

  PruneBoundCall(Call plain) {
    call = plain.over(CurvatureOptions.defaults().withSteps(STEPS));
    task = call.session().task();
    curvature = call.options(CurvatureOptions.class);
    options = call.options(PruneBoundOptions.class);
    points = call.points();
    word = call.words(1, 1).get(0);
    head = word.replaceFirst("\\..*", "");
    owner = call.session().value(head, "a pruning run is named by %imp --as NAME");
    boolean run = owner instanceof PruneResult && word.matches("[^.]+(\\.\\d{1,6})?");
    if (!run && !(owner instanceof TrainResult && word.equals(head))) {
      throw new UsageException(
          "prune-bound must be of a pruning run, one of its rounds such as imp.3, or a training, got "
              + word);
    }
  }

  private int round() {
    return word.equals(head) ? 0 : Integer.parseInt(word.substring(head.length() + 1));
  }

  Object run() {
    String name = owner instanceof PruneResult ? head + "." + round() : word;
    points.use(name);
    call.echo(task, java());
    RunRecorder recorder = new RunRecorder(call, task);
    PruneBoundResult result =
        call.live(
            "prune bound",
            progress -> measure(name, recorder.task(), progress),
            r -> recorder.outcome(outcome(r)));
    recorder.list(outcome(result), PruneBoundReport.table(result));
    call.showResult(PruneBoundReport.display(result));
    call.show(PruneBoundReport.chart(result));
    return call.finish(PruneBoundResult.class, result);
  }

  private PruneBoundResult measure(String name, Task on, Progress progress) {
    if (owner instanceof PruneResult run) {
      return PruneBound.of(run, round(), on, curvature, options, progress);
    }
    TrainResult training = (TrainResult) owner;
    MaskedPoint at = new MaskedPoint(training.point(), training.mask());
    return PruneBound.of(
        new CurvaturePoint(name, at),
        List.of(),
        training.job().recipe(),
        on,
        curvature,
        options,
        progress);
  }

  private String java() {
    String end =
        ", Stockpot.task(), "
            + call.java(curvature)
            + ", "
            + call.java(options)
            + ", Progress.NONE)";
    if (owner instanceof PruneResult) {
      return call.assigned("PruneBoundResult", "PruneBound.of(" + head + ", " + round() + end);
    }
    String at = "new MaskedPoint(" + head + ".point(), " + head + ".mask())";
    return call.assigned(
        "PruneBoundResult",
        "PruneBound.of(new CurvaturePoint("
            + call.java(word)
            + ", "
            + at
            + "), List.of(), "
            + head
            + ".job().recipe()"
            + end);
  }

  private static Outcome outcome(PruneBoundResult result) {
    int levels = result.orders().stream().mapToInt(order -> order.levels().size()).sum();
    return new Outcome(result.outcome().state(), Numbers.counted(levels, "level") + " measured");
  }
}
