package org.stockpot.error;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.stockpot.task.DivergedException;
import org.stockpot.task.Job;
import org.stockpot.task.Objective;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Seeds;
import org.stockpot.task.Training;
import org.stockpot.task.Work;
import org.stockpot.task.optimizer.UpdateRule;
import org.stockpot.task.work.Interrupts;
import org.stockpot.weights.Point;

/** One descent of an error function, by an update rule, over batches of its examples. */
final class ErrorTraining {

  private final Job job;
  private final Differences gradients;
  private final int examples;
  private final long perEpoch;
  private final UpdateRule rule;
  private final float[][] moments;
  private final List<Training.Moment> history = new ArrayList<>();
  private double sum;
  private long steps;

  ErrorTraining(Job job, Surface surface, long perEpoch) {
    this.job = job;
    gradients = surface.slopes();
    examples = surface.examples();
    this.perEpoch = perEpoch;
    Recipe recipe = job.recipe();
    recipe.requireGradientsAlone("an error function");
    if (recipe.labelSmoothing() > 0 || !recipe.augment().isEmpty()) {
      throw new IllegalArgumentException(
          (recipe.labelSmoothing() > 0 ? "label-smoothing" : "augment")
              + " must be left out for an error function, which has neither labels nor inputs");
    }
    rule = recipe.optimizer().rule();
    moments = new float[rule.moments()][job.start().layout().size()];
  }

  Training run(Objective validation, Progress progress) {
    Work unit = Work.step(job.recipe());
    SortedMap<Long, Point> captured = new TreeMap<>();
    float[] w = job.start().toArray();
    for (long step = job.from(); ; step++) {
      Interrupts.check();
      Point at = Point.of(job.start().layout(), w);
      if (job.captures().contains(step)) {
        captured.put(step, at);
      }
      boolean measured = step == job.to() || job.recipe().validatesAt(step, perEpoch);
      if (measured && steps > 0) {
        history.add(new Training.Moment(step, sum / steps, validation.score(at)));
        sum = 0;
        steps = 0;
      }
      if (step == job.to()) {
        return new Training(at, captured, history);
      }
      progress.watch("error", step(w, step));
      progress.done(unit, 1);
    }
  }

  /** Takes one step, and returns the error before it. */
  private double step(float[] w, long step) {
    double[] at = new double[w.length];
    Arrays.setAll(at, i -> w[i]);
    double[] weights = weights(step);
    double[] errors = gradients.function().errors(at);
    double error = IntStream.range(0, examples).mapToDouble(i -> weights[i] * errors[i]).sum();
    double[] gradient = gradients.gradient(at, weights);
    float[] slopes = new float[w.length];
    for (int i = 0; i < slopes.length; i++) {
      slopes[i] = job.mask().keeps(i) ? (float) gradient[i] : 0;
    }
    rule.begin(job.recipe().rate(step, perEpoch), step - job.from() + 1);
    rule.apply(w, slopes, moments, 0, w.length);
    job.mask().zero(w);
    if (!Double.isFinite(error) || Point.of(job.start().layout(), w).firstNonFinite() >= 0) {
      double rate = job.recipe().rate(step, perEpoch);
      throw new DivergedException(
          "the error or a parameter became NaN or infinite at step "
              + step
              + ", try a lower lr (now at "
              + rate
              + ")",
          step);
    }
    sum += error;
    steps++;
    return error;
  }

  /** Returns the share that each example has in a step: that of a batch, or all alike. */
  private double[] weights(long step) {
    int batch = Math.min(job.recipe().batch(), examples);
    int[] order =
        batch == examples
            ? IntStream.range(0, examples).toArray()
            : Seeds.permutation(examples, Seeds.mix(job.seed(), step / perEpoch));
    double[] weights = new double[examples];
    int from = batch == examples ? 0 : (int) (step % perEpoch) * batch;
    for (int i = from; i < from + batch; i++) {
      weights[order[i]] = 1.0 / batch;
    }
    return weights;
  }
}
