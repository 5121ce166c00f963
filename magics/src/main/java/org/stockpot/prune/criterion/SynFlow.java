package org.stockpot.prune.criterion;

import java.util.stream.IntStream;
import org.stockpot.prune.NetworkSaliency;
import org.stockpot.prune.ScoredNetwork;
import org.stockpot.task.Availability;
import org.stockpot.task.Part;
import org.stockpot.task.analysis.Derivatives;
import org.stockpot.task.analysis.Subset;
import org.stockpot.weights.Point;

/**
 * Synaptic flow {@code |∂R/∂|θ| ⊙ θ|}: R is the sum of outputs of the network with the magnitudes
 * of all its weights, biases and scales, shown an input of ones in evaluation mode. It asks for no
 * data. Scored 100 times on an exponential way to the density it keeps every layer alive to its
 * last weight.
 *
 * <p>See Tanaka, Kunin, Yamins, Ganguli, "Pruning neural networks without any data by iteratively
 * conserving synaptic flow", NeurIPS 2020, §5 and §6, Algorithm 1. Differs: batch normalisation has
 * the statistics of an initialisation, means of 0 and variances of 1, so that it is a scaling also
 * after a training.
 */
public record SynFlow() implements NetworkSaliency {

  private static final int ITERATIONS = 100;

  @Override
  public float[] scores(ScoredNetwork network) {
    Point at = network.point();
    Point magnitudes =
        Point.build(
                at.layout(),
                values ->
                    IntStream.range(0, values.length).forEach(i -> values[i] = Math.abs(at.at(i))))
            .withStatisticsOf(network.task().init(0));
    Point gradient = flow(network).orThrow().gradient(magnitudes);
    return Scores.of(this, at.layout(), i -> Math.abs((double) gradient.at(i) * magnitudes.at(i)));
  }

  private static Availability<Derivatives> flow(ScoredNetwork network) {
    return network
        .task()
        .derivatives(Subset.of(Part.TRAINING, 1))
        .then(Derivatives::ofOutputsAtOnes);
  }

  @Override
  public void require(ScoredNetwork network) {
    Availability<Derivatives> flow = flow(network);
    if (flow.value().isEmpty()) {
      throw new IllegalArgumentException(
          "saliency synflow needs gradients of outputs: "
              + flow.reason()
              + "; magnitude needs none");
    }
  }

  @Override
  public int iterations() {
    return ITERATIONS;
  }

  @Override
  public boolean seesExamples() {
    return false;
  }

  /** Returns {@code synflow}. */
  @Override
  public String toString() {
    return "synflow";
  }
}
