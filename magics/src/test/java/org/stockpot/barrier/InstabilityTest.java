package org.stockpot.barrier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.stockpot.task.Baseline;
import org.stockpot.task.DivergedException;
import org.stockpot.task.Job;
import org.stockpot.task.Outcome;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Span;
import org.stockpot.task.replicates.Estimate;
import org.stockpot.testing.Bowl;
import org.stockpot.testing.Points;
import org.stockpot.weights.Mask;
import org.stockpot.weights.MaskedPoint;
import org.stockpot.weights.Point;

final class InstabilityTest {

  private static final Recipe RECIPE = Recipe.defaults().withLength(Span.epochs(3));
  private final Bowl bowl = new Bowl(Points.small());

  private InstabilityResult run(List<Fork> forks, String... at) {
    InstabilityOptions options =
        new InstabilityOptions(
            java.util.Arrays.stream(at).map(Span::parse).toList(), 2, List.of(1L));
    return Instability.of(
        forks, bowl, RECIPE, options, BarrierOptions.defaults().withSamples(5), Progress.NONE);
  }

  @Test
  void copiesShareTheRunUpToTheForkAndDifferInDataOrderAlone() {
    InstabilityResult result = run(List.of(Fork.dense(bowl.init(1), 1)), "init", "1ep");
    assertEquals(2, result.forks().size());
    assertEquals(1 + 4, bowl.jobs().size());
    List<Job> fromInit = bowl.jobs().subList(1, 3);
    assertEquals(bowl.init(1), fromInit.get(0).start());
    assertEquals(fromInit.get(0).start(), fromInit.get(1).start());
    assertNotEquals(fromInit.get(0).seed(), fromInit.get(1).seed());
    List<Job> fromLater = bowl.jobs().subList(3, 5);
    assertTrue(fromLater.stream().allMatch(job -> job.from() == 10 && job.to() == 30));
    assertEquals(10, result.forks().get(1).step());
  }

  @Test
  void aTicketForksUnderItsMaskFromTheDenseRunsStates() {
    Mask mask = Mask.keeping(bowl.layout(), i -> i % 2 == 0);
    Fork dense = Fork.dense(bowl.init(1), 1);
    Fork ticket = dense.ticket(mask);
    InstabilityResult result = run(List.of(dense, ticket), "1ep");
    assertEquals(List.of("dense", "ticket"), result.forks().stream().map(f -> f.series()).toList());
    assertEquals(1 + 4, bowl.jobs().size(), "one dense run serves both");
    Point forked = bowl.jobs().get(1).start();
    assertEquals(forked.masked(mask), bowl.jobs().get(3).start());
    assertEquals(mask, bowl.jobs().get(3).mask());
  }

  @Test
  void theRunUpToTheForkKeepsTheMaskOfItsStart() {
    Mask half = Mask.keeping(bowl.layout(), i -> i % 2 == 0);
    Mask quarter = Mask.keeping(bowl.layout(), i -> i % 4 == 0);
    MaskedPoint start = new MaskedPoint(bowl.init(1).masked(half), half);
    Fork fork = Fork.of(start, 1);
    InstabilityResult result = run(List.of(fork, fork.ticket(quarter)), "1ep");
    assertEquals(
        List.of("sparse start", "ticket"), result.forks().stream().map(f -> f.series()).toList());
    assertEquals(1 + 4, bowl.jobs().size(), "one run serves both");
    assertEquals(half, bowl.jobs().get(0).mask());
    assertEquals(half, bowl.jobs().get(1).mask());
    assertEquals(quarter, bowl.jobs().get(3).mask());
    half.requireZeros(bowl.jobs().get(1).start());
    Point end = result.forks().get(0).pair().pair().line().to();
    assertEquals(half, Mask.supportOf(end), "nothing that the start lacks has grown");
  }

  @Test
  void startsThatDifferHaveRunsOfTheirOwn() {
    Mask half = Mask.keeping(bowl.layout(), i -> i % 2 == 0);
    MaskedPoint sparse = new MaskedPoint(bowl.init(1).masked(half), half);
    run(
        List.of(Fork.dense(bowl.init(1), 1), Fork.dense(bowl.init(2), 1), Fork.of(sparse, 1)),
        "1ep");
    assertEquals(3 + 3 * 2, bowl.jobs().size());
    List<Point> starts =
        bowl.jobs().stream().filter(job -> job.from() == 0).map(Job::start).toList();
    assertEquals(List.of(bowl.init(1), bowl.init(2), sparse.point()), starts);
  }

