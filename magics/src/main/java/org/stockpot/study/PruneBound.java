package org.stockpot.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.stockpot.curvature.AxialSubspace;
import org.stockpot.curvature.CurvatureOptions;
import org.stockpot.curvature.CurvaturePoint;
import org.stockpot.curvature.FlatnessBound;
import org.stockpot.curvature.WeightSpectrum;
import org.stockpot.prune.PruneResult;
import org.stockpot.prune.Saliencies;
import org.stockpot.prune.Saliency;
import org.stockpot.task.Availability;
import org.stockpot.task.DivergedException;
import org.stockpot.task.Job;
import org.stockpot.task.Outcome;
import org.stockpot.task.Part;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Task;
import org.stockpot.task.Work;
import org.stockpot.task.analysis.Derivatives;
import org.stockpot.task.replicates.Estimate;
import org.stockpot.task.sparse.SparseTraining;
import org.stockpot.weights.MaskedPoint;
import org.stockpot.weights.Point;

/**
 * Holds the flatness bound on pruning against what survives, level by level: weights are removed by
 * magnitude, at random and by a saliency; what is left is measured as it is, and after training
 * inside of the mask, of which the bound speaks (Paul et al., ICLR 2023, §3.3).
 *
 * <p>Where we differ: eigenvalues that are not above 0 count as flat, where published code takes
 * their magnitude; ε is the standard deviation of the training loss over independent dense runs, or
 * else over batches, as published code has it.
 */
public final class PruneBound {

  private final CurvaturePoint network;
  private final Recipe recipe;
  private final Task task;
  private final CurvatureOptions curvature;
  private final PruneBoundOptions options;
  private final Progress progress;
  private final Derivatives derivatives;
  private final List<List<WeightOrders>> orders = new ArrayList<>();
  private final List<Saliency> saliencies;

  private PruneBound(
      CurvaturePoint network,
      Recipe recipe,
      Task task,
      CurvatureOptions curvature,
      PruneBoundOptions options,
      Progress progress) {
    this.network = network;
    this.recipe = recipe.withLength(options.budget()).withSparse(SparseTraining.defaults());
    this.task = task;
    this.curvature = curvature;
    this.options = options;
    this.progress = progress;
    if (curvature.on() != Part.TRAINING) {
      throw new IllegalArgumentException(
          "on must be training, as the bound is on the training loss, got " + curvature.on());
    }
    Availability<Derivatives> given = task.derivatives(curvature.subset());
    derivatives = given.value().orElseThrow(() -> new IllegalArgumentException(given.reason()));
    saliencies =
        Stream.of(Saliencies.magnitude(), Saliencies.random(), options.saliency())
            .distinct()
            .toList();
    saliencies.forEach(
        s ->
            orders.add(
                WeightOrders.of(
                    network.at(), s, task, curvature.subset(), options.draws(), curvature.seed())));
  }

  /**
   * Measures a round of a pruning run, whose other seeds' dense networks tell ε.
   *
   * @param run the pruning run
   * @param round the round of its first seed; 0 for the dense network
   * @param task the run's task
   * @param curvature of what and how the spectrum is
   * @param options levels, orders, training and ε
   * @param progress told of products and steps
   * @return the bound and what survives
   * @throws IllegalArgumentException if there is nothing to prune, or the loss has no derivatives
   */
  public static PruneBoundResult of(
      PruneResult run,
      int round,
      Task task,
      CurvatureOptions curvature,
      PruneBoundOptions options,
      Progress progress) {
    MaskedPoint at = new MaskedPoint(run.solution(round), run.round(round).mask());
    List<Point> dense = run.replicates().stream().map(r -> r.round(0).solution()).toList();
    CurvaturePoint network = new CurvaturePoint("round " + round, at);
    return of(network, dense, run.recipe(), task, curvature, options, progress);
  }

  /**
   * Measures a network.
   *
   * @param network the network and its mask
   * @param dense independent dense networks, whose losses tell ε if there are two or more
   * @param recipe how it is trained inside of masks, but for the length
   * @param task the model and its data
   * @param curvature of what and how the spectrum is
   * @param options levels, orders, training and ε
   * @param progress told of products and steps
   * @return the bound and what survives
   * @throws IllegalArgumentException if there is nothing to prune, or the loss has no derivatives
   */
  public static PruneBoundResult of(
      CurvaturePoint network,
      List<Point> dense,
      Recipe recipe,
      Task task,
      CurvatureOptions curvature,
      PruneBoundOptions options,
      Progress progress) {
    return new PruneBound(network, recipe, task, curvature, options, progress).measure(dense);
  }

