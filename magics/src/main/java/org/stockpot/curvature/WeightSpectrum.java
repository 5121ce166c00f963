package org.stockpot.curvature;

import java.util.List;
import java.util.stream.Stream;
import org.stockpot.task.Progress;
import org.stockpot.task.Task;
import org.stockpot.task.analysis.Derivatives;
import org.stockpot.task.analysis.SymmetricOperator;
import org.stockpot.task.work.NumberCache;
import org.stockpot.weights.MaskedPoint;
import org.stockpot.weights.Slot;

/**
 * The spectrum of a loss among the weights that could be pruned: all eigenvalues where there are
 * few of them, else their density.
 *
 * @param space the weights that a mask keeps
 * @param largest the largest eigenvalue
 * @param density the spectrum
 * @param halved the spectrum by half as many Lanczos steps, to see what steps decide; the same
 *     where all eigenvalues are known
 */
public record WeightSpectrum(
    AxialSubspace space, Eigenvalue largest, SpectralDensity density, SpectralDensity halved) {

  /**
   * Measures the spectrum at a network.
   *
   * @param network the network and its mask, which keeps at least one weight
   * @param task whose loss it is
   * @param options of what, on which examples, and the probes of a density
   * @param exact up to how many weights all eigenvalues are found
   * @param progress told of each product
   * @return the spectrum
   * @throws IllegalArgumentException if the loss has no derivatives, or options ask for no density
   *     where one is needed
   */
  public static WeightSpectrum of(
      MaskedPoint network, Task task, CurvatureOptions options, int exact, Progress progress) {
    Derivatives derivatives =
        task.derivatives(options.subset())
            .value()
            .orElseThrow(() -> new IllegalArgumentException("there are no derivatives"));
    List<Slot> weights =
        network.mask().layout().slots().stream().filter(s -> s.role().isPrunable()).toList();
    AxialSubspace space = AxialSubspace.of(network.mask(), weights);
    boolean whole = space.dimension() <= exact;
    if (!whole && options.densities() == 0) {
      throw new IllegalArgumentException(
          "densities must be at least 2, or exact at least " + space.dimension() + ", got 0");
    }
    SymmetricOperator operator = options.of().of(derivatives, network.point());
    ProductProgress products = new ProductProgress(progress, derivatives);
    int planned = whole ? space.dimension() : options.densities() * options.steps();
    products.plan(planned);
    ProductProgress.Counter made = products.counter(planned);
    CachedSpectrum spectrum =
        new CachedSpectrum(
            operator,
            space,
            task.as(NumberCache.class).orElse(NumberCache.NONE),
            List.of(
                "weight spectrum",
                options.of().toString(),
                network.point().digest(),
                network.mask().digest(),
                options.subset().toString()),
            made);
    WeightSpectrum found =
        whole ? whole(spectrum, space, options) : probed(spectrum, space, options);
    made.end();
    return found;
  }

  private static WeightSpectrum whole(
      CachedSpectrum spectrum, AxialSubspace space, CurvatureOptions options) {
    SpectralDensity density = spectrum.exact(options.seed());
    return new WeightSpectrum(space, first(density), density, density);
  }

  private static WeightSpectrum probed(
      CachedSpectrum spectrum, AxialSubspace space, CurvatureOptions options) {
    List<LanczosProbe> probes =
        spectrum.probes(options.densities(), options.steps(), options.seed());
    return new WeightSpectrum(
        space,
        spectrum.largest(options.lanczos()),
        density(space, probes.stream().map(LanczosProbe::quadrature)),
        density(space, probes.stream().map(LanczosProbe::halved)));
  }

  private static SpectralDensity density(AxialSubspace space, Stream<Quadrature> probes) {
    return new SpectralDensity(space.dimension(), probes.toList(), false);
  }

  private static Eigenvalue first(SpectralDensity density) {
    double value = density.probes().get(0).nodes().get(0);
    double error = Ritz.FLOAT * density.scale();
    return new Eigenvalue(value, error, error, true);
  }
}
