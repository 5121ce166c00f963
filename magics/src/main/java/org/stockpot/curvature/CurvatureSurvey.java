package org.stockpot.curvature;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.stockpot.task.Metric;
import org.stockpot.task.Outcome;
import org.stockpot.task.Progress;
import org.stockpot.task.Task;
import org.stockpot.task.analysis.Derivatives;
import org.stockpot.task.analysis.Representations;
import org.stockpot.task.analysis.Subset;
import org.stockpot.task.analysis.SymmetricOperator;
import org.stockpot.task.work.NumberCache;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Point;
import org.stockpot.weights.Slot;

/**
 * Measures the curvature of a loss at networks: extreme eigenvalues, trace, density, and how the
 * gradient lies to them, each in the axial subspace of the network's mask.
 */
public final class CurvatureSurvey {

  /** Products that an eigenvalue takes as a guess, for the time that is left. */
  private static final int GUESS = 3;

  private final Task task;
  private final CurvatureOptions options;
  private final Progress progress;
  private final Derivatives derivatives;
  private final ProductProgress products;

  private CurvatureSurvey(Task task, CurvatureOptions options, Progress progress) {
    this.task = task;
    this.options = options;
    this.progress = progress;
    derivatives = task.derivatives(options.subset()).orThrow();
    products = new ProductProgress(progress, derivatives);
  }

  /**
   * Measures networks.
   *
   * @param networks the networks, at least one
   * @param task whose loss it is
   * @param options what is measured
   * @return the curvature at each
   * @throws IllegalArgumentException if the task has no derivatives, or there is no such slot
   */
  public static CurvatureResult of(
      List<CurvaturePoint> networks, Task task, CurvatureOptions options) {
    return of(networks, task, options, Progress.NONE);
  }

  /**
   * Measures networks.
   *
   * @param networks the networks, at least one
   * @param task whose loss it is
   * @param options what is measured
   * @param progress told of each product
   * @return the curvature at each; at those that were finished, if it was interrupted
   * @throws IllegalArgumentException if the task has no derivatives, or there is no such slot
   */
  public static CurvatureResult of(
      List<CurvaturePoint> networks, Task task, CurvatureOptions options, Progress progress) {
    if (networks.isEmpty()) {
      throw new IllegalArgumentException("there must be at least one network, got none");
    }
    try {
      return new CurvatureSurvey(task, options, progress).survey(networks);
    } catch (UnsupportedOperationException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private CurvatureResult survey(List<CurvaturePoint> networks) {
    Map<String, List<Slot>> parts = parts();
    networks.forEach(network -> task.layout().requireSame(network.at().point().layout()));
    OptionalInt classes = classes(networks.get(0).at().point());
    long planned = planned();
    products.plan(planned * parts.size() * networks.size());
    List<Curvature> curvatures = new ArrayList<>();
    Outcome outcome =
        Outcome.of(
            () -> {
              for (CurvaturePoint network : networks) {
                Point at = network.at().point();
                double loss = derivatives.loss(at);
                Point gradient = derivatives.gradient(at);
                for (Map.Entry<String, List<Slot>> part : parts.entrySet()) {
                  progress.phase(network.name() + (parts.size() == 1 ? "" : ", " + part.getKey()));
                  AxialSubspace space = AxialSubspace.of(network.at().mask(), part.getValue());
                  curvatures.add(measure(network, part.getKey(), space, loss, gradient, planned));
                }
              }
            });
    return new CurvatureResult(
        task.name(), task.metric(), options, derivatives.examples(), classes, curvatures, outcome);
  }

  /** Returns which slots are looked at together, by what they are called. */
  private Map<String, List<Slot>> parts() {
    Layout layout = task.layout();
    Map<String, List<Slot>> parts = new LinkedHashMap<>();
    if (!options.slots().isEmpty()) {
      List<Slot> some = options.slots().stream().map(layout::slot).toList();
      parts.put(String.join(", ", options.slots()), some);
      return parts;
    }
    parts.put(Curvature.ALL, layout.slots());
    if (options.layers()) {
      layout.slots().stream()
          .filter(slot -> slot.role().isPrunable())
          .forEach(slot -> parts.put(slot.name(), List.of(slot)));
    }
    return parts;
  }

  private long planned() {
    return (long) GUESS * options.top()
        + options.probes()
        + (long) options.densities() * options.steps();
  }

  private Curvature measure(
      CurvaturePoint network,
      String part,
      AxialSubspace space,
      double loss,
      Point gradient,
      long planned) {
    Point at = network.at().point();
    SymmetricOperator operator = options.of().of(derivatives, at);
    ProductProgress.Counter made = products.counter(planned);
    List<String> key =
        List.of(
            "curvature",
            options.of().toString(),
            at.digest(),
            network.at().mask().digest(),
            part,
            options.subset().toString());
    CachedSpectrum spectrum =
        new CachedSpectrum(
            operator, space, task.as(NumberCache.class).orElse(NumberCache.NONE), key, made);
    CachedSpectrum.Extremes extremes = spectrum.extremes(options.lanczos(), gradient);
    TraceEstimate trace = spectrum.trace(options.trace(), options.probes(), options.seed());
    Optional<SpectralDensity> density =
        options.densities() == 0 ? Optional.empty() : Optional.of(density(spectrum, space));
    made.end();
    int steps =
        density.stream().flatMap(d -> d.probes().stream()).mapToInt(q -> q.nodes().size()).sum();
    return new Curvature(
        network.name(),
        part,
        space.dimension(),
        loss,
        space.norm(gradient),
        extremes.top(),
        extremes.least(),
        extremes.gradientShare(),
        trace,
        density,
        extremes.products() + trace.products() + steps);
  }

  private SpectralDensity density(CachedSpectrum spectrum, AxialSubspace space) {
    return new SpectralDensity(
        space.dimension(),
        spectrum.probes(options.densities(), options.steps(), options.seed()).stream()
            .map(LanczosProbe::quadrature)
            .toList(),
        false);
  }

  /** Returns how many outputs a classifier has, if they can be seen. */
  private OptionalInt classes(Point at) {
    if (task.metric() != Metric.ACCURACY) {
      return OptionalInt.empty();
    }
    AtomicInteger width = new AtomicInteger();
    task.representations(Subset.of(options.on(), 1))
        .value()
        .ifPresent(r -> r.read(at, Representations.OUTPUTS, (i, row) -> width.set(row.length)));
    return width.get() == 0 ? OptionalInt.empty() : OptionalInt.of(width.get());
  }
}