  private PruneBoundResult measure(List<Point> dense) {
    Point at = network.at().point();
    int weights = network.at().mask().kept();
    if (weights < 2) {
      throw new IllegalArgumentException(
          network.name() + " must have two or more weights to remove, got " + weights);
    }
    Work step = Work.step(recipe);
    int trainings = 1 + options.levels().size() * orders.stream().mapToInt(List::size).sum();
    progress.plan(step, trainings * job(network.at()).steps());
    WeightSpectrum spectrum =
        WeightSpectrum.of(network.at(), task, curvature, options.exact(), progress);
    double[] losses = derivatives.losses(at);
    double loss = Arrays.stream(losses).average().orElseThrow();
    Rise rise = rise(dense, losses);
    FlatnessBound bound = new FlatnessBound(spectrum.density(), rise.epsilon());
    double on = trained(network.at());
    List<PruneBoundOrder> found = new ArrayList<>();
    FlatnessBound halved = new FlatnessBound(spectrum.halved(), rise.epsilon());
    Outcome outcome = survey(bound, halved, loss + rise.epsilon(), found);
    AxialSubspace space = spectrum.space();
    return new PruneBoundResult(
        task.name(),
        network.name(),
        weights,
        derivatives.examples(),
        curvature,
        options,
        recipe,
        loss,
        on,
        rise.epsilon(),
        rise.over(),
        space.norm(derivatives.gradient(at)),
        spectrum.largest(),
        spectrum.density(),
        found,
        outcome);
  }

  private Outcome survey(
      FlatnessBound bound, FlatnessBound halved, double most, List<PruneBoundOrder> found) {
    for (int i = 0; i < saliencies.size(); i++) {
      String name = Saliencies.label(saliencies.get(i));
      List<PruneBoundLevel> levels = new ArrayList<>();
      List<WeightOrders> own = orders.get(i);
      Outcome outcome =
          Outcome.of(
              () -> {
                for (double level : options.levels()) {
                  progress.phase(name + ", " + Math.round(100 * level) + " % removed");
                  levels.add(level(own, level, bound, most));
                }
              });
      found.add(order(name, orders.get(i), bound, halved, levels));
      if (outcome.state() != Outcome.State.DONE) {
        return outcome;
      }
    }
    return Outcome.DONE;
  }

  private static PruneBoundOrder order(
      String name,
      List<WeightOrders> draws,
      FlatnessBound bound,
      FlatnessBound halved,
      List<PruneBoundLevel> levels) {
    List<double[]> squares = draws.stream().map(WeightOrders::squaredLengths).toList();
    List<Double> lengths = squares.stream().map(s -> Math.sqrt(s[bound.largest(s)])).toList();
    return new PruneBoundOrder(
        name, largest(bound, squares), largest(halved, squares), Estimate.of(lengths), levels);
  }

  private static Estimate largest(FlatnessBound bound, List<double[]> squares) {
    return Estimate.of(
        squares.stream().map(s -> (double) bound.largest(s) / (s.length - 1)).toList());
  }

  private PruneBoundLevel level(
      List<WeightOrders> draws, double level, FlatnessBound bound, double most) {
    int all = draws.get(0).squaredLengths().length - 1;
    int removed = (int) Math.round(level * all);
    List<Double> lengths = new ArrayList<>();
    List<Double> shares = new ArrayList<>();
    List<Double> projected = new ArrayList<>();
    List<Double> trained = new ArrayList<>();
    for (WeightOrders draw : draws) {
      double square = draw.squaredLengths()[removed];
      lengths.add(Math.sqrt(square));
      shares.add(bound.share(square).mean());
      MaskedPoint left = draw.without(removed);
      projected.add(derivatives.loss(left.point()));
      double after = trained(left);
      if (Double.isFinite(after)) {
        trained.add(after);
      }
    }
    int survived = (int) trained.stream().filter(loss -> loss <= most).count();
    return new PruneBoundLevel(
        (double) removed / all,
        removed,
        Estimate.of(lengths),
        Estimate.of(shares),
        projected,
        trained,
        survived,
        draws.size());
  }

  private Job job(MaskedPoint start) {
    return Job.of(start, recipe, task.stepsPerEpoch(recipe.batch()), curvature.seed());
  }

  /** Returns the loss after training inside of a mask; infinite if that diverges. */
  private double trained(MaskedPoint start) {
    try {
      return derivatives.loss(task.train(job(start), progress).end());
    } catch (DivergedException e) {
      return Double.POSITIVE_INFINITY;
    }
  }

  private record Rise(double epsilon, String over) {}

  private Rise rise(List<Point> dense, double... losses) {
    if (options.epsilon() > 0) {
      return new Rise(options.epsilon(), "given");
    }
    boolean runs = dense.size() >= 2;
    List<Double> values =
        runs ? dense.stream().map(derivatives::loss).toList() : batches(losses, recipe.batch());
    Estimate spread = Estimate.of(values);
    if (!(spread.sd() > 0)) {
      throw new IllegalArgumentException(
          "epsilon must be above 0, and the loss does not vary over "
              + values.size()
              + (runs ? " dense runs" : " batches")
              + ": give it by --epsilon");
    }
    return new Rise(spread.sd(), values.size() + (runs ? " dense runs" : " batches"));
  }

  /** Returns the mean loss of each whole batch, in the order of the data. */
  private static List<Double> batches(double[] losses, int batch) {
    List<Double> means = new ArrayList<>();
    for (int from = 0; from + batch <= losses.length; from += batch) {
      means.add(Arrays.stream(losses, from, from + batch).average().orElseThrow());
    }
    return means;
  }
}
