package org.stockpot.djl;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.stockpot.data.Data;
import org.stockpot.data.Distortions;
import org.stockpot.data.Examples;
import org.stockpot.djl.evaluation.NetworkObjective;
import org.stockpot.djl.evaluation.SplitScorer;
import org.stockpot.djl.network.DenseFirstLayer;
import org.stockpot.task.Distortion;
import org.stockpot.task.analysis.Subset;

/** What a task measures: its three sets, further test sets, and shifted ones. */
final class TaskObjectives {

  private final Data data;
  private final BoundModel model;
  private final Optional<DenseFirstLayer> denseFirst;
  private final boolean sorts;
  private final NetworkObjective training;
  private final NetworkObjective validation;
  private final NetworkObjective test;
  private final Map<Distortion, NetworkObjective> shifts = new ConcurrentHashMap<>();
  private final Map<Subset, NetworkObjective> subsets = new ConcurrentHashMap<>();
  private final Map<String, NetworkObjective> further = new ConcurrentHashMap<>();

  /** Measures nothing yet. */
  TaskObjectives(Data data, BoundModel model) {
    this.data = data;
    this.model = model;
    denseFirst = DenseFirstLayer.of(model.block().block());
    sorts =
        !model.layout().hasStatistics()
            && denseFirst
                .map(layer -> layer.arranges(model.example(), model.block().manager()))
                .orElse(false);
    training = of(data.training(), 1);
    validation = of(data.validation(), 1);
    test = of(data.test(), 1);
  }

  private NetworkObjective of(Examples examples, int engineThreads) {
    SplitScorer split =
        new SplitScorer(
            model.batches(examples),
            data.targets(),
            model.behaviour().ending(),
            sorts,
            engineThreads,
            model.passes().chunk(denseFirst.isPresent() ? 1000 : 500),
            model.passes());
    return new NetworkObjective(
        split,
        model.networks(),
        model.binding(),
        denseFirst,
        model.dense(),
        model.block().manager());
  }

  NetworkObjective training() {
    return training;
  }

  NetworkObjective validation() {
    return validation;
  }

  NetworkObjective test() {
    return test;
  }

  /** Returns the objective on some examples. */
  NetworkObjective of(Subset subset) {
    return subsets.computeIfAbsent(subset, s -> of(SubsetExamples.of(data, s), 1));
  }

  /** Returns a test set besides, by a name that the data have. */
  NetworkObjective further(String set) {
    return further.computeIfAbsent(set, name -> of(data.also().get(name), 1));
  }

  /** Returns the test set under a shift. */
  NetworkObjective shifted(Distortion shift, int threads) {
    return shifts.computeIfAbsent(
        shift,
        s ->
            of(
                new Distortions(data.shape()).shifted(data.test(), s),
                model.block().isScripted() ? threads : 1));
  }
}
