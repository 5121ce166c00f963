package org.stockpot.magic;

import java.util.List;
import org.stockpot.djl.DjlTask;
import org.stockpot.report.Scores;
import org.stockpot.report.TrainReport;
import org.stockpot.task.Help;
import org.stockpot.task.Job;
import org.stockpot.task.Outcome;
import org.stockpot.task.Recipe;
import org.stockpot.task.Task;
import org.stockpot.task.TrainResult;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;

/** Trains one network. */
final class TrainCommand implements Command {

  /**
   * Where a training starts.
   *
   * @param from the point; empty for the pre-trained weights, or a fresh initialisation
   * @param seed the seed
   */
  record Options(
      @Help("point to start at, its zeros staying 0; else pre-trained weights, else a fresh init")
          String from,
      @Help("seed of initialisation and data order") long seed) {}

  @Override
  public String name() {
    return "train";
  }

  @Override
  public String summary() {
    return "trains a point";
  }

  @Override
  public String words() {
    return "";
  }

  @Override
  public List<String> examples() {
    return List.of(
        "%train --for 5ep --lr 1.2e-3 --seed 1 --as base",
        "%train --optimizer sgd --lr 0.1 --schedule cosine --warmup 1ep --for 10ep");
  }

  @Override
  public List<Record> standards(Session session) {
    return List.of(Recipe.defaults(), new Options("", 1), Reuse.defaults(), Output.defaults());
  }

  @Override
  public Object run(Call call) {
    call.words(0, 0);
    DjlTask task = call.session().task();
    Job job = job(call, task);
    call.echo(task, java(call));
    Kept kept = new Kept(call, task);
    TrainResult result =
        call.live(
            "train",
            progress -> {
              progress.plan(job.steps());
              return TrainResult.of(kept.task(), job, progress);
            },
            r -> kept.outcome(outcome(r)));
    kept.list(outcome(result), TrainReport.table(result));
    call.showResult(TrainReport.display(result));
    call.show(TrainReport.chart(result));
    return call.finish(TrainResult.class, result);
  }

  private static Outcome outcome(TrainResult result) {
    return new Outcome(Outcome.State.DONE, "test " + Scores.text(result.test()));
  }

  private static Job job(Call call, Task task) {
    Options options = call.options(Options.class);
    Recipe recipe = call.options(Recipe.class);
    long perEpoch = task.stepsPerEpoch(recipe.batch());
    if (options.from().isEmpty()) {
      Point start = task.pretrained().orElseGet(() -> task.init(options.seed()));
      return Job.dense(start, recipe, perEpoch, options.seed());
    }
    Point start = new Points(call.session()).resolve(options.from());
    return Job.dense(start, recipe, perEpoch, options.seed()).under(Mask.supportOf(start));
  }

  private static String java(Call call) {
    Options options = call.options(Options.class);
    Recipe recipe = call.options(Recipe.class);
    String start =
        options.from().isEmpty()
            ? "task.init(" + options.seed() + "L)"
            : new Points(call.session()).java(options.from());
    return "TrainResult.of(task, Job.dense("
        + start
        + ", "
        + call.java(recipe)
        + ", task.stepsPerEpoch("
        + recipe.batch()
        + "), "
        + options.seed()
        + "L), Progress.NONE)";
  }
}
