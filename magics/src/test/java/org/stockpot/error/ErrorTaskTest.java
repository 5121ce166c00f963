package org.stockpot.error;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.stockpot.task.DivergedException;
import org.stockpot.task.Job;
import org.stockpot.task.Metric;
import org.stockpot.task.Optimizer;
import org.stockpot.task.Part;
import org.stockpot.task.PerExample;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Score;
import org.stockpot.task.Span;
import org.stockpot.task.Training;
import org.stockpot.task.analysis.Derivatives;
import org.stockpot.task.analysis.ParameterBox;
import org.stockpot.task.analysis.ParameterRange;
import org.stockpot.task.analysis.Subset;
import org.stockpot.task.optimizer.Sharpness;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;

final class ErrorTaskTest {

  private static final ParameterBox BOX = ParameterBox.cube(2, -2, 2);

  /** Gradient (4x(x² - 1) + y cos xy, x cos xy), Hessian by differentiating once more. */
  private static final ErrorFunction BENT =
      w -> Math.pow(w[0] * w[0] - 1, 2) + Math.sin(w[0] * w[1]);

  /** Three examples, each a parabola around a number of its own. */
  private static final ErrorFunction PARABOLAS =
      ErrorFunction.ofExamples(
          w -> new double[] {square(w[0] - 1), square(w[0] - 2), square(w[0] - 6)});

  private static double square(double value) {
    return value * value;
  }

  private static String refusal(Runnable work) {
    return assertThrows(RuntimeException.class, work::run).getMessage();
  }

  private static String refusal(ErrorFunction function) {
    return refusal(() -> ErrorTask.of("f", function, BOX));
  }

  private static Derivatives derivatives(ErrorTask task) {
    return task.derivatives(Subset.all(Part.TRAINING)).orThrow();
  }

  private static Training train(ErrorTask task, Point start, Recipe recipe, long seed) {
    Job job = Job.dense(start, recipe, task.stepsPerEpoch(recipe.batch()), seed);
    return task.train(job, Progress.NONE);
  }

  private static Recipe descent(double lr, long steps) {
    return Recipe.defaults().withOptimizer(Optimizer.sgd(lr, 0)).withLength(Span.iterations(steps));
  }

