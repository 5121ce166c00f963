package org.stockpot.djl;

import ai.djl.ndarray.types.Shape;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.stockpot.data.Data;
import org.stockpot.data.Examples;
import org.stockpot.djl.derivative.NetworkDerivatives;
import org.stockpot.djl.derivative.NetworkRepresentations;
import org.stockpot.djl.script.TorchScript;
import org.stockpot.djl.units.PermutationCheck;
import org.stockpot.djl.units.UnitDerivation;
import org.stockpot.task.Availability;
import org.stockpot.task.Part;
import org.stockpot.task.analysis.Derivatives;
import org.stockpot.task.analysis.Representations;
import org.stockpot.weights.UnitGroups;

/** What a task tells of its network beside scores, as far as it can be told. */
final class TaskAnalysis {

  private static final int CHUNK = 500;

  /** Examples by which derived units are checked. */
  private static final int CHECKED = 8;

  private final Data data;
  private final BoundModel model;

  /** Made once for each part: each loads a module that lasts as long as the model. */
  private final Map<Part, Derivatives> derivatives = new ConcurrentHashMap<>();

  /** Finds out nothing yet. */
  TaskAnalysis(Data data, BoundModel model) {
    this.data = data;
    this.model = model;
  }

  private Examples examples(Part part) {
    return switch (part) {
      case TRAINING -> data.training();
      case VALIDATION -> data.validation();
      case TEST -> data.test();
    };
  }

  Availability<Derivatives> derivatives(Part part) {
    if (!model.block().nested().isEmpty()) {
      return Availability.none(
          "a TorchScript module inside of a block records no derivatives in evaluation; make the"
              + " task of the module itself, by torchscript:FILE");
    }
    return Availability.of(derivatives.computeIfAbsent(part, this::of));
  }

  private Derivatives of(Part part) {
    return new NetworkDerivatives(
        model.networks(),
        model.binding(),
        model.batches(examples(part)),
        data.targets(),
        model.behaviour().ending(),
        model.passes().chunk(CHUNK),
        model.block().script().map(TorchScript::block));
  }

  Availability<Representations> representations(Part part) {
    return Availability.of(
        new NetworkRepresentations(
            model.networks(),
            model.binding(),
            model.batches(examples(part)),
            model.passes().chunk(CHUNK),
            model.block().block()));
  }

  Availability<UnitGroups> unitGroups() {
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
