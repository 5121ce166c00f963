package org.stockpot.study.phase;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stockpot.curvature.AxialSubspace;
import org.stockpot.curvature.Eigenpairs;
import org.stockpot.curvature.Eigenvalue;
import org.stockpot.curvature.Lanczos;
import org.stockpot.curvature.LanczosOptions;
import org.stockpot.phase.Descent;
import org.stockpot.phase.PenalisedLoss;
import org.stockpot.phase.PenaltySweep;
import org.stockpot.phase.PhaseState;
import org.stockpot.study.Load;
import org.stockpot.study.TaskFamily;
import org.stockpot.study.TaskGrid;
import org.stockpot.task.Metric;
import org.stockpot.task.Objective;
import org.stockpot.task.Outcome;
import org.stockpot.task.Part;
import org.stockpot.task.Progress;
import org.stockpot.task.Task;
import org.stockpot.task.Work;
import org.stockpot.task.analysis.Derivatives;
import org.stockpot.task.analysis.Operators;
import org.stockpot.task.analysis.Subset;
import org.stockpot.task.work.NumberCache;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;

/**
 * The onset of learning under an L2 penalty: sweeps of its strength β, up from the learned state
 * and down from the trivial one, which has no weights and the best biases. At each β the state is
 * the minimum of {@code L(θ) + β |weights|²} that descent reaches from the last one. Biases are not
 * penalised. See Ersoy, Wiesner, 2025 (from its abstract); the protocol is ours.
 *
 * <p>The critical β of a linear network with one hidden layer is {@code -λ_min / 2} of the Hessian
 * at the trivial state, {@code σ_max(E[y xᵀ]) / 2} for the loss ½ E|y - W₂W₁x|²; of others it is
 * the largest β that has a learned state, refined by halving. A network without hidden layers has
 * none: the slope of its loss by the weights is not 0 where they are, so that they end at no β.
 */
public final class PhaseStudy {

  /** A state without weights has no curvature below 0 but what rounding makes. */
  private static final double FLAT = 1e-5;

  private static final int NUMBERS = 5;
  private static final int MEASURED = 10;

  private static final Work DESCENT = new Work("descent", 1);

  private final Task task;
  private final PhaseOptions options;
  private final Progress progress;
  private final NumberCache cache;
  private final Subset subset;
  private final Derivatives derivatives;

  private PhaseStudy(Task task, PhaseOptions options, Progress progress) {
    this.task = task;
    this.options = options;
    this.progress = progress;
    cache = task.as(NumberCache.class).orElse(NumberCache.NONE);
    subset = options.examples().of(Part.TRAINING, 0);
    derivatives = task.derivatives(subset).orThrow();
  }

  /** The replicate of a seed. */
  private record Replicate(long seed) {
    @Override
    public String toString() {
      return "seed " + seed;
    }
  }

  /**
   * Sweeps the penalty of each network.
   *
   * @param name what the task is called
   * @param family makes the task of each load
   * @param options the settings
   * @return the sweeps
   */
  public static PhaseResult of(String name, TaskFamily family, PhaseOptions options) {
    return of(name, family, options, Progress.NONE);
  }

  /**
   * Sweeps the penalty of each network. An interrupt ends the work and keeps what is finished.
   *
   * @param name what the task is called
   * @param family makes the task of each load
   * @param options the settings
   * @param progress told about descents
   * @return the sweeps
   */
  public static PhaseResult of(
      String name, TaskFamily family, PhaseOptions options, Progress progress) {
    List<PhaseRun> runs = new ArrayList<>();
    List<Metric> metric = new ArrayList<>();
    List<Replicate> seeds = options.seeds().stream().map(Replicate::new).toList();
    progress.plan(DESCENT, options.descents());
    Outcome outcome =
        new TaskGrid<>(family, options.loads(), seeds)
            .walk(
                progress,
                (task, cell) -> {
                  metric.add(task.metric());
                  runs.add(
                      new PhaseStudy(task, options, progress)
                          .run(cell.load(), cell.setting().seed()));
                });
    return new PhaseResult(
        name, metric.isEmpty() ? Metric.ACCURACY : metric.get(0), options, runs, outcome);
  }

