package org.stockpot.djl.derivative;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.stockpot.data.Targets;
import org.stockpot.dense.NativeArrays;
import org.stockpot.dense.OutputKind;
import org.stockpot.djl.binding.Binding;
import org.stockpot.djl.network.ExampleBatches;
import org.stockpot.djl.network.Network;
import org.stockpot.djl.network.NetworkPool;
import org.stockpot.djl.script.EvaluationMode;
import org.stockpot.task.analysis.Derivatives;
import org.stockpot.task.work.Interrupts;
import org.stockpot.task.work.Workers;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Point;
import org.stockpot.weights.Slot;

/**
 * Derivatives of a block's loss by libtorch's automatic differentiation, of any block.
 *
 * <p>Chunks are shared among threads, with one engine thread each, and added in double in the order
 * of the data.
 */
public final class NetworkDerivatives implements Derivatives {

  /**
   * libtorch 2.7.1's second derivatives of a convolution with stride 2 were wrong by a hundredth
   * where the number of examples was no multiple of this, with oneDNN's widest kernels.
   */
  private static final int BLOCK = 16;

  /** Rows of a pass over one example. */
  private static final int SINGLE = 2;

  private final NetworkPool networks;
  private final Binding binding;
  private final ExampleBatches batches;
  private final RecordedLoss loss;
  private final int chunk;
  private final Optional<PtSymbolBlock> script;
  private final AutogradModule autograd;
  private final List<Slot> trained;

  /**
   * Computes nothing yet.
   *
   * @param networks who runs passes
   * @param binding the layout
   * @param batches the examples
   * @param targets what the outputs should be
   * @param kind what a model's outputs are
   * @param chunk examples of a pass, by the task alone
   * @param script the model, if it is a TorchScript module
   */
  public NetworkDerivatives(
      NetworkPool networks,
      Binding binding,
      ExampleBatches batches,
      Targets targets,
      OutputKind kind,
      int chunk,
      Optional<PtSymbolBlock> script) {
    this.networks = networks;
    this.binding = binding;
    this.batches = batches;
    this.chunk = Math.max(1, chunk / BLOCK) * BLOCK;
    this.script = script;
    loss = new RecordedLoss(batches.examples(), targets, kind);
    autograd = new AutogradModule((PtNDManager) batches.manager());
    trained = binding.layout().slots().stream().filter(s -> s.role().isTrained()).toList();
  }

  @Override
  public Layout layout() {
    return binding.layout();
  }

  @Override
  public long examples() {
    return batches.examples().count();
  }

  @Override
  public Point gradient(Point at) {
    return with(
        at,
        (network, threads) ->
            mean(threads, from -> values(network, from, chunk, r -> gradient(network, r.loss()))));
  }

  @Override
  public double[] losses(Point at) {
    double[] losses = new double[batches.examples().count()];
    with(
        at,
        (network, threads) -> {
          inOrder(
              threads,
              starts(),
              from -> values(network, from, chunk, r -> new NDList(r.losses()))[0],
              (i, values) -> {
                for (int k = 0; i * chunk + k < Math.min(losses.length, (i + 1) * chunk); k++) {
                  losses[i * chunk + k] = values[k];
                }
              });
          return at;
        });
    return losses;
  }

  @Override
  public Point hessianTimes(Point at, Point direction) {
    return times(at, direction, (n, r, v) -> autograd.hessianTimes(r.loss(), parameters(n), v));
  }

  @Override
  public Point gaussNewtonTimes(Point at, Point direction) {
    return times(
        at,
        direction,
        (n, r, v) -> autograd.gaussNewtonTimes(r.loss(), r.outputs(), parameters(n), v));
  }

  @Override
  public Point empiricalFisherTimes(Point at, Point direction) {
    return times(at, direction, (n, r, v) -> autograd.gramTimes(r.losses(), parameters(n), v));
  }

  /** Multiplies the direction of trained slots with a matrix that a chunk's graph gives. */
  @FunctionalInterface
  private interface Product {
    NDList of(Network network, Recorded recorded, List<PtNDArray> direction);
  }

  private Point times(Point at, Point direction, Product product) {
    layout().requireSame(direction.layout());
    return with(
        at,
        (network, threads) -> {
          try (NDManager passing = batches.manager().newSubManager()) {
            List<PtNDArray> v =
                trained.stream().map(slot -> array(passing, slot, direction)).toList();
            return mean(
                threads, from -> values(network, from, chunk, r -> product.of(network, r, v)));
          }
        });
  }

  @Override
  public void perExample(Point at, GradientSink sink) {
    with(
        at,
        (network, threads) -> {
          inOrder(
              threads,
              IntStream.range(0, batches.examples().count()).boxed().toList(),
              i -> point(values(network, i, 1, r -> gradient(network, r.loss()))),
              sink::accept);
          return at;
        });
  }

