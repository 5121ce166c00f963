package org.stockpot.djl.evaluation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.stockpot.dense.FirstLayer;
import org.stockpot.dense.NativeArrays;
import org.stockpot.djl.binding.Binding;
import org.stockpot.djl.evaluation.SplitScorer.Chunk;
import org.stockpot.djl.evaluation.SplitScorer.Outputs;
import org.stockpot.djl.network.DenseFirstLayer;
import org.stockpot.djl.network.PointParameters;
import org.stockpot.task.Blends;
import org.stockpot.task.Score;
import org.stockpot.task.work.Workers;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Point;
import org.stockpot.weights.Slot;

/**
 * Scores of many blends of the same points on one split: the first layer's product with the
 * examples, most of a dense network's work, is computed once per point and blended, instead of once
 * per blend.
 *
 * <p>A single point's score has the bits of the plain way. That of a blend differs from it by the
 * rounding of floats, because products are rounded where the plain way rounds weights: a few parts
 * in 10^6 of the loss, and an example of which two classes come out equal to that precision.
 */
final class BlendScorer implements AutoCloseable {

  private final DenseFirstLayer parts;
  private final Binding binding;
  private final SplitScorer split;
  private final List<Point> basis;
  private final List<Point> tails;
  private final List<Optional<Outputs>> tickets;
  private final NDManager manager;
  private final FirstLayer[] heads;
  private final NDArray[][] products;
  private final List<PartialSums> sums = new ArrayList<>();
  private final boolean keep;
  private int[] order;

  /**
   * Keeps the products between calls, or only while a chunk is measured.
   *
   * @param tickets what each point gives by itself, if that is not the plain way
   */
  BlendScorer(
      DenseFirstLayer parts,
      Binding binding,
      SplitScorer split,
      List<Point> basis,
      List<Optional<Outputs>> tickets,
      NDManager parent,
      boolean keep) {
    this.parts = parts;
    this.binding = binding;
    this.split = split;
    this.basis = List.copyOf(basis);
    this.tickets = tickets;
    tails = tails(this.basis, behind(parts, binding));
    this.keep = keep;
    manager = parent.newSubManager();
    heads = new FirstLayer[basis.size()];
    products = new NDArray[split.chunks().size()][basis.size()];
    for (int i = 0; keep && i < products.length; i++) {
      sums.add(new PartialSums(manager));
    }
    order = IntStream.range(0, basis.size()).toArray();
  }

  /** Tells in which order products are summed. */
  void sumInOrder(int... places) {
    order = places.clone();
  }

  /** Returns the scores of blends, each given by one weight per point. */
  List<Score> scores(List<double[]> weights, int threads) {
    try (NDManager passing = manager.newSubManager()) {
      prepareHeads(weights, threads);
      List<ParameterStore> tails =
          Workers.map(
              threads,
              weights,
              w -> PointParameters.copied(passing, binding, tailOf(w), p -> !parts.isFirst(p)));
      return split.score(threads, chunk -> pass(chunk, weights, tails));
    }
  }

  /** Returns the slots behind the first layer, which are blended as weights. */
  static List<Slot> behind(DenseFirstLayer parts, Binding binding) {
    List<Slot> slots = new ArrayList<>();
    for (int i = 0; i < binding.entries().size(); i++) {
      if (!parts.isFirst(binding.entries().get(i).parameter())) {
        slots.add(binding.layout().slots().get(i));
      }
    }
    return slots;
  }

  /** Returns points without their first layer; the points themselves if they have no other. */
  private static List<Point> tails(List<Point> basis, List<Slot> slots) {
    if (slots.isEmpty()) {
      return basis;
    }
    Layout layout = Layout.together(slots);
    return basis.stream().map(point -> point.part(layout)).toList();
  }

  private Point tailOf(double[] weights) {
    int only = only(weights);
    return only >= 0 ? tails.get(only) : Blends.mean(tails, weights);
  }

  private void prepareHeads(List<double[]> weights, int threads) {
    List<Integer> missing =
        IntStream.range(0, heads.length)
            .filter(i -> heads[i] == null && weights.stream().anyMatch(w -> w[i] != 0))
            .boxed()
            .toList();
    Workers.map(
        threads,
        missing,
        i -> heads[i] = parts.head(manager, binding, basis.get(i), split.arrangement()));
  }

  private double[][] pass(Chunk chunk, List<double[]> weights, List<ParameterStore> tails) {
    NDArray[] known = keep ? products[chunk.index()] : new NDArray[basis.size()];
    PartialSums before = keep ? sums.get(chunk.index()) : null;
    for (double[] w : weights) {
      multiply(chunk, known, w);
    }
    double[][] sums = new double[weights.size()][];
    for (int i = 0; i < sums.length; i++) {
      int only = only(weights.get(i));
      if (only >= 0 && tickets.get(only).isPresent()) {
        sums[i] = split.sums(tickets.get(only).get().of(chunk), chunk);
        continue;
      }
      try (NDScope scope = new NDScope()) {
        scope.suppressNotUsedWarning();
        NDArray product = blended(known, weights.get(i), before);
        NDArray outputs = parts.outputs(tails.get(i), product);
        sums[i] = split.sums(NativeArrays.floats(outputs), chunk);
      }
    }
    return sums;
  }

  /** Computes the products that a blend needs. */
  private void multiply(Chunk chunk, NDArray[] known, double[] weights) {
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] != 0 && known[i] == null) {
        known[i] = heads[i].product(chunk.inputs());
        if (keep) {
          NativeArrays.unscoped(known[i]).attach(manager);
        }
      }
    }
  }

  private NDArray blended(NDArray[] known, double[] weights, PartialSums before) {
    List<Integer> members = Arrays.stream(order).filter(i -> weights[i] != 0).boxed().toList();
    double first = weights[members.get(0)];
    if (members.size() == 1) {
      return known[members.get(0)];
    }
    if (before != null && members.stream().allMatch(i -> weights[i] == first)) {
      return before.of(known, members).mul(1f / members.size());
    }
    double total = Arrays.stream(weights).sum();
    NDArray sum = null;
    for (int i : members) {
      NDArray part = known[i].mul((float) (weights[i] / total));
      sum = sum == null ? part : sum.addi(part);
    }
    return sum;
  }

  /** Returns the only point with a weight, or -1 if there are several. */
  private static int only(double[] weights) {
    int only = -1;
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] != 0) {
        if (only >= 0) {
          return -1;
        }
        only = i;
      }
    }
    return only;
  }

  @Override
  public void close() {
    manager.close();
  }
}
