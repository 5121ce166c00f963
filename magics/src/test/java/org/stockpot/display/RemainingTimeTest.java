package org.stockpot.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.stockpot.task.Progress;
import org.stockpot.task.Work;

/** The time that is left, over shapes of work that occur, by a clock that is set. */
final class RemainingTimeTest {

  private static final Work STEP = new Work("step", 3 * 60);
  private static final Work NETWORK = new Work("network", 20_000);
  private static final double TOLERANCE = 0.2;

  /** Units of one kind that are done one after another, and what each takes. */
  private record Stretch(Work work, int units, double seconds, boolean known) {

    static Stretch of(Work work, int units, double seconds) {
      return new Stretch(work, units, seconds, false);
    }
  }

  /** Runs pieces on threads; remembers at which moments how much time was said to be left. */
  private static final class Simulation {
    private final AtomicLong clock = new AtomicLong();
    private final ProgressMeter meter = new ProgressMeter("imp", frame -> {}, clock::get);
    private final TreeMap<Double, Double> said = new TreeMap<>();
    private double time;

    Simulation(int threads, List<List<Stretch>> pieces) {
      List<Progress> told = new ArrayList<>();
      for (List<Stretch> piece : pieces) {
        Progress progress = meter.piece(threads);
        piece.forEach(stretch -> progress.plan(stretch.work(), stretch.units()));
        told.add(progress);
      }
      run(threads, pieces, told);
    }

    /** Events in the order of their times: each thread does a piece, and then the next one. */
    private void run(int threads, List<List<Stretch>> pieces, List<Progress> told) {
      double[] free = new double[threads];
      TreeMap<Double, List<Runnable>> events = new TreeMap<>();
      for (int i = 0; i < pieces.size(); i++) {
        int thread = first(free);
        double at = free[thread];
        Progress progress = told.get(i);
        at(events, at, () -> progress.phase("begun"));
        for (Stretch stretch : pieces.get(i)) {
          for (int unit = 0; unit < stretch.units(); unit++) {
            at += stretch.seconds();
            at(
                events,
                at,
                () -> {
                  if (stretch.known()) {
                    progress.skip(stretch.work(), 1);
                  } else {
                    progress.done(stretch.work(), 1);
                  }
                });
          }
        }
        at(events, at, progress::end);
        free[thread] = at;
      }
      events.forEach(
          (at, calls) -> {
            time = at;
            clock.set((long) (at * 1e9));
            calls.forEach(Runnable::run);
            meter.bar().time().left().ifPresent(left -> said.put(at, left.toMillis() / 1e3));
          });
    }

    private static void at(Map<Double, List<Runnable>> events, double at, Runnable call) {
      events.computeIfAbsent(at, t -> new ArrayList<>()).add(call);
    }

    private static int first(double[] free) {
      int first = 0;
      for (int i = 1; i < free.length; i++) {
        first = free[i] < free[first] ? i : first;
      }
      return first;
    }

    /** Returns how far off the time left was after a share of all time, as a share of itself. */
    double error(double share) {
      double at = said.ceilingKey(share * time);
      return said.get(at) / (time - at) - 1;
    }
  }

  private static void assertGood(Simulation simulation) {
    for (double share : List.of(0.1, 0.15, 0.25, 0.5, 0.75)) {
      double error = simulation.error(share);
      assertTrue(Math.abs(error) <= TOLERANCE, "off by " + error + " after " + share);
    }
    assertEquals(0, simulation.said.lastEntry().getValue(), 1e-9, "nothing is left at the end");
  }

  private static List<Stretch> ladder(int rounds, double step, double network) {
    List<Stretch> ladder = new ArrayList<>();
    for (int round = 0; round <= rounds; round++) {
      ladder.add(Stretch.of(STEP, 500, step));
      ladder.add(Stretch.of(NETWORK, 1, network));
    }
    return ladder;
  }

  @Test
  void roundsOfEqualSteps() {
    assertGood(new Simulation(1, List.of(ladder(12, 0.01, 0.4))));
  }

  @Test
  void roundsWhoseScoresTakeAsLongAsTheirSteps() {
    assertGood(new Simulation(1, List.of(ladder(12, 0.002, 1))));
  }

