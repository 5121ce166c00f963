package org.stockpot.dense;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Steps of a network of dense layers, whose derivatives are written out: with z = W a + b and the
 * gradient g of the loss by z, that by W is g aᵀ, by b the sum of g over examples, and by a it is
 * Wᵀ g.
 *
 * <p>Threads share the units of a layer: each computes the activations of its own, then the
 * gradient of their weights, and updates them while they are in its cache. How a layer is divided
 * depends on {@code threads} alone, not on how many there are at a time to do the work. A first
 * layer whose weights are kept in an order by columns is a {@link SparseLayer}.
 */
public final class DenseStepper implements Stepper {

  private final BatchLoss criterion;
  private final IdleCores cores;
  private final NDManager manager;
  private final ParameterArrays network;
  private final FloatBuffer memory;
  private final List<StepLayer> layers = new ArrayList<>();
  private final List<StepLayer.Part> updates = new ArrayList<>();
  private final DenseLayer last;
  private final int helpers;
  private final StepThreads team;

  /**
   * Allocates what steps need.
   *
   * @param dense the network's layers
   * @param network its arrays
   * @param batch examples of a step
   * @param threads in how many parts a layer is shared
   * @param cores where helpers are borrowed
   * @param criterion the loss
   * @param update what a step does to weights
   */
  public DenseStepper(
      DenseNetwork dense,
      ParameterArrays network,
      int batch,
      int threads,
      IdleCores cores,
      BatchLoss criterion,
      WeightUpdate update) {
    this.criterion = criterion;
    this.cores = cores;
    this.network = network;
    manager = network.manager().newSubManager();
    NDArray below;
    if (update.order().isFlat()) {
      below = manager.create(new Shape(batch, dense.inputs()), DataType.FLOAT32);
      memory = NativeArrays.floats(below);
    } else {
      SparseLayer first =
          new SparseLayer(dense.layers().get(0), network, manager, update, batch, threads);
      layers.add(first);
      below = first.outputs();
      memory = first.inputs();
    }
    for (int i = layers.size(); i < dense.layers().size(); i++) {
      boolean outputs = i == dense.layers().size() - 1;
      DenseLayer next =
          new DenseLayer(dense.layers().get(i), network, manager, update, below, threads, outputs);
      if (!layers.isEmpty()) {
        layers.get(layers.size() - 1).feed(next.weights(), next.gradients());
      }
      layers.add(next);
      below = next.outputs();
    }
    last = (DenseLayer) layers.get(layers.size() - 1);
    layers.forEach(layer -> updates.addAll(layer.parts()));
    helpers = threads - 1;
    team = network.threads(helpers);
  }

  @Override
  public void set(FloatBuffer values) {
    network.set(values);
    layers.forEach(StepLayer::load);
  }

  @Override
  public void get(float[] values) {
    layers.forEach(StepLayer::store);
    network.get(values);
  }

  @Override
  public double step(int[] chosen, Inputs inputs) {
    boolean gradients = Libtorch.recordsGradients();
    Libtorch.recordGradients(false);
    int borrowed = cores.borrow(helpers);
    try {
      write(chosen.length, inputs, borrowed);
      return step(chosen, borrowed);
    } finally {
      cores.giveBack(borrowed);
      Libtorch.recordGradients(gradients);
    }
  }

  private void write(int count, Inputs inputs, int helpers) {
    int pieces = 1 + this.helpers;
    int size = memory.capacity() / count;
    team.run(
        pieces,
        helpers,
        i -> {
          int from = count * i / pieces;
          int to = count * (i + 1) / pieces;
          inputs.write(from, to, memory.slice(from * size, (to - from) * size));
        });
  }

  private double step(int[] chosen, int helpers) {
    for (StepLayer layer : layers) {
      share(layer.parts(), helpers, StepLayer.Part::forward);
    }
    double loss = last.loss(criterion, chosen);
    if (!Double.isFinite(loss)) {
      return loss;
    }
    for (int i = layers.size() - 2; i >= 0; i--) {
      share(layers.get(i).parts(), helpers, StepLayer.Part::backward);
    }
    share(updates, helpers, StepLayer.Part::update);
    return loss;
  }

  private interface Pass {
    void with(StepLayer.Part part);
  }

  private void share(List<? extends StepLayer.Part> parts, int helpers, Pass pass) {
    team.run(
        parts.size(),
        helpers,
        i -> {
          try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            pass.with(parts.get(i));
          }
        });
  }

  @Override
  public void close() {
    manager.close();
  }
}
