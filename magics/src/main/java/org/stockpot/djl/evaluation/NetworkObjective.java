package org.stockpot.djl.evaluation;

import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.stockpot.dense.DenseNetwork;
import org.stockpot.dense.FirstLayer;
import org.stockpot.dense.NativeArrays;
import org.stockpot.dense.SortedExamples;
import org.stockpot.dense.SparseNetwork;
import org.stockpot.djl.binding.Binding;
import org.stockpot.djl.evaluation.SplitScorer.Outputs;
import org.stockpot.djl.memory.MemoryBudget;
import org.stockpot.djl.network.DenseFirstLayer;
import org.stockpot.djl.network.Network;
import org.stockpot.djl.network.NetworkPool;
import org.stockpot.task.Blends;
import org.stockpot.task.Objective;
import org.stockpot.task.PerExample;
import org.stockpot.task.Score;
import org.stockpot.task.ScoreSink;
import org.stockpot.weights.Line;
import org.stockpot.weights.Point;
import org.stockpot.weights.Slot;

/** One split as an objective: what is measured by a task's networks. */
public final class NetworkObjective implements Objective {

  /** Numbers that a line or a soup may keep to be fast: a gibibyte. */
  private static final long KEPT = 1L << 28;

  /** Blends that are measured at once: few enough to see how far they are. */
  private static final int TOGETHER = 16;

  private final SplitScorer split;
  private final NetworkPool networks;
  private final Binding binding;
  private final Optional<DenseFirstLayer> denseFirst;
  private final Optional<DenseNetwork> dense;
  private final NDManager manager;

  /**
   * Measures nothing yet.
   *
   * @param split the examples
   * @param networks the working copies
   * @param binding the model's parameters as slots
   * @param denseFirst the first layer, if it is dense
   * @param dense the network's layers, if it is one of dense ones
   * @param manager what owns the arrays
   */
  public NetworkObjective(
      SplitScorer split,
      NetworkPool networks,
      Binding binding,
      Optional<DenseFirstLayer> denseFirst,
      Optional<DenseNetwork> dense,
      NDManager manager) {
    this.split = split;
    this.networks = networks;
    this.binding = binding;
    this.denseFirst = denseFirst;
    this.dense = dense;
    this.manager = manager;
  }

  @Override
  public Score score(Point point) {
    binding.layout().requireSame(point.layout());
    return networks.shared((network, threads) -> score(network, point, threads));
  }

  @Override
  public long examples() {
    return split.count();
  }

  @Override
  public PerExample errors(Point point) {
    binding.layout().requireSame(point.layout());
    return networks.shared(
        (network, threads) -> measure(network, point, outputs -> split.errors(outputs, threads)));
  }

  /**
   * Returns what scores the examples.
   *
   * @return the scorer
   */
  public SplitScorer split() {
    return split;
  }

  /**
   * Scores a point by a network that the caller has for itself.
   *
   * @param network the working copy, which the caller has for itself
   * @param point a point of this layout
   * @param threads how many share the work
   * @return what came out
   */
  public Score score(Network network, Point point, int threads) {
    return measure(network, point, outputs -> split.score(outputs, threads));
  }

  private <T> T measure(Network network, Point point, Function<Outputs, T> use) {
    binding.requireVariances(point);
    Optional<Outputs> ticket = sparse(point);
    if (ticket.isPresent()) {
      return use.apply(ticket.get());
    }
    network.set(point.values());
    Optional<SortedExamples> arrangement = split.arrangement();
    if (arrangement.isEmpty()) {
      return use.apply(chunk -> NativeArrays.floats(network.forward(chunk.inputs(), false)));
    }
    DenseFirstLayer parts = denseFirst.orElseThrow();
    try (NDManager passing = manager.newSubManager()) {
      FirstLayer head = parts.head(passing, binding, point, arrangement);
      return use.apply(
          chunk ->
              NativeArrays.floats(parts.outputs(network.store(), head.product(chunk.inputs()))));
    }
  }

