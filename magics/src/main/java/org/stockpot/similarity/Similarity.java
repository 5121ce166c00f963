package org.stockpot.similarity;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.stockpot.task.Metric;
import org.stockpot.task.Objective;
import org.stockpot.task.Outcome;
import org.stockpot.task.Progress;
import org.stockpot.task.Score;
import org.stockpot.task.Task;
import org.stockpot.task.Work;
import org.stockpot.task.analysis.Representations;
import org.stockpot.weights.MaskedPoint;
import org.stockpot.weights.Point;

/**
 * How alike networks are: linear centred kernel alignment ({@link Cka}) of all pairs of layers,
 * predictions, weights, masks, and the ranks of each layer.
 *
 * <p>Up to 2,048 examples dependence is estimated from all of them at once; of more, it is the mean
 * over random batches of 512 to 640, as Nguyen, Raghu, Kornblith, "Do Wide and Deep Networks Learn
 * the Same Things?", ICLR 2021, §2.2 take it. Each network passes over the examples once, and once
 * more for its score. Ranks are of the first 512 of the examples in random order: the rank of fewer
 * examples is lower.
 */
public final class Similarity {

  private final List<String> names;
  private final List<MaskedPoint> networks;
  private final Task task;
  private final SimilarityOptions options;
  private final Progress progress;
  private final List<String> notes = new ArrayList<>();
  private final List<LayerRanks> ranks = new ArrayList<>();

  private Similarity(
      List<String> names,
      List<MaskedPoint> networks,
      Task task,
      SimilarityOptions options,
      Progress progress) {
    this.names = names;
    this.networks = networks;
    this.task = task;
    this.options = options;
    this.progress = progress;
  }

  /**
   * Compares networks.
   *
   * @param names what they are called
   * @param networks at least two, in the same order
   * @param task what they are networks of
   * @param options the settings
   * @return how alike they are
   * @throws IllegalArgumentException if there are not two or more, weights or activations are not
   *     finite, there are too few examples for the estimator, or there is no such layer
   */
  public static SimilarityResult of(
      List<String> names, List<MaskedPoint> networks, Task task, SimilarityOptions options) {
    return of(names, networks, task, options, Progress.NONE);
  }

  /**
   * Compares networks. An interrupt ends the work and keeps what the finished batches tell.
   *
   * @param names what they are called
   * @param networks at least two, in the same order
   * @param task what they are networks of
   * @param options the settings
   * @param progress told about each pass
   * @return how alike they are
   * @throws IllegalArgumentException if there are not two or more, weights or activations are not
   *     finite, there are too few examples for the estimator, or there is no such layer
   * @throws CancellationException if the calling thread was interrupted before a batch was finished
   */
  public static SimilarityResult of(
      List<String> names,
      List<MaskedPoint> networks,
      Task task,
      SimilarityOptions options,
      Progress progress) {
    if (networks.size() < 2 || names.size() != networks.size()) {
      throw new IllegalArgumentException(
          "networks to compare must be at least 2, each with a name, got " + names);
    }
    for (int i = 0; i < names.size(); i++) {
      Point point = networks.get(i).point();
      task.layout().requireSame(point.layout());
      point.requireFinite(names.get(i));
    }
    return new Similarity(names, networks, task, options, progress).measured();
  }

  private SimilarityResult measured() {
    Optional<Representations> found = task.representations(options.subset()).value();
    if (found.isEmpty()) {
      notes.add(
          "weights alone are compared: " + task.representations(options.subset()).reason() + ".");
      return result(List.of(), List.of(), List.of(), new int[0], Outcome.DONE, Optional.empty());
    }
    Representations representations = found.get();
    List<String> layers = layers(representations);
    Cka.requireEnough(representations.examples(), options.estimator());
    List<int[]> batches = Batches.of(representations.examples(), options.seed());
    Optional<Objective> objective = task.objective(options.subset()).value();
    Work pass = new Work("pass", batches.get(0).length);
    progress.plan(pass, (long) networks.size() * batches.size());
    List<Score> scores =
        objective
            .map(o -> networks.stream().map(network -> o.score(network.point())).toList())
            .orElse(List.of());
    List<float[][]> outputs = new ArrayList<>();
    networks.forEach(network -> outputs.add(new float[representations.examples()][]));
    Dependences dependences = new Dependences(networks.size(), layers.size());
    Outcome outcome = read(representations, layers, batches, outputs, dependences, pass);
    return result(
        layers,
        scores,
        outputs,
        batches.get(0),
        outcome,
        Optional.of(new Measured(representations, dependences)));
  }

  /** What batches came to. */
  private record Measured(Representations representations, Dependences dependences) {}

  private List<String> layers(Representations representations) {
    List<String> all = representations.layers();
    if (all.size() == 1) {
      notes.add(
          "Outputs alone are compared: layers can be read of blocks that run others one after"
              + " another, not of TorchScript modules and other blocks.");
    }
    for (String layer : options.layers()) {
      if (!all.contains(layer)) {
        throw new IllegalArgumentException(
            "layers must be some of " + String.join(",", all) + ", got " + layer);
      }
    }
    return options.layers().isEmpty()
        ? all
        : all.stream().filter(options.layers()::contains).toList();
  }

