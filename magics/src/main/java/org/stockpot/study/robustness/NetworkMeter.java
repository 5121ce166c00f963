package org.stockpot.study.robustness;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.stockpot.similarity.LayerRanks;
import org.stockpot.similarity.Similarity;
import org.stockpot.similarity.SimilarityOptions;
import org.stockpot.similarity.SimilarityResult;
import org.stockpot.task.Availability;
import org.stockpot.task.Distortion;
import org.stockpot.task.Objective;
import org.stockpot.task.Part;
import org.stockpot.task.PerExample;
import org.stockpot.task.Progress;
import org.stockpot.task.Score;
import org.stockpot.task.Task;
import org.stockpot.task.Work;
import org.stockpot.task.analysis.Representations;
import org.stockpot.task.analysis.Subset;
import org.stockpot.task.replicates.Sample;
import org.stockpot.task.work.Interrupts;
import org.stockpot.weights.MaskedPoint;
import org.stockpot.weights.Point;

/** Measures networks, each once whatever runs share it. */
final class NetworkMeter {

  private final Task task;
  private final LotteryRobustnessOptions options;
  private final List<Corruption> corruptions;
  private final Availability<Representations> outputs;
  private final Optional<TestLabels> labels;
  private final Progress progress;
  private final Work work;
  private final Map<String, NetworkMeasures> known = new HashMap<>();

  NetworkMeter(
      Task task,
      LotteryRobustnessOptions options,
      List<Corruption> corruptions,
      Progress progress) {
    this.task = task;
    this.options = options;
    this.corruptions = corruptions;
    this.progress = progress;
    work = work(task, corruptions);
    outputs = task.representations(Subset.all(Part.TEST));
    labels = outputs.then(Representations::labels).value().map(TestLabels::new);
  }

  Optional<TestLabels> labels() {
    return labels;
  }

  /** Returns the work of one network. */
  Work work() {
    return work;
  }

  private static Work work(Task task, List<Corruption> corruptions) {
    List<Objective> passes = new ArrayList<>(List.of(task.test(), task.test()));
    for (Corruption corruption : corruptions) {
      corruption.distortions().forEach(d -> passes.add(task.shifted(d)));
    }
    return Work.points("network", passes.toArray(Objective[]::new));
  }

  /** Measures a network of a seed beside its dense one. */
  NetworkMeasures measures(long seed, MaskedPoint network, MaskedPoint dense) {
    String key = seed + " " + network.point().digest() + " " + dense.point().digest();
    if (known.containsKey(key)) {
      progress.skip(work, 1);
      return known.get(key);
    }
    NetworkMeasures found = measured(seed, network, dense);
    known.put(key, found);
    progress.done(work, 1);
    return found;
  }

  private NetworkMeasures measured(long seed, MaskedPoint network, MaskedPoint dense) {
    Point at = network.point();
    Score score = task.test().score(at);
    PerExample errors = task.test().errors(at);
    List<Sample> corrupted = corruptions.stream().map(c -> under(c, seed, at)).toList();
    Optional<Geometry> geometry = geometry(network, dense);
    return new NetworkMeasures(
        score,
        sample(seed, at, score.error(), errors),
        corrupted,
        classes(seed, at, errors),
        calibration(at),
        geometry.map(g -> OptionalDouble.of(g.dimension())).orElse(OptionalDouble.empty()),
        geometry.map(g -> OptionalDouble.of(g.cka())).orElse(OptionalDouble.empty()));
  }

  private static Sample sample(long seed, Point at, double value, PerExample examples) {
    return new Sample(seed, at.digest(), "", value, examples);
  }

  private Sample under(Corruption corruption, long seed, Point at) {
    double sum = 0;
    List<PerExample> errors = new ArrayList<>();
    for (Distortion distortion : corruption.distortions()) {
      Interrupts.check();
      Objective shifted = task.shifted(distortion);
      sum += shifted.score(at).error();
      errors.add(shifted.errors(at));
    }
    return sample(seed, at, sum / errors.size(), PerExample.mean(errors));
  }

  private List<Sample> classes(long seed, Point at, PerExample errors) {
    if (labels.isEmpty() || errors.count() != labels.get().count()) {
      return List.of();
    }
    List<Sample> classes = new ArrayList<>();
    for (int label : labels.get().classes()) {
      PerExample own = labels.get().of(label, errors);
      classes.add(sample(seed, at, own.mean(), own));
    }
    return classes;
  }

  private OptionalDouble calibration(Point at) {
    if (labels.isEmpty()) {
      return OptionalDouble.empty();
    }
    Representations read = outputs.orThrow();
    Calibration calibration = new Calibration(options.bins());
    read.read(
        at,
        Representations.OUTPUTS,
        (i, row) -> calibration.add(labels.get().of(i), read.probabilities(row)));
    return OptionalDouble.of(calibration.error());
  }

  /** Returns what cannot be measured and why, a sentence each. */
  List<String> missing() {
    String what = "Classes, calibration and representations are not measured: ";
    if (outputs.value().isEmpty()) {
      return List.of(what + outputs.reason() + ".");
    }
    List<String> missing = new ArrayList<>();
    if (labels.isEmpty()) {
      missing.add(
          "Classes and calibration are not measured: "
              + outputs.value().get().labels().reason()
              + ".");
    }
    if (outputs.value().get().layers().size() == 1) {
      missing.add(
          "Representations are those of "
              + Representations.OUTPUTS
              + ", as no other layer of this model is seen.");
    }
    return missing;
  }

  /** What the last hidden layer makes of the examples. */
  private record Geometry(double dimension, double cka) {}

  private Optional<Geometry> geometry(MaskedPoint network, MaskedPoint dense) {
    if (outputs.value().isEmpty()) {
      return Optional.empty();
    }
    String layer = outputs.orThrow().lastHidden();
    SimilarityOptions settings =
        SimilarityOptions.defaults()
            .withExamples(options.examples())
            .withLayers(List.of(layer))
            .withSeed(options.seed());
    SimilarityResult alike =
        Similarity.of(List.of("dense", "pruned"), List.of(dense, network), task, settings);
    double dimension =
        alike.ranks().stream()
            .filter(r -> r.network().equals("pruned") && r.layer().equals(layer))
            .mapToDouble((LayerRanks r) -> r.ranks().participationRatio())
            .findFirst()
            .orElseThrow();
    return Optional.of(new Geometry(dimension, alike.pairs().get(0).cka().get(0).get(0)));
  }
}
