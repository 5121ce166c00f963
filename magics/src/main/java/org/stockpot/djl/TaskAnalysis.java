package org.stockpot.djl;

import ai.djl.ndarray.types.Shape;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.stockpot.data.Data;
import org.stockpot.data.Examples;
import org.stockpot.djl.derivative.DerivedModel;
import org.stockpot.djl.derivative.NetworkDerivatives;
import org.stockpot.djl.derivative.NetworkPreActivations;
import org.stockpot.djl.derivative.NetworkRepresentations;
import org.stockpot.djl.script.TorchScript;
import org.stockpot.djl.units.PermutationCheck;
import org.stockpot.djl.units.UnitDerivation;
import org.stockpot.task.Availability;
import org.stockpot.task.analysis.Derivatives;
import org.stockpot.task.analysis.PreActivations;
import org.stockpot.task.analysis.Representations;
import org.stockpot.task.analysis.Subset;
import org.stockpot.weights.UnitGroups;

/** What a task tells of its network beside scores, as far as it can be told. */
final class TaskAnalysis {

  private static final int CHUNK = 500;

  /** Examples by which derived units are checked. */
  private static final int CHECKED = 8;

  private final Data data;
  private final BoundModel model;

  /** Made once for each subset: each loads a module that lasts as long as the model. */
  private final Map<Subset, Derivatives> derivatives = new ConcurrentHashMap<>();

  /** Made once for each subset: each keeps what it found out about points. */
  private final Map<Subset, Availability<PreActivations>> units = new ConcurrentHashMap<>();

  /** Derived once: following and permuting a network takes as long as scoring it. */
  private Availability<UnitGroups> groups;

  /** Finds out nothing yet. */
  TaskAnalysis(Data data, BoundModel model) {
    this.data = data;
    this.model = model;
  }

  Availability<Derivatives> derivatives(Subset subset) {
    if (!model.block().nested().isEmpty()) {
      return Availability.none(
          "a TorchScript module inside of a block records no derivatives in evaluation; make the"
              + " task of the module itself, by torchscript:FILE");
    }
    return Availability.of(derivatives.computeIfAbsent(subset, this::of));
  }

  private Derivatives of(Subset subset) {
    DerivedModel derived =
        new DerivedModel(
            model.networks(),
            model.binding(),
            model.behaviour().ending(),
            model.block().block(),
            model.block().script().map(TorchScript::block),
            model.dense());
    return new NetworkDerivatives(
        derived,
        model.batches(SubsetExamples.of(data, subset)),
        data.targets(),
        model.passes().chunk(CHUNK));
  }

  Availability<Representations> representations(Subset subset) {
    return Availability.of(
        new NetworkRepresentations(
            model.networks(),
            model.binding(),
            model.batches(SubsetExamples.of(data, subset)),
            model.passes().chunk(CHUNK),
            model.behaviour().ending(),
            model.block().block()));
  }

  Availability<PreActivations> preActivations(Subset subset) {
    if (model.block().isScripted() || !model.block().nested().isEmpty()) {
      return Availability.none(
          "what units of a TorchScript module make before activation functions is not reached");
    }
    return units.computeIfAbsent(
        subset,
        s ->
            NetworkPreActivations.of(
                model.networks(),
                model.binding(),
                model.batches(SubsetExamples.of(data, s)),
                model.passes().chunk(CHUNK),
                model.block().block()));
  }

  synchronized Availability<UnitGroups> unitGroups() {
    groups = groups == null ? derivedGroups() : groups;
    return groups;
  }

  private Availability<UnitGroups> derivedGroups() {
    if (model.block().isScripted()) {
      return Availability.none(
          "which units move together is not known: a TorchScript module's graph is not followed");
    }
    Shape example = model.example();
    Examples some = data.training().take(Math.min(CHECKED, data.training().count()));
    return UnitDerivation.of(
            model.block().block(), model.binding(), example, model.block().manager())
        .then(
            groups ->
                PermutationCheck.of(groups, model.init(1), point -> model.outputs(point, some)));
  }
}
