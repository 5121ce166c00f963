package org.stockpot.prune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.stockpot.task.Job;
import org.stockpot.task.Optimizer;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Schedule;
import org.stockpot.task.Schedule.Shape;
import org.stockpot.task.Span;
import org.stockpot.testing.Bowl;
import org.stockpot.testing.Points;

/** Renda et al., ICLR 2020: fine-tuning at the last rate of a step schedule. */
final class FineTuningRateTest {

  private static final Retraining NONE = Retraining.after(Rewind.NOTHING);
  private static final Recipe RECIPE =
      Recipe.defaults().withOptimizer(Optimizer.sgd(0.1, 0.9)).withLength(Span.epochs(20));

  private final Bowl bowl = new Bowl(Points.small());

  private static Schedule steps(int milestones) {
    List<Span> at = List.of(Span.epochs(1), Span.epochs(2), Span.epochs(3));
    return new Schedule(Shape.STEP, Span.ZERO, at.subList(0, milestones), 0.1);
  }

  private List<Job> retrainings(Recipe recipe, Retraining how) {
    IterativePruning.run(
        bowl,
        recipe,
        PruneOptions.defaults().withRounds(1).withRetraining(how),
        Optional.empty(),
        Progress.NONE);
    return bowl.jobs().subList(1, bowl.jobs().size());
  }

  @Test
  void aStepScheduleThatEndsAtOnePerCentHasAFinalRate() {
    Recipe recipe = RECIPE.withSchedule(steps(2));
    assertEquals(OptionalDouble.empty(), NONE.missingRate(recipe, 10));
    for (Job job : retrainings(recipe, NONE)) {
      assertEquals(0.001, job.recipe().rate(0, 10), 1e-12);
      assertEquals(0.001, job.recipe().rate(199, 10), 1e-12);
    }
  }

  /** The last of 200 steps is at 6e-5 of the highest rate, or at 0.5 %. */
  @ParameterizedTest
  @EnumSource(
      value = Shape.class,
      names = {"COSINE", "LINEAR"})
  void aScheduleThatFallsToZeroNeedsARate(Shape shape) {
    Recipe recipe = RECIPE.withSchedule(Schedule.of(shape));
    assertEquals(0.001, NONE.missingRate(recipe, 10).orElseThrow());
    String message =
        assertThrows(IllegalArgumentException.class, () -> retrainings(recipe, NONE)).getMessage();
    assertTrue(message.startsWith("finetune-lr must be named, such as 0.001, where"), message);
    assertTrue(bowl.jobs().isEmpty(), "refused before the dense run");
    for (Job job : retrainings(recipe, NONE.withFinetuneLr(0.003))) {
      assertEquals(0.003, job.recipe().rate(0, 10));
      assertEquals(0.003, job.recipe().rate(199, 10));
    }
    assertEquals(recipe, bowl.jobs().get(0).recipe(), "the dense run keeps its schedule");
  }

  @Test
  void onePerCentIsTheBoundWhateverTheShape() {
    assertEquals(0.001, NONE.missingRate(RECIPE.withSchedule(steps(3)), 10).orElseThrow());
    Recipe linear = RECIPE.withSchedule(Schedule.of(Shape.LINEAR));
    assertFalse(NONE.missingRate(linear.withLength(Span.iterations(100)), 10).isPresent());
    assertTrue(NONE.missingRate(linear.withLength(Span.iterations(101)), 10).isPresent());
    assertFalse(NONE.missingRate(RECIPE, 10).isPresent(), "constant");
    assertFalse(
        Retraining.after(Rewind.LEARNING_RATE).missingRate(linear, 10).isPresent(), "rewound");
  }

  /** Of a warm-up that is never finished the last rate is the highest. */
  @Test
  void theHighestRateIsTheOneReached() {
    Schedule warming = new Schedule(Shape.COSINE, Span.iterations(50), List.of(), 0.1);
    Recipe all = RECIPE.withSchedule(warming).withLength(Span.iterations(50));
    assertEquals(0.1, all.peakRate(10), 1e-15);
    assertFalse(NONE.missingRate(all, 10).isPresent());
    Schedule early = new Schedule(Shape.STEP, Span.ZERO, List.of(Span.ZERO), 0.1);
    assertEquals(0.01, RECIPE.withSchedule(early).peakRate(10), 1e-15);
    Recipe cosine = RECIPE.withSchedule(warming);
    double highest = 0;
    for (long step = 0; step < 200; step++) {
      highest = Math.max(highest, cosine.rate(step, 10));
    }
    assertEquals(highest, cosine.peakRate(10));
    assertEquals(cosine.rate(199, 10), cosine.lastRate(10));
  }

  @Test
  void aRateBelongsToFineTuning() {
    assertEquals(
        "finetune-lr must come with --rewind none, got 0.1 with lr",
        assertThrows(
                IllegalArgumentException.class,
                () -> Retraining.after(Rewind.LEARNING_RATE).withFinetuneLr(0.1))
            .getMessage());
    assertThrows(IllegalArgumentException.class, () -> NONE.withFinetuneLr(-1));
    assertThrows(IllegalArgumentException.class, () -> NONE.withFinetuneLr(Double.NaN));
  }
}