  /**
   * Measures how long all descents take if each makes as many steps as it may.
   *
   * @param family makes the task of each load
   * @param options the settings
   * @return seconds, by some steps of each network
   */
  public static double seconds(TaskFamily family, PhaseOptions options) {
    List<Double> steps = new ArrayList<>();
    new TaskGrid<>(family, options.loads(), List.of(new Replicate(options.seeds().get(0))))
        .walk(
            Progress.NONE,
            (task, cell) -> {
              PhaseStudy study = new PhaseStudy(task, options, Progress.NONE);
              Point init = task.init(cell.setting().seed());
              Descent some =
                  new Descent(new PenalisedLoss(study.derivatives), options.tolerance(), MEASURED);
              some.from(init, options.l2().low());
              long began = System.nanoTime();
              PhaseState end = some.from(init, options.l2().low());
              steps.add((System.nanoTime() - began) / 1e9 / Math.max(1, end.steps()));
            });
    double step = steps.stream().mapToDouble(s -> s).sum() / steps.size();
    return step * options.descents() * options.budget();
  }

  private PhaseRun run(Load load, long seed) {
    double[] strengths = options.l2().strengths(options.steps());
    Point init = task.init(seed);
    PhaseState without = minimum(PenalisedLoss.trivial(init), options.l2().high());
    boolean stationary = without.norm() == 0;
    PhaseState trivial = stationary ? without : ofBiases(PenalisedLoss.trivial(init));
    PhaseState learned = minimum(init, options.l2().low());
    Map<PhaseOptions.Direction, PenaltySweep> sweeps = new EnumMap<>(PhaseOptions.Direction.class);
    Map<PhaseOptions.Direction, List<MeasuredState>> states =
        new EnumMap<>(PhaseOptions.Direction.class);
    for (PhaseOptions.Direction way : options.direction()) {
      boolean up = way == PhaseOptions.Direction.UP;
      double noise = options.noise();
      PenaltySweep sweep =
          stationary
              ? PenaltySweep.of(this::minimum, trivial, learned, strengths, up, noise, seed)
              : PenaltySweep.smooth(this::minimum, trivial, learned, strengths, up, noise, seed);
      sweeps.put(way, sweep);
      states.put(way, sweep.states().stream().map(this::measured).toList());
    }
    return new PhaseRun(
        load,
        seed,
        stationary ? predicted(trivial.point()) : Optional.empty(),
        stationary,
        sweeps,
        states);
  }

  private Optional<Double> predicted(Point trivial) {
    Eigenvalue least = spectrum(trivial).least().get(0);
    return least.converged() && least.value() < -FLAT
        ? Optional.of(-least.value() / 2)
        : Optional.empty();
  }

  private Eigenpairs spectrum(Point at) {
    return Lanczos.of(
        Operators.hessian(derivatives, at),
        AxialSubspace.of(Mask.full(at.layout())),
        LanczosOptions.top(1));
  }

  private MeasuredState measured(PhaseState state) {
    Objective objective = task.objective(subset).value().orElseGet(task::training);
    return new MeasuredState(
        state,
        objective.score(state.point()).error(),
        Lanczos.largest(derivatives, state.point(), subset, cache));
  }

  /** Returns the best state without weights, which would move if they could. */
  private PhaseState ofBiases(Point trivial) {
    PenalisedLoss biases = new PenalisedLoss(derivatives, true);
    return end("phase of biases", biases, trivial, options.l2().high());
  }

  private PhaseState minimum(Point start, double strength) {
    PhaseState end = end("phase", new PenalisedLoss(derivatives), start, strength);
    progress.done(DESCENT, 1);
    return end;
  }

  /** Returns where a descent ends, which is kept with its point. */
  private PhaseState end(String kind, PenalisedLoss loss, Point start, double strength) {
    Descent descent = new Descent(loss, options.tolerance(), options.budget());
    double[] numbers =
        cache.get(
            List.of(
                kind,
                start.digest(),
                "beta " + strength,
                subset.toString(),
                "tolerance " + options.tolerance(),
                "budget " + options.budget()),
            () -> written(descent.from(start, strength)));
    return new PhaseState(
        strength,
        Point.build(
            start.layout(),
            values -> {
              for (int i = 0; i < values.length; i++) {
                values[i] = (float) numbers[NUMBERS + i];
              }
            }),
        numbers[0],
        numbers[1],
        numbers[2],
        (int) numbers[3],
        numbers[4] > 0);
  }

  private static double[] written(PhaseState state) {
    Point point = state.point();
    double[] numbers = new double[NUMBERS + point.layout().size()];
    numbers[0] = state.loss();
    numbers[1] = state.norm();
    numbers[2] = state.gradient();
    numbers[3] = state.steps();
    numbers[4] = state.converged() ? 1 : 0;
    for (int i = NUMBERS; i < numbers.length; i++) {
      numbers[i] = point.at(i - NUMBERS);
    }
    return numbers;
  }
}
