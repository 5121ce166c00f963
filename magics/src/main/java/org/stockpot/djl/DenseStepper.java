package org.stockpot.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
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
 * depends on {@code threads} alone, not on how many there are at a time to do the work.
 */
final class DenseStepper implements Stepper {

  private final Criterion criterion;
  private final Networks networks;
  private final NDManager manager;
  private final FloatBuffer memory;
  private final List<DenseLayer> layers = new ArrayList<>();
  private final List<DenseLayer.Part> updates = new ArrayList<>();
  private final int helpers;
  private final Team team;

  DenseStepper(
      Dense dense,
      Network network,
      int batch,
      int threads,
      Networks networks,
      Criterion criterion,
      Update update) {
    this.criterion = criterion;
    this.networks = networks;
    manager = network.manager().newSubManager();
    List<Dense.Layer> all = dense.layers();
    NDArray inputs = manager.create(new Shape(batch, all.get(0).inputs()), DataType.FLOAT32);
    memory = Network.memory(inputs);
    NDArray below = inputs;
    for (Dense.Layer layer : all) {
      boolean last = layers.size() == all.size() - 1;
      DenseLayer next = new DenseLayer(layer, network, manager, update, below, threads, last);
      if (!layers.isEmpty()) {
        layers.get(layers.size() - 1).feed(next);
      }
      layers.add(next);
      below = next.outputs();
    }
    layers.forEach(layer -> updates.addAll(layer.parts()));
    helpers = threads - 1;
    team = network.team(helpers);
  }

  @Override
  public double step(int[] chosen, Inputs inputs) {
    boolean gradients = JniUtils.isGradMode();
    JniUtils.setGradMode(false);
    int borrowed = networks.borrow(helpers);
    try {
      write(chosen.length, inputs, borrowed);
      return step(chosen, borrowed);
    } finally {
      networks.giveBack(borrowed);
      JniUtils.setGradMode(gradients);
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
    for (DenseLayer layer : layers) {
      share(layer.parts(), helpers, DenseLayer.Part::forward);
    }
    DenseLayer last = layers.get(layers.size() - 1);
    double loss = last.loss(criterion, chosen);
    if (!Double.isFinite(loss)) {
      return loss;
    }
    for (int i = layers.size() - 1; i > 0; i--) {
      DenseLayer above = layers.get(i);
      share(layers.get(i - 1).parts(), helpers, part -> part.backward(above));
    }
    share(updates, helpers, DenseLayer.Part::update);
    return loss;
  }

  private interface Pass {
    void with(DenseLayer.Part part);
  }

  private void share(List<DenseLayer.Part> parts, int helpers, Pass pass) {
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
