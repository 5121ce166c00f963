package org.stockpot.magic.soup;

import java.util.Arrays;
import java.util.List;
import org.stockpot.magic.UsageException;
import org.stockpot.magic.session.Call;
import org.stockpot.magic.session.RunRecorder;
import org.stockpot.magic.session.TrajectoryNames;
import org.stockpot.merge.trajectory.Averaging;
import org.stockpot.report.parts.Scores;
import org.stockpot.report.soup.TrajectoryMeansReport;
import org.stockpot.soup.SoupOptions;
import org.stockpot.study.merge.TrajectoryMeans;
import org.stockpot.study.merge.TrajectoryMeansResult;
import org.stockpot.task.Outcome;
import org.stockpot.task.Plan;
import org.stockpot.task.Statistics;
import org.stockpot.task.Task;
import org.stockpot.task.analysis.Trajectory;

/** {@code %soup swa,ema,lawa TRAINING}: averages of the points that one training passed through. */
final class SoupAlongTraining {

  private final Call call;
  private final Task task;
  private final SoupOptions options;
  private final List<Averaging> ways;
  private final String name;

  SoupAlongTraining(Call call, String recipes, List<String> words) {
    if (words.size() != 1) {
      throw new UsageException(
          recipes
              + " must have one training, such as base of %train --as base, got "
              + String.join(" ", words));
    }
    this.call = call;
    name = words.get(0);
    task = call.session().task();
    options = call.options(SoupOptions.class);
    List<Statistics> given =
        call.arguments().options().containsKey("recalibrate")
            ? List.of(options.recalibrate())
            : List.of();
    AveragingOptions averaging = call.options(AveragingOptions.class);
    ways =
        Arrays.stream(recipes.split(",", -1))
            .map(recipe -> averaging.averaging(recipe, given))
            .toList();
  }

  Plan plan() {
    return TrajectoryMeans.plan(
        new TrajectoryNames(call, task).of(name), ways, options.shift(), task);
  }

  TrajectoryMeansResult run() {
    SoupIngredients.seeStatistics(call, task);
    TrajectoryNames trainings = new TrajectoryNames(call, task);
    Trajectory trajectory = trainings.of(name);
    call.echo(task, java(trainings.java(name)));
    RunRecorder recorder = new RunRecorder(call, task);
    TrajectoryMeansResult result =
        call.live(
            "soup",
            progress ->
                TrajectoryMeans.of(trajectory, ways, options.shift(), recorder.task(), progress),
            r -> recorder.outcome(outcome(r)));
    recorder.list(outcome(result), TrajectoryMeansReport.table(result));
    call.showResult(TrajectoryMeansReport.display(result));
    call.show(TrajectoryMeansReport.chart(result));
    return call.finish(TrajectoryMeansResult.class, result);
  }

  private String java(String trajectory) {
    return call.assigned(
        "TrajectoryMeansResult",
        "TrajectoryMeans.of("
            + trajectory
            + ", "
            + call.java(ways)
            + ", "
            + call.java(options.shift())
            + ", Stockpot.task())");
  }

  private static Outcome outcome(TrajectoryMeansResult result) {
    return new Outcome(
        Outcome.State.DONE,
        "best average on validation is "
            + result.bestRow().name()
            + ": test "
            + Scores.text(result.bestRow().test()));
  }
}
