package org.stockpot.task.work;

import java.util.List;
import java.util.function.Supplier;

/**
 * Keeps numbers that take long to compute, under all that decides them beside the task, so that a
 * stopped run goes on where it was.
 *
 * <p>Example: {@code task.as(NumberCache.class).orElse(NumberCache.NONE).get(List.of("trace", "" +
 * seed, point.digest(), subset.toString()), () -> probe(seed))}.
 */
@FunctionalInterface
public interface NumberCache {

  /** Keeps nothing. */
  NumberCache NONE = (key, compute) -> compute.get();

  /**
   * Returns numbers that are kept, or else computes and keeps them. What is thrown on the way is
   * passed on, and nothing is kept.
   *
   * @param key what decides them: the method, its parameters, the digests of points, the examples
   * @param compute computes them
   * @return the same numbers, bit for bit
   */
  double[] get(List<String> key, Supplier<double[]> compute);
}
