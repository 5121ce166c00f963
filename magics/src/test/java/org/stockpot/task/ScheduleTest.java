package org.stockpot.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.stockpot.task.Schedule.Shape;

final class ScheduleTest {

  @Test
  void constantIsConstant() {
    assertEquals(1, Schedule.constant().factor(0, 100, 10));
    assertEquals(1, Schedule.constant().factor(99, 100, 10));
  }

  @Test
  void stepDropsAtItsMilestones() {
    Schedule schedule =
        new Schedule(Shape.STEP, Span.ZERO, List.of(Span.epochs(3), Span.iterations(50)), 0.1);
    assertEquals(1, schedule.factor(29, 100, 10));
    assertEquals(0.1, schedule.factor(30, 100, 10), 1e-15);
    assertEquals(0.01, schedule.factor(50, 100, 10), 1e-15);
  }

  @Test
  void cosineAndLinearFallToZero() {
    Schedule cosine = Schedule.of(Shape.COSINE);
    assertEquals(1, cosine.factor(0, 100, 10));
    assertEquals(0.5, cosine.factor(50, 100, 10), 1e-15);
    assertEquals(0, cosine.factor(100, 100, 10), 1e-15);
    assertEquals(0.25, Schedule.of(Shape.LINEAR).factor(75, 100, 10));
  }

  @Test
  void warmupRisesLinearlyAndTheRestFollows() {
    Schedule schedule = new Schedule(Shape.LINEAR, Span.epochs(2), List.of(), 0.1);
    assertEquals(0.05, schedule.factor(0, 100, 10));
    assertEquals(1, schedule.factor(19, 100, 10));
    assertEquals(1, schedule.factor(20, 100, 10));
    assertEquals(0.5, schedule.factor(60, 100, 10));
  }

  @Test
  void theRateDependsOnThePositionAlone() {
    Recipe recipe =
        Recipe.defaults().withSchedule(Schedule.of(Shape.COSINE)).withLength(Span.iterations(100));
    assertEquals(recipe.optimizer().lr() / 2, recipe.rate(50, 10), 1e-15);
  }

  @Test
  void milestonesBelongToTheStepSchedule() {
    assertThrows(IllegalArgumentException.class, () -> Schedule.of(Shape.STEP));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Schedule(Shape.COSINE, Span.ZERO, List.of(Span.epochs(1)), 0.1));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Schedule(Shape.CONSTANT, Span.ZERO, List.of(), 0));
  }

  @Test
  void recipesRefuseWhatCannotTrain() {
    assertEquals(
        "lr must be above 0, got 0.0",
        assertThrows(IllegalArgumentException.class, () -> Optimizer.adam(0)).getMessage());
    assertThrows(IllegalArgumentException.class, () -> Optimizer.sgd(0.1, 1));
    assertThrows(IllegalArgumentException.class, () -> Recipe.defaults().withBatch(0));
    assertThrows(IllegalArgumentException.class, () -> Recipe.defaults().withLength(Span.ZERO));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Optimizer(Optimizer.Kind.ADAM, 0.1, 0.9, true, 0));
  }
}
