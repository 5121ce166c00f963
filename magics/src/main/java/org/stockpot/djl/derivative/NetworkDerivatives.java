package org.stockpot.djl.derivative;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.stockpot.data.Targets;
import org.stockpot.djl.network.ExampleBatches;
import org.stockpot.djl.network.Network;
import org.stockpot.task.Availability;
import org.stockpot.task.analysis.Derivatives;
import org.stockpot.task.analysis.MixtureSlopes;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Mixture;
import org.stockpot.weights.Point;

/**
 * Derivatives of a block's loss by libtorch's automatic differentiation, of any block.
 *
 * <p>Chunks are shared among threads, with one engine thread each, and added in double in the order
 * of the data.
 */
public final class NetworkDerivatives implements Derivatives {

  private final DerivedModel model;
  private final ExampleBatches batches;
  private final int chunk;
  private final AutogradModule autograd;
  private final RecordedPasses passes;
  private final Optional<ChainedPasses> chained;
  private final Optional<DensePasses> dense;
  private final TrainedSlots trained;
  private Optional<Boolean> fits = Optional.empty();

  /**
   * Computes nothing yet.
   *
   * @param model the model
   * @param batches the examples
   * @param targets what the outputs should be
   * @param chunk examples of a pass, by the task alone
   */
  public NetworkDerivatives(
      DerivedModel model, ExampleBatches batches, Targets targets, int chunk) {
    this(
        model,
        new RecordedPasses(
            batches,
            new RecordedLoss(batches.examples(), targets, model.kind(), RecordedLoss.Of.OWN)),
        RecordedPasses.chunk(chunk),
        new AutogradModule((PtNDManager) batches.manager()));
  }

  private NetworkDerivatives(
      DerivedModel model, RecordedPasses passes, int chunk, AutogradModule autograd) {
    this.model = model;
    this.passes = passes;
    this.chunk = chunk;
    this.autograd = autograd;
    batches = passes.batches();
    chained =
        LinearChain.of(model.block(), model.binding())
            .map(chain -> new ChainedPasses(chain, passes, autograd));
    dense = DensePasses.of(model, batches, passes.loss(), chunk);
    trained = TrainedSlots.of(layout());
  }

  @Override
  public Layout layout() {
    return model.binding().layout();
  }

  @Override
  public long examples() {
    return batches.examples().count();
  }

  @Override
  public Point gradient(Point at) {
    return dense.map(d -> d.gradient(at)).orElseGet(() -> recordedGradient(at));
  }

  private Point recordedGradient(Point at) {
    return model.with(
        at,
        (network, threads) ->
            mean(
                threads,
                from -> passes.values(network, from, chunk, r -> gradient(network, r.loss()))));
  }

  @Override
  public double[] losses(Point at) {
    return rows(at, (n, from) -> passes.values(n, from, chunk, r -> new NDList(r.losses()))[0]);
  }

  /** Computes numbers of a chunk, those of its examples first. */
  @FunctionalInterface
  private interface Rows {
    float[] of(Network network, int from);
  }

  /** Returns a number for each example. */
  private double[] rows(Point at, Rows formula) {
    double[] numbers = new double[batches.examples().count()];
    model.with(
        at,
        (network, threads) -> {
          OrderedPieces.run(
              threads,
              OrderedPieces.starts(examples(), chunk),
              from -> formula.of(network, from),
              (i, values) -> {
                for (int k = 0; i * chunk + k < Math.min(numbers.length, (i + 1) * chunk); k++) {
                  numbers[i * chunk + k] = values[k];
                }
              });
          return at;
        });
    return numbers;
  }

  @Override
  public Point hessianTimes(Point at, Point direction) {
    return dense
        .map(d -> d.hessianTimes(at, direction))
        .orElseGet(
            () ->
                recordedTimes(
                    at,
                    direction,
                    (n, r, v) -> autograd.hessianTimes(r.loss(), trained.parameters(n), v)));
  }

  @Override
  public Point gaussNewtonTimes(Point at, Point direction) {
    return dense
        .map(d -> d.gaussNewtonTimes(at, direction))
        .orElseGet(
            () ->
                recordedTimes(
                    at,
                    direction,
                    (n, r, v) ->
                        autograd.gaussNewtonTimes(
                            r.loss(), r.outputs(), trained.parameters(n), v)));
  }

  @Override
  public Point empiricalFisherTimes(Point at, Point direction) {
    return recordedTimes(
        at, direction, (n, r, v) -> autograd.gramTimes(r.losses(), trained.parameters(n), v));
  }

  /** Multiplies the direction of trained slots with a matrix that a chunk's graph gives. */
  @FunctionalInterface
  private interface RecordedProduct {
    NDList of(Network network, RecordedPasses.Recorded recorded, List<PtNDArray> direction);
  }

  private Point recordedTimes(Point at, Point direction, RecordedProduct product) {
    layout().requireSame(direction.layout());
    return model.with(
        at,
        (network, threads) -> {
          try (NDManager passing = batches.manager().newSubManager()) {
            List<PtNDArray> v = trained.arrays(passing, direction);
            return mean(
                threads,
                from -> passes.values(network, from, chunk, r -> product.of(network, r, v)));
          }
        });
  }

