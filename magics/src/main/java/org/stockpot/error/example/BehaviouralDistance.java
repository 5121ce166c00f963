package org.stockpot.error.example;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.stockpot.task.Seeds;

/**
 * The distance between the behaviours of two systems with free constants: how far apart the
 * distributions of their outputs are, whatever they look like inside (BED, behaviour-aware
 * expression distance; the definition is from memory of a paper that we know by its abstract).
 *
 * <p>Constants c are drawn from [low, high]^k by a Latin hypercube, n times; at each place x both
 * systems give a sample of n outputs. The distance at x is the first Wasserstein distance of the
 * samples, {@code W_1(x) = 1/n sum_i |a_(i) - b_(i)|} with both sorted, and the whole is its mean
 * over x. It is symmetric; that of a system to itself is 0 with the same draws, and tends to 0 as
 * {@code 1/sqrt(n)} or faster with others.
 *
 * @param places x
 * @param low the least constant
 * @param high the largest constant
 * @param count k, constants of a system
 * @param draws n
 * @param seed of the draws of the first system; the second one's are drawn by the next
 */
public record BehaviouralDistance(
    List<Double> places, double low, double high, int count, int draws, long seed) {

  /** A system with constants. */
  @FunctionalInterface
  public interface Expression {
    /**
     * Returns the output.
     *
     * @param x the input
     * @param constants c
     * @return a number
     */
    double at(double x, double[] constants);
  }

  /** Copies the places. */
  public BehaviouralDistance {
    places = List.copyOf(places);
  }

  /**
   * Returns the distance at each place.
   *
   * @param first a system
   * @param second another one
   * @return W_1(x), in units of the outputs
   */
  public double[] at(Expression first, Expression second) {
    return to(first, outputs(second, drawn(seed + 1)), drawn(seed));
  }

  /**
   * Returns the distance.
   *
   * @param first a system
   * @param second another one
   * @return the mean of {@link #at} over places
   */
  public double of(Expression first, Expression second) {
    return Arrays.stream(at(first, second)).average().orElseThrow();
  }

  /** Returns the sorted outputs of a system at each place. */
  double[][] outputs(Expression system, double[][] constants) {
    double[][] outputs = new double[places.size()][];
    for (int i = 0; i < places.size(); i++) {
      double x = places.get(i);
      outputs[i] = Arrays.stream(constants).mapToDouble(c -> system.at(x, c)).sorted().toArray();
    }
    return outputs;
  }

  /** Returns the distance of a system to sorted outputs at each place. */
  double[] to(Expression system, double[][] sorted, double[][] constants) {
    double[][] own = outputs(system, constants);
    return IntStream.range(0, places.size())
        .mapToDouble(
            i ->
                IntStream.range(0, draws)
                    .mapToDouble(j -> Math.abs(own[i][j] - sorted[i][j]))
                    .average()
                    .orElseThrow())
        .toArray();
  }

  /** Returns a Latin hypercube: each n-th of each constant's range has one of n draws. */
  double[][] drawn(long from) {
    double[][] all = new double[draws][count];
    for (int k = 0; k < count; k++) {
      int[] order = Seeds.permutation(draws, Seeds.mix(from, k));
      SplittableRandom random = new SplittableRandom(Seeds.mix(from, k + count));
      for (int i = 0; i < draws; i++) {
        all[i][k] = low + (high - low) * (order[i] + random.nextDouble()) / draws;
      }
    }
    return all;
  }
}