  @Test
  void derivativesAreThoseOfTheFormula() {
    ErrorTask task = ErrorTask.of("bent", BENT, BOX);
    Derivatives all = derivatives(task);
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 20; i++) {
      Point at = task.point(BOX.draw(random));
      double x = at.at(0);
      double y = at.at(1);
      double cos = Math.cos(x * y);
      double sin = Math.sin(x * y);
      Point gradient = all.gradient(at);
      assertEquals(4 * x * (x * x - 1) + y * cos, gradient.at(0), 1e-6);
      assertEquals(x * cos, gradient.at(1), 1e-6);
      Point v = task.point(BOX.draw(random));
      double xx = 12 * x * x - 4 - y * y * sin;
      double xy = cos - x * y * sin;
      Point product = all.hessianTimes(at, v);
      assertEquals(xx * v.at(0) + xy * v.at(1), product.at(0), 1e-5);
      assertEquals(xy * v.at(0) - x * x * sin * v.at(1), product.at(1), 1e-5);
    }
    assertEquals(task.point(0, 0), all.hessianTimes(task.point(1, 1), task.point(0, 0)));
  }

  @Test
  void examplesAreErrorsOfTheirOwn() {
    ErrorTask task = ErrorTask.of("parabolas", PARABOLAS, ParameterBox.cube(1, -9, 9));
    Point at = task.point(3);
    Score score = task.test().score(at);
    assertEquals(new Score(Metric.NEGATIVE_ERROR, 14 / 3.0, -14 / 3.0, 3), score);
    assertEquals(14 / 3.0, score.error());
    assertEquals(PerExample.of(4, 1, 9), task.test().errors(at));
    Derivatives all = derivatives(task);
    assertEquals(0, all.gradient(at).at(0), 1e-6);
    all.perExample(
        at, (i, gradient) -> assertEquals(new double[] {4, 2, -6}[i], gradient.at(0), 1e-6));
    assertEquals(-1, all.some(1, 2).orThrow().gradient(task.point(3.5)).at(0), 1e-6);
    assertEquals(2, task.objective(Subset.of(Part.TEST, 2)).orThrow().examples());
    assertEquals(
        "error function parabolas has no labels that could be shuffled",
        task.derivatives(Subset.all(Part.TRAINING).shuffledBy(1)).reason());
    assertTrue(Score.BEST_FIRST.compare(score, task.test().score(task.point(0))) < 0);
  }

  /** A plain step of gradient descent multiplies the distance to a parabola's minimum. */
  @Test
  void trainingDescends() {
    ErrorTask task = ErrorTask.of("parabolas", PARABOLAS, ParameterBox.cube(1, -9, 9));
    Training training = train(task, task.point(8), descent(0.1, 20), 1);
    assertEquals(3 + 5 * Math.pow(0.8, 20), training.end().at(0), 1e-5);
    assertEquals(20, training.history().size());
    assertEquals(training.end(), train(task, task.point(8), descent(0.1, 20), 2).end());
    Recipe batches = descent(0.5, 3).withBatch(1);
    assertEquals(3, task.stepsPerEpoch(1));
    Job job = Job.dense(task.point(8), batches, 3, 1);
    Training one = task.train(job.capturing(new TreeSet<>(List.of(1L, 2L, 3L))), Progress.NONE);
    assertEquals(
        List.of(1f, 2f, 6f),
        one.captured().values().stream().map(p -> (float) Math.rint(p.at(0))).sorted().toList());
    Training adam =
        train(
            task, task.init(5), Recipe.defaults().withLr(0.1).withLength(Span.iterations(400)), 1);
    assertEquals(3, adam.end().at(0), 1e-2);
    assertTrue(
        assertThrows(DivergedException.class, () -> train(task, task.point(8), descent(1e30, 9), 1))
            .getMessage()
            .contains("try a lower lr"));
    assertEquals(
        "sharpness must be none for an error function, got sam:0.05",
        refusal(
            () ->
                train(
                    task,
                    task.point(8),
                    descent(1, 1).withSharpness(Sharpness.parse("sam:0.05")),
                    1)));
  }

  @Test
  void prunedParametersStayZero() {
    ErrorTask task = ErrorTask.of("bent", BENT, BOX);
    Mask mask = Mask.keeping(task.layout(), i -> i == 0);
    Point start = task.point(0.5, 1).masked(mask);
    Job job = Job.dense(start, descent(0.05, 300), 1, 1).under(mask);
    Point end = task.train(job, Progress.NONE).end();
    assertEquals(1, end.at(0), 1e-5);
    assertEquals(0f, end.at(1));
  }

  @Test
  void startsAreDrawnFromTheBoxOrGiven() {
    ErrorTask task = ErrorTask.of("bent", BENT, BOX);
    for (long seed = 0; seed < 50; seed++) {
      assertEquals(task.init(seed), task.init(seed));
      assertTrue(Math.abs(task.init(seed).at(1)) <= 2);
    }
    assertEquals(Optional.empty(), task.pretrained());
    assertEquals(task.point(1, 2), task.withStart(1, 2).start(7));
    assertEquals(
        "start must have a finite number for each of the parameters w1, w2, got [1.0]",
        refusal(() -> task.withStart(1)));
    assertEquals("a point must have 2 parameters, got [1.0]", refusal(() -> task.point(1)));
    assertEquals(BOX, task.as(ParameterBox.class).orElseThrow());
  }

  /** |x| + y² has no Hessian at x = 0; elsewhere it is that of its pieces. */
  @Test
  void kinksAreRefusedWhereTheyAre() {
    ErrorTask task = ErrorTask.of("edge", w -> Math.abs(w[0]) + w[1] * w[1], BOX);
    Derivatives all = derivatives(task);
    assertEquals(0, all.hessianTimes(task.point(1, 1), task.point(1, 0)).norm(), 1e-5);
    assertEquals(2, all.hessianTimes(task.point(1, 1), task.point(1, 1)).at(1), 1e-5);
    assertTrue(
        refusal(() -> all.hessianTimes(task.point(0, 1), task.point(1, 1)))
            .startsWith("error function edge has no Hessian at [0.0, 1.0], as its slope jumps"));
    double[] cracks = new SplittableRandom(1).doubles(2000, -2, 2).toArray();
    ErrorTask rough =
        ErrorTask.of(
            "cracks",
            w -> {
              double sum = 0;
              for (double crack : cracks) {
                sum += Math.abs(w[0] + w[1] - 2 * crack) / cracks.length;
              }
              return sum;
            },
            BOX);
    String notes = String.join(" ", rough.notes());
    assertTrue(notes.contains("no Hessian there"), notes);
    assertFalse(String.join(" ", task.notes()).contains("no Hessian"));
  }

  @Test
  void whatJumpsHasNoGradient() {
    List<ErrorFunction> jumping =
        List.of(
            w -> w[0] + w[1] > 0.3 ? 1 : 0,
            w -> Math.floor(7 * w[0]) + w[1] * w[1],
            w -> new SplittableRandom(Double.doubleToLongBits(w[0] + w[1])).nextDouble());
    for (ErrorFunction function : jumping) {
      ErrorTask task = ErrorTask.of("f", function, BOX);
      String reason = task.derivatives(Subset.all(Part.TRAINING)).reason();
      assertTrue(reason.startsWith("error function f has no gradient, as it jumps"), reason);
      assertEquals(reason, refusal(() -> train(task, task.init(1), descent(1, 1), 1)));
      assertTrue(Double.isFinite(task.test().score(task.init(1)).error()));
    }
    ErrorFunction open = w -> w[0] > 0.3 ? Double.POSITIVE_INFINITY : w[0];
    ErrorTask cut = ErrorTask.of("f", open, BOX);
    assertTrue(cut.derivatives(Subset.all(Part.TRAINING)).value().isEmpty());
    for (ErrorFunction steep :
        List.<ErrorFunction>of(
            w -> Math.tanh(300 * w[0]),
            w -> Math.sqrt(Math.abs(w[0])),
            w -> Math.sin(90 * w[0] * w[1]),
            w -> 5)) {
      assertEquals(
          "", ErrorTask.of("f", steep, BOX).derivatives(Subset.all(Part.TRAINING)).reason());
    }
  }

  @Test
  void aGradientOfItsOwnIsHeldAgainstDifferences() {
    ErrorFunction wrong =
        new ErrorFunction() {
          @Override
          public double error(double[] w) {
            return w[0] * w[0] + w[1];
          }

          @Override
          public Optional<double[]> gradient(double[] w, double[] weights) {
            return Optional.of(new double[] {4 * w[0] * weights[0], 2 * weights[0]});
          }
        };
    ErrorTask task = ErrorTask.of("own", wrong, BOX);
    assertEquals(task.point(4, 2), derivatives(task).gradient(task.point(1, 1)));
    assertEquals(4, derivatives(task).hessianTimes(task.point(1, 1), task.point(1, 0)).at(0), 1e-5);
    String notes = String.join(" ", task.notes());
    assertTrue(notes.contains("by the function itself, central differences are 1e+00"), notes);
    String differences = String.join(" ", ErrorTask.of("bent", BENT, BOX).notes());
    assertTrue(
        differences.matches(".*over twice that are \\de-\\d\\d of their length away.*"),
        differences);
  }

  /** A lambda cannot be told from a changed one, so nothing of it is kept. */
  @Test
  void onlyWhatTellsItselfIsKept() {
    ErrorTask task = ErrorTask.of("bent", BENT, BOX);
    assertThrows(UnsupportedOperationException.class, task::identity);
    assertTrue(task.notes().get(3).startsWith("results are not kept"), task.notes().get(3));
  }

  @Test
  void whatCannotBeUsedIsRefused() {
    assertEquals(
        "error function f failed at [0.0, 0.0]: java.lang.ArrayIndexOutOfBoundsException: Index 2"
            + " out of bounds for length 2",
        refusal(w -> w[2]));
    assertEquals(
        "error function f must be finite in the middle of its box, got NaN at [0.0, 0.0]: choose"
            + " another --box",
        refusal(w -> Math.sqrt(-1)));
    int[] calls = new int[1];
    assertEquals(
        "error function f must give the same number each time, got 1.0 and 2.0: draw chance from a"
            + " fixed seed",
        refusal(w -> ++calls[0]));
    assertTrue(
        refusal(
                new ErrorFunction() {
                  @Override
                  public double error(double[] w) {
                    return 1;
                  }

                  @Override
                  public double[] errors(double[] w) {
                    return new double[] {1, 2};
                  }
                })
            .contains("must be the mean of the errors of its examples, got 1.0 and a mean of 1.5"));
    assertEquals(
        "box must be of ranges that rise, such as -2..2, got 2.0..-2.0",
        refusal(() -> new ParameterRange(2, -2)));
    assertEquals("names must differ, got [a, a]", refusal(() -> BOX.withNames(List.of("a", "a"))));
    assertEquals("-2..0.5", ParameterRange.parse("-2..0.5").toString());
    assertEquals("parameters must be of w1, w2, got b", refusal(() -> BOX.place("b")));
  }
}
