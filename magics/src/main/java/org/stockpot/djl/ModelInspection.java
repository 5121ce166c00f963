package org.stockpot.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.stockpot.data.Data;
import org.stockpot.djl.binding.Binding;
import org.stockpot.djl.binding.Initialisation;
import org.stockpot.djl.binding.PrunableSlots;
import org.stockpot.djl.engine.Convolutions;
import org.stockpot.djl.engine.Engines;
import org.stockpot.djl.memory.MemoryBudget;
import org.stockpot.djl.memory.PassMemory;
import org.stockpot.djl.network.ExampleBatches;
import org.stockpot.djl.network.Network;
import org.stockpot.djl.probe.BatchSizeProbe;
import org.stockpot.djl.probe.ModelBehaviour;
import org.stockpot.djl.probe.ModelProbe;
import org.stockpot.djl.probe.ProductProbe;
import org.stockpot.weights.Point;
import org.stockpot.weights.Role;

/**
 * What is found out about a model before anything is measured with it.
 *
 * @param passes the memory of its passes
 * @param behaviour how it behaves
 * @param binding its parameters in their final roles
 */
record ModelInspection(PassMemory passes, ModelBehaviour behaviour, Binding binding) {

  /**
   * Tries a model on some training examples.
   *
   * @throws IllegalArgumentException if it does not take them, or is none that can be measured
   */
  static ModelInspection of(ModelBlock model, Data data, Shape example) {
    Binding found = model.bind(example);
    MemoryBudget.standard().require(found.layout().size());
    Convolutions.secure(found.layout());
    Network network = model.network(found);
    try {
      PassMemory passes = requireOutputs(model, network, data, example);
      if (model.isNamed()) {
        Binding binding = PrunableSlots.of(found, model.options().prunable());
        return new ModelInspection(passes, ModelBehaviour.ofModel(model.block()), binding);
      }
      return Engines.drawing(() -> tried(model, network, found, passes, data, example));
    } finally {
      network.close();
    }
  }

  private static ModelInspection tried(
      ModelBlock model,
      Network network,
      Binding found,
      PassMemory passes,
      Data data,
      Shape example) {
    try (NDManager passing = model.manager().newSubManager()) {
      ExampleBatches batches = new ExampleBatches(data.training(), example, passing);
      Initialisation initialisation =
          new Initialisation(found, model.manager(), model.pretrained(found));
      Point point = initialisation.arrived().orElseGet(() -> initialisation.of(0));
      int outputs = data.targets().outputs();
      ModelBehaviour behaviour =
          new ModelProbe(network, batches, outputs, point, model.isScripted()).run();
      Binding told =
          ProductProbe.of(found, network, batches, point)
              .map(entry -> moves(entry, behaviour) ? entry.with(Role.STATISTIC) : entry);
      return new ModelInspection(
          passes, behaviour, PrunableSlots.of(told, model.options().prunable()));
    }
  }

  private static boolean moves(Binding.Entry entry, ModelBehaviour behaviour) {
    return entry.role() == Role.BUFFER && behaviour.moved().contains(entry.name());
  }

  /** Requires that the model gives what the targets need; returns what a pass takes. */
  private static PassMemory requireOutputs(
      ModelBlock model, Network network, Data data, Shape example) {
    return Engines.inference(
        1,
        () -> {
          try (NDManager passing = model.manager().newSubManager()) {
            ExampleBatches batches = new ExampleBatches(data.training(), example, passing);
            NDArray two = batches.of(0, Math.min(1, data.training().count() - 1));
            requireOutputs(BatchSizeProbe.requireTwo(network, batches, two).getShape(), data);
            return PassMemory.of(two);
          }
        });
  }

  private static void requireOutputs(Shape shape, Data data) {
    int outputs = data.targets().outputs();
    if (!shape.equals(new Shape(2, outputs))) {
      throw new IllegalArgumentException(
          "the model must give "
              + outputs
              + " outputs for "
              + String.join(", ", data.targets().names())
              + ", got shape "
              + shape.slice(1)
              + " per example");
    }
  }
}