  @Test
  void copiesKeepNothingThatTheStartDoesNot() {
    Mask half = Mask.keeping(bowl.layout(), i -> i % 2 == 0);
    MaskedPoint sparse = new MaskedPoint(bowl.init(1).masked(half), half);
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> Fork.of(sparse, 1).ticket(Mask.full(bowl.layout())))
            .getMessage();
    assertTrue(message.startsWith("a fork's mask must keep nothing that its start does not"));
  }

  @Test
  void aBowlIsStable() {
    InstabilityResult result = run(List.of(Fork.dense(bowl.init(1), 1)), "init");
    PathScores path = result.forks().get(0).pair().path();
    assertEquals(0, path.height(Quantity.TEST_LOSS, Baseline.CHORD), 1e-12);
  }

  @Test
  void forksMustLieBeforeTheEnd() {
    assertEquals(
        "at must lie before the end of training, got 3ep of 3ep",
        assertThrows(
                IllegalArgumentException.class,
                () -> run(List.of(Fork.dense(bowl.init(1), 1)), "3ep"))
            .getMessage());
  }

  @Test
  void perturbationsHaveTheirLengthAndStayOnTheKeptWeights() {
    Mask mask = Mask.keeping(bowl.layout(), i -> i % 2 == 0);
    Mask next = Mask.keeping(bowl.layout(), i -> i % 4 == 0);
    RewoundStart start = new RewoundStart(bowl.init(1), mask, next, 1);
    Point noise = Robustness.perturbation(start, 0.7);
    assertEquals(0.7, noise.norm(), 1e-6);
    assertEquals(noise, noise.masked(mask));
    assertEquals(
        bowl.init(1).masked(mask).minus(bowl.init(1).masked(next)).norm(), start.distance(), 1e-12);
  }

  @Test
  void robustnessTrainsOnceFromTheStartAndOncePerMultiple() {
    Mask mask = Mask.keeping(bowl.layout(), i -> i % 2 == 0);
    Mask next = Mask.keeping(bowl.layout(), i -> i % 4 == 0);
    RewoundStart start = new RewoundStart(bowl.init(1), mask, next, 1);
    RobustnessResult result =
        Robustness.of(
            List.of(start),
            10,
            bowl,
            RECIPE,
            new RobustnessOptions(List.of(0.0, 2.0)),
            BarrierOptions.defaults().withSamples(3),
            Estimate.of(List.of(0.02, 0.03)),
            Progress.NONE);
    assertEquals(3, bowl.jobs().size());
    assertEquals(bowl.jobs().get(0).start(), bowl.jobs().get(1).start());
    assertEquals(
        2 * start.distance(),
        bowl.jobs().get(0).start().distance(bowl.jobs().get(2).start()),
        1e-6);
    assertEquals(2 * start.distance(), result.trials().get(1).length());
    assertTrue(bowl.jobs().stream().allMatch(job -> job.from() == 10));
  }

  private InstabilityResult copies(int copies, List<Fork> forks) {
    InstabilityOptions options = new InstabilityOptions(List.of(Span.ZERO), copies, List.of(1L));
    return Instability.of(
        forks, bowl, RECIPE, options, BarrierOptions.defaults().withSamples(3), Progress.NONE);
  }

  /** Three copies of one fork are three pairs, but one replicate. */
  @Test
  void copiesOfOneForkAreNoReplicates() {
    InstabilityResult one = copies(3, List.of(Fork.dense(bowl.init(1), 1)));
    assertEquals(3, one.forks().size());
    assertEquals(1, one.barrier(one.forks()).n());
    InstabilityResult two =
        copies(3, List.of(Fork.dense(bowl.init(1), 1), Fork.dense(bowl.init(2), 2)));
    assertEquals(6, two.forks().size());
    assertEquals(2, two.barrier(two.forks()).n());
  }

  @Test
  void whatIsNamedTwiceIsRefused() {
    assertEquals(
        "seeds must be all different, got 1 twice",
        assertThrows(
                IllegalArgumentException.class,
                () -> new InstabilityOptions(List.of(Span.ZERO), 2, List.of(1L, 2L, 1L)))
            .getMessage());
    assertEquals(
        "at must be all different, got 1ep twice",
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    new InstabilityOptions(List.of(Span.epochs(1), Span.epochs(1)), 2, List.of(1L)))
            .getMessage());
    assertEquals(
        "steps of at must be all different, got 10 twice",
        assertThrows(
                IllegalArgumentException.class,
                () -> run(List.of(Fork.dense(bowl.init(1), 1)), "1ep", "10it"))
            .getMessage());
    assertEquals(
        "multiples must be all different, got 2.0 twice",
        assertThrows(IllegalArgumentException.class, () -> new RobustnessOptions(List.of(2.0, 2.0)))
            .getMessage());
  }

  /** The third job is a copy of the first seed: its fork is missing, the other seed's is there. */
  @Test
  void aForkThatDivergesIsLeftOutByName() {
    bowl.beforeJob =
        () -> {
          if (bowl.jobs().size() == 2) {
            bowl.beforeJob = () -> {};
            throw new DivergedException("loss became NaN at step 7", 7);
          }
        };
    InstabilityResult result =
        copies(2, List.of(Fork.dense(bowl.init(1), 1), Fork.dense(bowl.init(2), 2)));
    assertEquals(List.of(2L), result.forks().stream().map(ForkResult::seed).toList());
    assertEquals(
        List.of(new DivergedRun("dense", 0, 1, "loss became NaN at step 7")), result.diverged());
    assertEquals(Outcome.DONE, result.outcome());
  }

  @Test
  void aPerturbationThatDivergesIsLeftOutByName() {
    Mask mask = Mask.keeping(bowl.layout(), i -> i % 2 == 0);
    Mask next = Mask.keeping(bowl.layout(), i -> i % 4 == 0);
    bowl.beforeJob =
        () -> {
          if (bowl.jobs().size() == 1) {
            bowl.beforeJob = () -> {};
            throw new DivergedException("loss became NaN at step 7", 7);
          }
        };
    RobustnessResult result =
        Robustness.of(
            List.of(new RewoundStart(bowl.init(1), mask, next, 1)),
            10,
            bowl,
            RECIPE,
            new RobustnessOptions(List.of(1.0, 2.0)),
            BarrierOptions.defaults().withSamples(3),
            Estimate.of(List.of(0.02, 0.03)),
            Progress.NONE);
    assertEquals(List.of(2.0), result.trials().stream().map(t -> t.multiple()).toList());
    assertEquals(List.of(1.0), result.diverged().stream().map(DivergedRun::group).toList());
  }
}