  @Override
  public void perExample(Point at, GradientSink sink) {
    model.with(
        at,
        (network, threads) -> {
          OrderedPieces.run(
              threads,
              IntStream.range(0, batches.examples().count()).boxed().toList(),
              i -> trained.point(passes.values(network, i, 1, r -> gradient(network, r.loss()))),
              sink::accept);
          return at;
        });
  }

  @Override
  public synchronized boolean takesExamplesTogether() {
    if (fits.isEmpty()) {
      fits =
          Optional.of(
              chained
                  .map(c -> model.networks().single(network -> agrees(c, network)))
                  .orElse(false));
    }
    return fits.get();
  }

  /** Tries a chain at weights of no meaning. */
  private boolean agrees(ChainedPasses chain, Network network) {
    network.set(ChainedPasses.any(layout()).values());
    return chain.agrees(network, chunk, trained.parameters(network));
  }

  @Override
  public double[] squaredNorms(Point at, Mask mask) {
    layout().requireSame(mask.layout());
    if (!takesExamplesTogether()) {
      return Derivatives.super.squaredNorms(at, mask);
    }
    Point ones = Point.build(layout(), values -> Arrays.fill(values, 1)).masked(mask);
    try (NDManager held = batches.manager().newSubManager()) {
      Map<Integer, NDArray> kept =
          trained.arrays(held, ones, slot -> mask.kept(slot) < slot.size());
      ChainedPasses chain = chained.orElseThrow();
      return rows(
          at,
          (network, from) ->
              chain.squaredNorms(
                  network, from, chunk, slot -> Optional.ofNullable(kept.get(slot))));
    }
  }

  @Override
  public double[] slopes(Point at, Point direction) {
    layout().requireSame(direction.layout());
    if (!takesExamplesTogether()) {
      return Derivatives.super.slopes(at, direction);
    }
    try (NDManager held = batches.manager().newSubManager()) {
      Map<Integer, NDArray> arrays = trained.arrays(held, direction, slot -> true);
      ChainedPasses chain = chained.orElseThrow();
      return rows(at, (network, from) -> chain.slopes(network, from, chunk, arrays::get));
    }
  }

  @Override
  public Point empiricalFisherDiagonal(Point at) {
    if (!takesExamplesTogether()) {
      return Derivatives.super.empiricalFisherDiagonal(at);
    }
    ChainedPasses chain = chained.orElseThrow();
    List<Integer> slots = trained.places();
    return model.with(
        at,
        (network, threads) -> mean(threads, from -> chain.squares(network, from, chunk, slots)));
  }

  @Override
  public Availability<Derivatives> some(int... chosen) {
    return Availability.of(of(passes.some(chosen)));
  }

  @Override
  public Availability<Derivatives> ofSquaredErrors() {
    return passes.loss().ofSquaredErrors().then(loss -> Availability.of(of(passes.over(loss))));
  }

  @Override
  public Availability<Derivatives> ofEntropies() {
    return passes.loss().ofEntropies().then(loss -> Availability.of(of(passes.over(loss))));
  }

  @Override
  public Availability<Derivatives> ofOutputsAtOnes() {
    return Availability.of(of(passes.over(passes.loss().ofOutputsAtOnes())));
  }

  @Override
  public Availability<MixtureSlopes> ofMixture(Mixture mixture, long steps) {
    return DenseMixture.of(model, passes, autograd, mixture, steps)
        .map(Availability::of)
        .orElseGet(() -> Derivatives.super.ofMixture(mixture, steps));
  }

  private Derivatives of(RecordedPasses others) {
    return new NetworkDerivatives(model, others, chunk, autograd);
  }

  @Override
  public int outputs(Point at) {
    return model.with(at, (network, threads) -> passes.outputs(network));
  }

  @Override
  public double[][] tangentKernel(Point at, Mask mask, boolean averaged) {
    layout().requireSame(mask.layout());
    if (!takesExamplesTogether() || mask.pruned() > 0) {
      return Derivatives.super.tangentKernel(at, mask, averaged);
    }
    return model
        .with(at, (n, threads) -> chained.orElseThrow().kernel(n, (int) examples(), chunk))
        .kernel(averaged);
  }

  @Override
  public void outputGradients(Point at, OutputSink sink) {
    model.with(
        at,
        (network, threads) -> {
          int outputs = passes.outputs(network);
          OrderedPieces.run(
              threads,
              IntStream.range(0, batches.examples().count() * outputs).boxed().toList(),
              i ->
                  trained.point(
                      passes.values(
                          network,
                          i / outputs,
                          1,
                          r -> gradient(network, r.outputs().flatten().get(i % outputs)))),
              (i, gradient) -> sink.accept(i / outputs, i % outputs, gradient));
          return at;
        });
  }

  private NDList gradient(Network network, NDArray recorded) {
    return autograd.gradient(recorded, trained.parameters(network));
  }

  /** Returns the sum over chunks, divided by the number of examples. */
  private Point mean(int threads, Function<Integer, float[][]> part) {
    double[][] sums = trained.sums();
    OrderedPieces.run(
        threads,
        OrderedPieces.starts(examples(), chunk),
        part,
        (i, values) -> TrainedSlots.add(values, sums));
    return trained.mean(sums, batches.examples().count());
  }
}
