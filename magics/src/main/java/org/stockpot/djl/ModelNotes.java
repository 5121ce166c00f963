package org.stockpot.djl;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.stockpot.dense.OutputKind;
import org.stockpot.djl.binding.Binding;
import org.stockpot.djl.engine.Convolutions;
import org.stockpot.djl.probe.ModelBehaviour;
import org.stockpot.djl.script.NestedScript;
import org.stockpot.djl.script.ScriptFacts;
import org.stockpot.djl.script.TorchScript;
import org.stockpot.weights.Role;

/** What a user should know of a model before its numbers, one sentence each. */
final class ModelNotes {

  private final ModelBlock model;
  private final Binding binding;
  private final ModelBehaviour behaviour;
  private final List<String> notes = new ArrayList<>();

  private ModelNotes(ModelBlock model, Binding binding, ModelBehaviour behaviour) {
    this.model = model;
    this.binding = binding;
    this.behaviour = behaviour;
  }

  static List<String> of(ModelBlock model, Binding binding, ModelBehaviour behaviour) {
    ModelNotes notes = new ModelNotes(model, binding, behaviour);
    model.script().ifPresent(notes::script);
    model.nested().forEach(notes::nested);
    notes.roles();
    Convolutions.note(binding.layout()).ifPresent(notes.notes::add);
    notes.behaviour();
    return notes.notes;
  }

  private void script(TorchScript script) {
    notes.addAll(script.notes());
    for (String first : new TreeSet<>(script.tied().values())) {
      List<String> all = new ArrayList<>(List.of(first));
      script
          .tied()
          .forEach((other, of) -> all.addAll(of.equals(first) ? List.of(other) : List.of()));
      notes.add(String.join(" and ", all) + " are one tensor: slot " + first);
    }
    script.facts().ifPresent(facts -> unused(script, facts));
    List<String> fixed = named(entry -> isFixed(script, entry));
    if (!fixed.isEmpty()) {
      notes.add(
          "the statistics "
              + String.join(", ", fixed)
              + " stay as in the file, as the module was traced in evaluation mode; what needs new"
              + " ones is refused");
    }
  }

  private void unused(TorchScript script, ScriptFacts facts) {
    Set<String> tied = script.tied().keySet();
    List<String> unused =
        named(
            entry ->
                entry.role().isCoordinate()
                    && facts.of(entry.name()).isEmpty()
                    && tied.stream()
                        .filter(other -> script.tied().get(other).equals(entry.name()))
                        .allMatch(other -> facts.of(other).isEmpty()));
    if (!unused.isEmpty()) {
      notes.add("the module's code does not use " + String.join(", ", unused));
    }
  }

  private boolean isFixed(TorchScript script, Binding.Entry entry) {
    return script.isReachable()
        && entry.role() == Role.STATISTIC
        && !behaviour.moved().contains(entry.name());
  }

  private void nested(NestedScript script) {
    if (script.isHeld()) {
      notes.add(
          "the module's buffers ("
              + script
                  .buffers()
                  .map(names -> String.join(", ", names))
                  .orElse("whose names are not known")
              + ") cannot be reached inside of a block: they stay as in the file, and the module"
              + " trains in evaluation mode; torchscript:FILE reaches them");
    }
  }

  private void roles() {
    List<String> frozen = named(entry -> entry.role() == Role.FROZEN);
    if (!frozen.isEmpty()) {
      notes.add(
          some(frozen)
              + " came without gradients: not trained and not pruned; --unfreeze trains them");
    }
    List<String> tables = named(entry -> entry.settled() && entry.role() == Role.EMBEDDING);
    if (!tables.isEmpty()) {
      notes.add(
          some(tables) + " are not pruned, as no product multiplies by them" + otherwise(tables));
    }
    List<String> open = named(entry -> !entry.settled());
    if (!open.isEmpty()) {
      notes.add(
          "whether a product multiplies by "
              + some(open)
              + " cannot be told: not pruned"
              + otherwise(open));
    }
  }

  /** Returns how to prune some slots besides those that are. */
  private String otherwise(List<String> more) {
    List<String> all = named(entry -> entry.role() == Role.WEIGHT || more.contains(entry.name()));
    return "; --prunable "
        + (all.size() > 8
            ? "SLOT,… decides otherwise"
            : String.join(",", all) + " prunes them too");
  }

  private void behaviour() {
    if (model.isScripted() && behaviour.draws()) {
      notes.add("training draws random numbers, as dropout does; evaluation does not");
    }
    if (behaviour.ending() == OutputKind.PROBABILITIES) {
      notes.add(
          "the model ends in softmax: the loss is that of its probabilities, without a second one");
    } else if (behaviour.ending() == OutputKind.LOG_PROBABILITIES) {
      notes.add(
          "the model ends in log-softmax: the loss is that of its log-probabilities as they are");
    }
    boolean casts =
        model.script().flatMap(TorchScript::facts).map(ScriptFacts::castsInput).orElse(false);
    if (behaviour.cutsInputs()) {
      notes.add(
          "the model sees the whole numbers of its inputs alone, and these have fractions: they were"
              + " scaled, or are none that it is made for; give it raw values");
    } else if (casts) {
      notes.add(
          "the module turns inputs into whole numbers, as for an embedding: they must be raw");
    }
  }

  private List<String> named(Predicate<Binding.Entry> which) {
    return binding.entries().stream()
        .filter(which)
        .map(Binding.Entry::name)
        .collect(Collectors.toList());
  }

  private static String some(List<String> names) {
    String first = names.stream().limit(8).collect(Collectors.joining(", "));
    return names.size() > 8 ? first + " and " + (names.size() - 8) + " more" : first;
  }
}