  private Outcome read(
      Representations representations,
      List<String> layers,
      List<int[]> batches,
      List<float[][]> outputs,
      Dependences dependences,
      Work pass) {
    Set<String> all = new LinkedHashSet<>(layers);
    all.add(Representations.OUTPUTS);
    LayerReader reader =
        new LayerReader(
            representations,
            List.copyOf(all),
            networks.get(0).point(),
            Runtime.getRuntime().maxMemory());
    reader.requireRoom(networks.size(), layers.size(), batches.get(0).length);
    for (int b = 0; b < batches.size(); b++) {
      try {
        List<List<CentredGram>> grams = new ArrayList<>();
        for (int i = 0; i < networks.size(); i++) {
          progress.phase(names.get(i));
          grams.add(grams(reader, i, layers, batches.get(b), outputs.get(i), b == 0));
          progress.done(pass, 1);
        }
        dependences.add(grams);
      } catch (CancellationException e) {
        if (b == 0) {
          throw e;
        }
        return new Outcome(
            Outcome.State.INTERRUPTED, "after " + b + " of " + batches.size() + " batches");
      }
    }
    return Outcome.DONE;
  }

  private List<CentredGram> grams(
      LayerReader reader,
      int network,
      List<String> layers,
      int[] batch,
      float[][] outputs,
      boolean first) {
    List<CentredGram> grams = new ArrayList<>();
    reader.read(
        names.get(network),
        networks.get(network).point(),
        batch,
        outputs,
        (layer, features) -> {
          if (layers.contains(layer)) {
            grams.add(CentredGram.of(features, options.estimator()));
            if (first) {
              ranks.add(
                  new LayerRanks(
                      names.get(network),
                      layer,
                      features.values().length,
                      features.constant(),
                      false,
                      Ranks.of(features, Batches.SIZE)));
            }
          }
        });
    return grams;
  }

  private SimilarityResult result(
      List<String> layers,
      List<Score> scores,
      List<float[][]> outputs,
      int[] batch,
      Outcome outcome,
      Optional<Measured> measured) {
    List<PairSimilarity> pairs = new ArrayList<>();
    for (int a = 0; a < names.size(); a++) {
      for (int b = a + 1; b < names.size(); b++) {
        pairs.add(pair(a, b, scores, outputs, measured));
      }
    }
    List<LayerRanks> all = new ArrayList<>();
    for (int i = 0; i < ranks.size(); i++) {
      boolean dead =
          measured.orElseThrow().dependences().isDead(i / layers.size(), i % layers.size());
      all.add(ranks.get(i).withDead(dead));
    }
    return new SimilarityResult(
        task.name(),
        options,
        names,
        scores,
        layers,
        measured.map(m -> m.representations().examples()).orElse(0),
        batch.length,
        Math.min(batch.length, Batches.SIZE),
        all,
        pairs,
        notes,
        outcome);
  }

  private PairSimilarity pair(
      int a, int b, List<Score> scores, List<float[][]> outputs, Optional<Measured> measured) {
    WeightSimilarity weights = WeightSimilarity.of(networks.get(a), networks.get(b));
    if (measured.isEmpty()) {
      return new PairSimilarity(
          names.get(a), names.get(b), weights, Optional.empty(), OptionalDouble.empty(), List.of());
    }
    int[] read =
        IntStream.range(0, outputs.get(a).length)
            .filter(i -> outputs.get(a)[i] != null && outputs.get(b)[i] != null)
            .toArray();
    float[][] first = rows(outputs.get(a), read);
    float[][] second = rows(outputs.get(b), read);
    boolean classes = task.metric() == Metric.ACCURACY;
    Optional<PredictionSimilarity> predictions =
        classes
            ? Optional.of(
                PredictionSimilarity.of(
                    first, second, measured.get().representations(), chance(a, b, scores)))
            : Optional.empty();
    return new PairSimilarity(
        names.get(a),
        names.get(b),
        weights,
        predictions,
        classes ? OptionalDouble.empty() : OptionalDouble.of(distance(first, second)),
        measured.get().dependences().alignments(a, b));
  }

  private static float[][] rows(float[][] all, int[] chosen) {
    return IntStream.of(chosen).mapToObj(i -> all[i]).toArray(float[][]::new);
  }

  private static Optional<double[]> chance(int a, int b, List<Score> scores) {
    return scores.isEmpty()
        ? Optional.empty()
        : Optional.of(new double[] {scores.get(a).value(), scores.get(b).value()});
  }

  private static double distance(float[][] first, float[][] second) {
    double sum = 0;
    for (int i = 0; i < first.length; i++) {
      for (int k = 0; k < first[i].length; k++) {
        sum += Math.pow((double) first[i][k] - second[i][k], 2) / first[i].length;
      }
    }
    return Math.sqrt(sum / first.length);
  }
}