  @Test
  void trainingsOfDifferentLengthsAndBatches() {
    List<List<Stretch>> pieces = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      int batch = i % 3 == 0 ? 32 : 128;
      Work step = new Work("step", 3 * batch);
      double seconds = 0.002 + batch * 1e-4;
      pieces.add(List.of(Stretch.of(step, 100 + 90 * i, seconds), Stretch.of(NETWORK, 1, 0.5)));
    }
    assertGood(new Simulation(1, pieces));
    assertGood(new Simulation(2, pieces));
  }

  @Test
  void threeReplicatesOnTwoThreads() {
    List<List<Stretch>> pieces = Collections.nCopies(3, ladder(8, 0.01, 0.3));
    assertGood(new Simulation(2, pieces));
    assertGood(new Simulation(4, pieces));
  }

  /**
   * Two threads that share what one would have get less from both: the last replicate is faster.
   */
  @Test
  void replicatesThatSlowOneAnotherDown() {
    List<List<Stretch>> pieces =
        List.of(ladder(8, 0.014, 0.42), ladder(8, 0.014, 0.42), ladder(8, 0.01, 0.3));
    Simulation simulation = new Simulation(2, pieces);
    for (double share : List.of(0.1, 0.25)) {
      double error = simulation.error(share);
      assertTrue(Math.abs(error) <= TOLERANCE, "off by " + error + " after " + share);
    }
  }

  @Test
  void scoresAfterTrainings() {
    List<Stretch> work = new ArrayList<>(List.of(Stretch.of(STEP, 1000, 0.02)));
    work.add(Stretch.of(new Work("test", 2_000), 20, 0.25));
    assertGood(new Simulation(1, List.of(work)));
  }

  @Test
  void slowFirstSteps() {
    List<Stretch> work = new ArrayList<>(List.of(Stretch.of(STEP, 40, 0.04)));
    work.addAll(ladder(10, 0.01, 0.3));
    assertGood(new Simulation(1, List.of(work)));
  }

  @Test
  void trainingsThatAStoreHas() {
    List<Stretch> work = new ArrayList<>();
    for (int round = 0; round < 20; round++) {
      boolean known = round < 8;
      work.add(new Stretch(STEP, known ? 1 : 500, 0.01, known));
      work.add(Stretch.of(NETWORK, 1, known ? 0.001 : 0.3));
    }
    assertGood(new Simulation(1, List.of(work)));
  }

  @Test
  void scoresThatAStoreHas() {
    Work point = new Work("point", 2000);
    List<Stretch> work = List.of(Stretch.of(point, 1000, 1e-4), Stretch.of(point, 1000, 0.05));
    Simulation simulation = new Simulation(1, List.of(work));
    assertTrue(Math.abs(simulation.error(0.1)) <= TOLERANCE, "" + simulation.error(0.1));
    assertGood(simulation);
  }

  @Test
  void pointsThatArriveTogether() {
    Work point = new Work("test", 2000);
    List<Stretch> work = new ArrayList<>();
    for (int line = 0; line < 20; line++) {
      work.add(Stretch.of(point, 1, 2));
      work.add(Stretch.of(point, 10, 1e-6));
    }
    assertGood(new Simulation(1, List.of(work)));
  }

  @Test
  void anEpochsScoreIsPartOfItsSteps() {
    List<Stretch> work = new ArrayList<>();
    for (int epoch = 0; epoch < 30; epoch++) {
      work.add(Stretch.of(STEP, 199, 0.01));
      work.add(Stretch.of(STEP, 1, 0.5));
    }
    assertGood(new Simulation(1, List.of(work)));
  }

  @Test
  void whatEndsEarlyLeavesNothingBehind() {
    AtomicLong clock = new AtomicLong();
    ProgressMeter meter = new ProgressMeter("soup", frame -> {}, clock::get);
    Progress trials = meter.piece(1);
    trials.plan(STEP, 100);
    Progress rows = meter.piece(1);
    rows.plan(STEP, 10);
    trials.phase("trials");
    clock.set(1_000_000_000L);
    trials.done(STEP, 10);
    assertEquals(10, meter.bar().time().left().orElseThrow().toSeconds());
    trials.end();
    assertEquals(1, meter.bar().time().left().orElseThrow().toSeconds());
    assertEquals(20, meter.bar().amount().total());
  }

  @Test
  void theShareNeverFalls() {
    AtomicLong clock = new AtomicLong();
    ProgressMeter meter = new ProgressMeter("imp", frame -> {}, clock::get);
    meter.plan(STEP, 100);
    clock.set(1_000_000_000L);
    meter.done(STEP, 50);
    double half = meter.bar().amount().share();
    meter.plan(STEP, 900);
    assertEquals(half, meter.bar().amount().share());
  }

  @Test
  void nothingIsSaidBeforeAnythingIsDone() {
    AtomicLong clock = new AtomicLong();
    ProgressMeter meter = new ProgressMeter("imp", frame -> {}, clock::get);
    meter.plan(STEP, 100);
    meter.skip(STEP, 50);
    assertTrue(meter.bar().time().left().isEmpty());
    assertEquals(0.5, meter.bar().amount().share());
  }
}