  /** Returns what a point gives by its weights that are not 0, where that is faster. */
  private Optional<Outputs> sparse(Point point) {
    return dense
        .flatMap(layers -> SparseNetwork.of(layers, point, split::arrangement))
        .map(network -> chunk -> network.outputs(chunk.numbers(), chunk.count()));
  }

  @Override
  public void along(Line line, double[] positions, ScoreSink sink) {
    binding.layout().requireSame(line.from().layout());
    int size = binding.layout().size();
    boolean beyond = Arrays.stream(positions).anyMatch(t -> t < 0 || t > 1);
    if (denseFirst.isEmpty() || size > KEPT || (beyond && binding.layout().hasStatistics())) {
      Objective.super.along(line, positions, sink);
      return;
    }
    int group = (int) Math.min(positions.length, KEPT / size);
    try (BlendScorer family = family(List.of(line.from(), line.to()), group)) {
      List<double[]> weights =
          Arrays.stream(positions).mapToObj(t -> new double[] {1 - t, t}).toList();
      inGroups(family, weights, group, sink);
    }
  }

  /** Measures blends, some of them at a time. */
  private void inGroups(BlendScorer family, List<double[]> weights, int group, ScoreSink sink) {
    for (int first = 0; first < weights.size(); first += group) {
      List<double[]> some = weights.subList(first, Math.min(first + group, weights.size()));
      List<Score> scores = networks.shared((network, threads) -> family.scores(some, threads));
      for (int i = 0; i < scores.size(); i++) {
        sink.accept(first + i, scores.get(i));
      }
    }
  }

  @Override
  public Blends blends(List<Point> basis) {
    basis.forEach(point -> binding.layout().requireSame(point.layout()));
    long width = denseFirst.map(DenseFirstLayer::width).orElse(KEPT);
    // Blended statistics of any weights are checked point by point.
    if (width * basis.size() * split.count() > KEPT || binding.layout().hasStatistics()) {
      return Objective.super.blends(basis);
    }
    BlendScorer family = family(basis, 0);
    return new Blends() {
      @Override
      public Score score(double... weights) {
        return networks.shared((network, count) -> family.scores(List.of(weights), count)).get(0);
      }

      @Override
      public void scores(List<double[]> weights, ScoreSink sink) {
        inGroups(family, weights, TOGETHER, sink);
      }

      @Override
      public void sumInOrder(int... places) {
        family.sumInOrder(places);
      }

      @Override
      public void close() {
        family.close();
      }
    };
  }

  /** Keeps products for blends to come, or the layers behind the first for some positions. */
  private BlendScorer family(List<Point> basis, int positions) {
    DenseFirstLayer parts = denseFirst.orElseThrow();
    boolean keep = positions == 0;
    long products = keep ? parts.width() * split.count() * (basis.size() + PartialSums.KEPT) : 0;
    long behind = BlendScorer.behind(parts, binding).stream().mapToLong(Slot::size).sum();
    long copies = (long) basis.size() * binding.layout().size() + positions * behind;
    double bytes = Float.BYTES * (double) (products + copies);
    MemoryBudget.standard(bytes).requireNetworks(basis.size() + positions, bytes);
    List<Optional<Outputs>> tickets = basis.stream().map(this::sparse).toList();
    return new BlendScorer(parts, binding, split, basis, tickets, manager, keep);
  }

  @Override
  public Score ensemble(Iterable<Point> points) {
    return split.scorePredictions(meanPredictions(points));
  }

  @Override
  public PerExample ensembleErrors(Iterable<Point> points) {
    return split.predictionErrors(meanPredictions(points));
  }

  private double[] meanPredictions(Iterable<Point> points) {
    return networks.shared(
        (network, threads) -> {
          double[] sums = new double[Math.multiplyExact(split.count(), split.outputs())];
          int count = 0;
          for (Point point : points) {
            measure(network, point, outputs -> split.addPredictions(outputs, sums, threads));
            count++;
          }
          for (int i = 0; i < sums.length; i++) {
            sums[i] /= count;
          }
          return sums;
        });
  }
}