  @Override
  public void outputGradients(Point at, OutputSink sink) {
    with(
        at,
        (network, threads) -> {
          int outputs = values(network, 0, 1, r -> new NDList(r.outputs()))[0].length / SINGLE;
          inOrder(
              threads,
              IntStream.range(0, batches.examples().count() * outputs).boxed().toList(),
              i ->
                  point(
                      values(
                          network,
                          i / outputs,
                          1,
                          r -> gradient(network, r.outputs().flatten().get(i % outputs)))),
              (i, gradient) -> sink.accept(i / outputs, i % outputs, gradient));
          return at;
        });
  }

  private NDList gradient(Network network, NDArray recorded) {
    return autograd.gradient(recorded, parameters(network));
  }

  /** Does something with a network that is at a point, in evaluation mode. */
  private Point with(Point at, NetworkPool.Shared<Point> work) {
    layout().requireSame(at.layout());
    binding.requireVariances(at);
    return networks.shared(
        (network, threads) -> {
          network.set(at.values());
          script.ifPresent(EvaluationMode::hold);
          try {
            return work.with(network, threads);
          } finally {
            script.ifPresent(EvaluationMode::release);
          }
        });
  }

  /** Returns the sum over chunks, divided by the number of examples. */
  private Point mean(int threads, Function<Integer, float[][]> part) {
    double[][] sums = trained.stream().map(s -> new double[s.size()]).toArray(double[][]::new);
    int count = batches.examples().count();
    inOrder(threads, starts(), part, (i, values) -> add(values, sums));
    return Point.build(
        layout(),
        target -> {
          for (int s = 0; s < sums.length; s++) {
            for (int i = 0; i < sums[s].length; i++) {
              target[trained.get(s).offset() + i] = (float) (sums[s][i] / count);
            }
          }
        });
  }

  /** Returns the first examples of chunks. */
  private List<Integer> starts() {
    int chunks = (batches.examples().count() + chunk - 1) / chunk;
    return IntStream.range(0, chunks).map(i -> i * chunk).boxed().toList();
  }

  private static void add(float[][] values, double[][] sums) {
    for (int s = 0; s < sums.length; s++) {
      for (int i = 0; i < sums[s].length; i++) {
        sums[s][i] += values[s][i];
      }
    }
  }

  /** Receives results in the order of their pieces. */
  @FunctionalInterface
  private interface Ordered<T> {
    void accept(int index, T result);
  }

  /** Does pieces by several threads, and hands on what comes of them, without keeping it. */
  private static <T> void inOrder(
      int threads, List<Integer> pieces, Function<Integer, T> work, Ordered<T> sink) {
    for (int from = 0; from < pieces.size(); from += threads) {
      List<Integer> some = pieces.subList(from, Math.min(from + threads, pieces.size()));
      List<T> results = Workers.map(threads, some, work);
      for (int i = 0; i < results.size(); i++) {
        sink.accept(from + i, results.get(i));
      }
    }
  }

  /** What libtorch recorded of a pass: outputs and losses, a row for each example. */
  private record Recorded(NDArray outputs, NDArray losses) {
    NDArray loss() {
      return losses.sum();
    }
  }

  /** Returns what is derived from a pass over some examples, array by array. */
  private float[][] values(
      Network network, int from, int most, Function<Recorded, NDList> derived) {
    Interrupts.check();
    JniUtils.setNumThreads(1);
    return network.recording(
        () -> {
          try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            int count = Math.min(most, batches.examples().count() - from);
            NDArray outputs = network.recorded(batches.of(padded(from, count)));
            NDArray losses = loss.each(batches.manager(), outputs, from, count);
            return derived.apply(new Recorded(outputs, losses)).stream()
                .map(NDArray::toFloatArray)
                .toArray(float[][]::new);
          }
        });
  }

  /**
   * Returns examples in a row, of several a multiple of {@link #BLOCK}; the first is repeated, also
   * for a single one, whose convolutions libtorch would give to a library that warns each time.
   */
  private static int[] padded(int from, int count) {
    int whole = count == 1 ? SINGLE : (count + BLOCK - 1) / BLOCK * BLOCK;
    return IntStream.range(0, whole).map(i -> i < count ? from + i : from).toArray();
  }

  private Point point(float[][] values) {
    return Point.build(
        layout(),
        target -> {
          for (int s = 0; s < values.length; s++) {
            System.arraycopy(values[s], 0, target, trained.get(s).offset(), values[s].length);
          }
        });
  }

  private List<PtNDArray> parameters(Network network) {
    List<PtNDArray> parameters = new ArrayList<>();
    for (int i = 0; i < layout().slots().size(); i++) {
      if (layout().slots().get(i).role().isTrained()) {
        parameters.add((PtNDArray) network.array(i));
      }
    }
    return parameters;
  }

  private static PtNDArray array(NDManager manager, Slot slot, Point from) {
    long[] shape = slot.shape().stream().mapToLong(d -> d).toArray();
    NDArray array = manager.create(new Shape(shape), DataType.FLOAT32);
    FloatBuffer memory = NativeArrays.floats(array);
    memory.put(from.values(slot));
    return (PtNDArray) array;
  }
}
