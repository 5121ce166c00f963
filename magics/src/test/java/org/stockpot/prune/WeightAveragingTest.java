package org.stockpot.prune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stockpot.task.Job;
import org.stockpot.task.Plan;
import org.stockpot.task.Plan.PlannedTraining;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Schedule;
import org.stockpot.task.Span;
import org.stockpot.task.Training;
import org.stockpot.task.optimizer.WeightAveraging;
import org.stockpot.testing.Bowl;
import org.stockpot.testing.Points;
import org.stockpot.weights.Centroid;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;

/** Particles that are averaged (SWAMP), and plain pruning of their budget. T = 30, k = 10. */
final class WeightAveragingTest {

  private static final Recipe RECIPE = Recipe.defaults().withLength(Span.epochs(3));
  private static final Copies THREE = new Copies(3, List.of(), "mean", Centroid::of).withSwa(0.5);

  private final Bowl bowl = new Bowl(Points.small());

  private static PruneOptions options(String rewind) {
    return PruneOptions.defaults()
        .withRounds(2)
        .withFraction(0.3)
        .withRewind(Rewind.parse(rewind))
        .withControls(Control.LONGER_RETRAINING);
  }

  private PruneReplicate run(String rewind) {
    return IterativePruning.run(
            bowl, RECIPE, options(rewind), THREE, Optional.empty(), Progress.NONE)
        .replicates()
        .get(0);
  }

  /** 29 % of 100 steps are 29 of them, whatever 0.29 is in binary. */
  @Test
  void sharesOfARetrainingAreRounded() {
    Copies copies = new Copies(2, List.of(), "mean", Centroid::of).withSwa(0.29);
    assertEquals(71L, copies.averaged(0, 100, 1).first());
  }

  /** An average of a training's own would be replaced by that of the copy. */
  @Test
  void copiesHaveOneAverage() {
    Recipe both = RECIPE.withAverage(WeightAveraging.parse("swa:50%:1it"));
    String refused =
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    IterativePruning.run(
                        bowl, both, options("1ep"), THREE, Optional.empty(), Progress.NONE))
            .getMessage();
    assertTrue(refused.startsWith("swa averages each copy: average must be none"), refused);
  }

  /** Each training is made again here, and averaged over its last two ends of epochs. */
  @Test
  void aRoundIsTheMeanOfMeansAndChoosesTheNextMask() {
    PruneReplicate run = run("1ep");
    Mask last = run.round(0).mask();
    Point dense = run.round(0).solution();
    for (int round = 1; round <= 2; round++) {
      Round found = run.round(round);
      assertEquals(pruned(dense, last), found.mask());
      assertEquals(run.origin().masked(found.mask()), found.start());
      List<Point> particles = new ArrayList<>();
      for (Job job : List.copyOf(bowl.jobs())) {
        if (job.start().equals(found.start()) && job.to() == 30) {
          Training points =
              bowl.train(job.capturing(new TreeSet<>(Set.of(20L, 30L))), Progress.NONE);
          particles.add(Centroid.of(points.captured().values()));
        }
      }
      assertEquals(3, particles.size());
      assertEquals(Centroid.of(particles), found.solution());
      assertEquals(bowl.test().score(particles.get(0)), found.copies().get(0));
      last = found.mask();
      dense = found.solution();
    }
  }

  private Mask pruned(Point point, Mask mask) {
    return new Pruner(bowl.layout(), options("1ep"))
        .prune(new ScoredNetwork(bowl, null, point, point, mask, 1), 1)
        .mask();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1ep", "lr"})
  void longerRetrainingIsALadderOfItsOwnWithTheStepsOfAllCopies(String rewind) {
    PruneReplicate run = run(rewind);
    Round last = run.round(0);
    boolean rewound = rewind.equals("1ep");
    long steps = rewound ? 3 * 20 : 3 * 30;
    for (int round = 1; round <= 2; round++) {
      Round found = run.controls().get(Control.LONGER_RETRAINING).get(round - 1);
      assertEquals(pruned(last.solution(), last.mask()), found.mask());
      Point base = rewound ? run.origin() : last.solution();
      Job job =
          bowl.jobs().stream()
              .filter(j -> j.to() == 90 && j.start().equals(base.masked(found.mask())))
              .findFirst()
              .orElseThrow();
      assertEquals(steps, job.steps());
      assertEquals(RECIPE.withLength(Span.epochs(9)), job.recipe());
      assertEquals(steps, found.steps());
      assertEquals((rewound ? 10 : 30 + (round - 1) * steps) + steps, found.stepsFromInit());
      assertEquals(bowl.train(job, Progress.NONE).end(), found.solution());
      assertTrue(found.copies().isEmpty());
      last = found;
    }
    int trainings = run.trainings(options(rewind).retraining(), 3);
    assertEquals(rewound ? 1 + 2 * 4 : 1 + 2 * 7, trainings);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1ep", "lr"})
  void thePlanCountsAllOfIt(String rewind) {
    PruneOptions options = options(rewind);
    Plan plan = IterativePruning.plan(bowl, RECIPE, options, THREE, Optional.empty());
    IterativePruning.run(bowl, RECIPE, options, THREE, Optional.empty(), Progress.NONE);
    assertEquals(bowl.jobs().size(), plan.distinct().size());
    assertEquals(
        bowl.jobs().stream().mapToLong(Job::steps).sum(),
        plan.distinct().stream().mapToLong(PlannedTraining::steps).sum());
  }

  @Test
  void aStretchedScheduleHasTheSameRatesAtTheSameShares() {
    Schedule step = Schedule.step(List.of(Span.epochs(1), Span.parse("1ep5it")), 0.1);
    Schedule cosine = Schedule.of(Schedule.Shape.COSINE).withWarmup(Span.iterations(4));
    for (int at = 0; at < 30; at++) {
      assertEquals(step.factor(at, 30, 10), step.stretched(3).factor(3L * at, 90, 10));
      if (at >= 4) {
        assertEquals(cosine.factor(at, 30, 10), cosine.stretched(3).factor(3L * at, 90, 10), 1e-12);
      }
    }
  }

  @Test
  void whatCannotBeAveragedIsRefused() {
    refused("swa must reach back an epoch of 10 steps", () -> start(THREE.withSwa(0.4), "1ep"));
    refused("controls longer-retraining must come with --copies", () -> start(Copies.ONE, "1ep"));
    refused("swa must come with --copies 2 or more", () -> Copies.ONE.withSwa(0.5));
    refused("swa must lie in [0%, 100%), got NaN", () -> THREE.withSwa(Double.NaN));
    assertTrue(bowl.jobs().isEmpty(), "before anything is trained");
  }

  private void start(Copies copies, String rewind) {
    IterativePruning.run(bowl, RECIPE, options(rewind), copies, Optional.empty(), Progress.NONE);
  }

  private static void refused(String begins, Runnable use) {
    String message = assertThrows(IllegalArgumentException.class, use::run).getMessage();
    assertTrue(message.startsWith(begins), message);
  }
}
