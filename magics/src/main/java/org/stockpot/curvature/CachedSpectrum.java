package org.stockpot.curvature;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.DoubleStream;
import org.stockpot.task.analysis.SymmetricOperator;
import org.stockpot.task.replicates.Estimate;
import org.stockpot.task.work.NumberCache;
import org.stockpot.weights.Point;

/** What is measured of one operator in one subspace, each under a key if numbers are kept. */
final class CachedSpectrum {

  /** Numbers of an {@link Eigenvalue}. */
  private static final int WIDTH = 4;

  /** The largest eigenvalues, the least one, and what lies in the former's span. */
  record Extremes(
      List<Eigenvalue> top, List<Eigenvalue> least, double gradientShare, int products) {}

  private final SymmetricOperator operator;
  private final AxialSubspace space;
  private final NumberCache cache;
  private final List<String> key;
  private final IntConsumer counted;

  /**
   * Measures nothing yet.
   *
   * @param key what decides the operator and the subspace
   * @param counted told of each product that is made, and not kept
   */
  CachedSpectrum(
      SymmetricOperator operator,
      AxialSubspace space,
      NumberCache cache,
      List<String> key,
      IntConsumer counted) {
    this.operator = operator;
    this.space = space;
    this.cache = cache;
    this.key = key;
    this.counted = counted;
  }

  private List<String> key(Object... parts) {
    List<String> whole = new ArrayList<>(key);
    Arrays.stream(parts).map(String::valueOf).forEach(whole::add);
    return whole;
  }

  Extremes extremes(LanczosOptions options, Point gradient) {
    double[] numbers =
        cache.get(
            key("lanczos", options.top(), options.tolerance(), options.products(), options.seed()),
            () -> numbers(Lanczos.of(operator, space, options, counted), gradient));
    int top = (int) numbers[0];
    int least = (int) numbers[1];
    List<Eigenvalue> values = new ArrayList<>();
    for (int i = 0; i < top + least; i++) {
      int at = WIDTH * (i + 1);
      values.add(
          new Eigenvalue(numbers[at], numbers[at + 1], numbers[at + 2], numbers[at + 3] == 1));
    }
    return new Extremes(
        values.subList(0, top), values.subList(top, top + least), numbers[2], (int) numbers[3]);
  }

  private static double[] numbers(Eigenpairs pairs, Point gradient) {
    DoubleStream head =
        DoubleStream.of(
            pairs.top().size(), pairs.least().size(), pairs.share(gradient), pairs.products());
    List<Eigenvalue> values = new ArrayList<>(pairs.top());
    values.addAll(pairs.least());
    DoubleStream rest =
        values.stream()
            .flatMapToDouble(
                v -> DoubleStream.of(v.value(), v.residual(), v.error(), v.converged() ? 1 : 0));
    return DoubleStream.concat(head, rest).toArray();
  }

  TraceEstimate trace(TraceMethod method, int products, long seed) {
    double[] numbers =
        cache.get(
            key("trace", method, products, seed),
            () -> {
              TraceEstimate trace =
                  TraceEstimate.of(operator, space, method, products, seed, counted);
              Estimate t = trace.trace();
              Estimate s = trace.squares();
              return new double[] {
                t.mean(), t.sd(), t.n(), s.mean(), s.sd(), s.n(), trace.products()
              };
            });
    return new TraceEstimate(
        new Estimate(numbers[0], numbers[1], (int) numbers[2]),
        new Estimate(numbers[3], numbers[4], (int) numbers[5]),
        (int) numbers[6]);
  }

  /** Returns probes of the density; none in a subspace without dimensions. */
  List<LanczosProbe> probes(int probes, int steps, long seed) {
    List<LanczosProbe> made = new ArrayList<>();
    for (int probe = 0; probe < probes && space.dimension() > 0; probe++) {
      made.add(probe(steps, seed, probe));
    }
    return made;
  }

  private LanczosProbe probe(int steps, long seed, int probe) {
    double[] numbers =
        cache.get(
            key("density", steps, seed, probe),
            () -> {
              LanczosProbe made = LanczosProbe.of(operator, space, steps, seed, probe, counted);
              return DoubleStream.concat(
                      made.main().stream().mapToDouble(x -> x),
                      made.beside().stream().mapToDouble(x -> x))
                  .toArray();
            });
    List<Double> all = Arrays.stream(numbers).boxed().toList();
    int half = (all.size() + 1) / 2;
    return new LanczosProbe(all.subList(0, half), all.subList(half, all.size()));
  }

  SpectralDensity exact(long seed) {
    double[] numbers =
        cache.get(
            key("exact", seed),
            () ->
                ExactSpectrum.of(operator, space, seed, counted).probes().stream()
                    .flatMap(probe -> probe.nodes().stream())
                    .mapToDouble(x -> x)
                    .toArray());
    return SpectralDensity.of(Arrays.stream(numbers).boxed().toList());
  }

  /** Returns the largest eigenvalue alone. */
  Eigenvalue largest(LanczosOptions options) {
    LanczosOptions one =
        new LanczosOptions(1, options.tolerance(), options.products(), options.seed());
    return extremes(one, Point.build(space.layout(), values -> {})).top().get(0);
  }
}
