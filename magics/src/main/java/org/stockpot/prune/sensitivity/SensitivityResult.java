package org.stockpot.prune.sensitivity;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stockpot.prune.PruneOptions;
import org.stockpot.prune.Pruner;
import org.stockpot.prune.Rewind;
import org.stockpot.prune.Saliencies;
import org.stockpot.prune.Saliency;
import org.stockpot.prune.ScoredNetwork;
import org.stockpot.task.Objective;
import org.stockpot.task.Outcome;
import org.stockpot.task.Part;
import org.stockpot.task.PerExample;
import org.stockpot.task.Progress;
import org.stockpot.task.Result;
import org.stockpot.task.Score;
import org.stockpot.task.Task;
import org.stockpot.task.Work;
import org.stockpot.task.replicates.Paired;
import org.stockpot.weights.Mask;
import org.stockpot.weights.MaskedPoint;
import org.stockpot.weights.Slot;

/**
 * What becomes of a network as each of its layers alone is pruned, without training.
 *
 * <p>See Li et al., "Pruning Filters for Efficient ConvNets", ICLR 2017, §3.2, and Han et al.,
 * NeurIPS 2015, §4. The validation examples decide, as the shares are a selection.
 *
 * @param task the task's name
 * @param network what the network is called
 * @param options the settings
 * @param whole its score before anything is removed
 * @param layers the finished layers, in the order of the layout
 * @param outcome whether all were finished
 */
public record SensitivityResult(
    String task,
    String network,
    SensitivityOptions options,
    Score whole,
    List<LayerSensitivity> layers,
    Outcome outcome)
    implements Result {

  /** Copies the list. */
  public SensitivityResult {
    layers = List.copyOf(layers);
  }

  /**
   * Prunes each layer of a network alone. An interrupt keeps the finished layers.
   *
   * @param name what the network is called
   * @param at the network
   * @param task the model and its data
   * @param options the settings
   * @return what was measured
   * @throws IllegalArgumentException if the settings do not fit the task
   */
  public static SensitivityResult of(
      String name, MaskedPoint at, Task task, SensitivityOptions options) {
    return of(name, at, task, options, Progress.NONE);
  }

  /**
   * Prunes each layer of a network alone. An interrupt keeps the finished layers.
   *
   * @param name what the network is called
   * @param at the network
   * @param task the model and its data
   * @param options the settings
   * @param progress told about each measurement
   * @return what was measured
   * @throws IllegalArgumentException if the settings do not fit the task
   */
  public static SensitivityResult of(
      String name, MaskedPoint at, Task task, SensitivityOptions options, Progress progress) {
    ScoredNetwork network =
        new ScoredNetwork(
            task,
            options.saliencyExamples().of(Part.TRAINING, options.seed()),
            at.point(),
            at.point(),
            at.mask(),
            slots(at.mask(), options),
            options.seed());
    options.saliency().require(network);
    Survey survey = new Survey(network, options, Saliencies.asked(options.saliency(), network));
    List<LayerSensitivity> done = new ArrayList<>();
    List<Slot> slots = network.slots();
    Work work = Work.points("network", task.validation());
    progress.plan(work, (long) slots.size() * options.shares().size());
    Outcome outcome =
        Outcome.of(
            () -> {
              for (Slot slot : slots) {
                progress.phase(slot.name());
                done.add(survey.layer(slot, () -> progress.done(work, 1)));
              }
            });
    return new SensitivityResult(task.name(), name, options, survey.whole, done, outcome);
  }

  private static List<Slot> slots(Mask mask, SensitivityOptions options) {
    return mask.layout().slots().stream()
        .filter(slot -> slot.role().isPrunable() && mask.kept(slot) > 0)
        .filter(slot -> !Pruner.isNamed(slot, options.exclude()))
        .toList();
  }

  /** A network that is pruned layer by layer. */
  private static final class Survey {

    private final ScoredNetwork network;
    private final SensitivityOptions options;
    private final Objective validation;
    private final PruneOptions pruning;
    private final Score whole;
    private final PerExample errors;

    Survey(ScoredNetwork network, SensitivityOptions options, Saliency saliency) {
      this.network = network;
      this.options = options;
      validation = network.task().validation();
      pruning =
          PruneOptions.defaults()
              .withRounds(1)
              .withRewind(Rewind.NOTHING)
              .withScope(options.scope())
              .withSaliency(saliency);
      new Pruner(network.mask().layout(), pruning.withExclude(excluded()));
      whole = validation.score(network.point());
      errors = validation.errors(network.point());
    }

    private String[] excluded() {
      return options.exclude().toArray(String[]::new);
    }

    LayerSensitivity layer(Slot slot, Runnable done) {
      String[] others =
          network.mask().layout().slots().stream()
              .filter(other -> other.role().isPrunable() && !other.equals(slot))
              .map(Slot::name)
              .toArray(String[]::new);
      PruneOptions alone = pruning.withExclude(others);
      List<PrunedShare> shares = new ArrayList<>();
      for (double share : options.shares()) {
        shares.add(pruned(slot, alone.withFraction(share), share));
        done.run();
      }
      return new LayerSensitivity(slot.name(), network.mask().kept(slot), shares);
    }

    private PrunedShare pruned(Slot slot, PruneOptions how, double share) {
      MaskedPoint pruned = new Pruner(network.mask().layout(), how).prune(network, 1);
      Score score = validation.score(pruned.point());
      Paired.Difference rise =
          Paired.Difference.of(
              0, score.error(), whole.error(), validation.errors(pruned.point()), errors);
      int removed = network.mask().kept(slot) - pruned.mask().kept(slot);
      return new PrunedShare(share, removed, score, Paired.of(List.of(rise)));
    }
  }

  /**
   * Returns the suggested shares by slot, for {@link PruneOptions#withFractions}: 0 for a layer of
   * which nothing surely can go.
   *
   * @return shares in [0, 1)
   */
  public Map<String, Double> suggested() {
    Map<String, Double> shares = new LinkedHashMap<>();
    layers.forEach(layer -> shares.put(layer.slot(), layer.suggested(options.drop())));
    return shares;
  }

  /**
   * Returns a layer by its slot.
   *
   * @param slot the name of its weights
   * @return the layer, if it was finished
   */
  public Optional<LayerSensitivity> layer(String slot) {
    return layers.stream().filter(layer -> layer.slot().equals(slot)).findFirst();
  }

  /** Returns task and network in a phrase. */
  @Override
  public String toString() {
    return "sensitivity of " + network + " on " + task + ", layers: " + layers.size();
  }
}
