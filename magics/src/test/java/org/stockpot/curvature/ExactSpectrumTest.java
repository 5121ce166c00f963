package org.stockpot.curvature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.stockpot.testing.PlainMatrix;
import org.stockpot.weights.Mask;

final class ExactSpectrumTest {

  private static SpectralDensity exact(PlainMatrix matrix, AtomicInteger products) {
    AxialSubspace space = AxialSubspace.of(Mask.full(matrix.layout()));
    return ExactSpectrum.of(matrix, space, 1, products::addAndGet);
  }

  @Test
  void allEigenvaluesAreFound() {
    double[] spectrum = IntStream.range(0, 150).mapToDouble(i -> Math.cos(0.02 * i)).toArray();
    SpectralDensity density = exact(PlainMatrix.withSpectrum(1, spectrum), new AtomicInteger());
    List<Double> found = density.probes().get(0).nodes();
    for (int i = 0; i < spectrum.length; i++) {
      assertEquals(spectrum[i], found.get(i), 1e-5);
    }
    assertEquals(150, density.dimension());
    assertTrue(density.exact());
  }

  @Test
  void whatIsMappedToZeroNeedsNoProducts() {
    double[] spectrum = new double[100];
    spectrum[0] = 3;
    spectrum[1] = 3;
    spectrum[2] = -1;
    AtomicInteger products = new AtomicInteger();
    SpectralDensity density = exact(PlainMatrix.withSpectrum(2, spectrum), products);
    List<Double> found = density.probes().get(0).nodes();
    assertEquals(3, found.get(0), 1e-5);
    assertEquals(3, found.get(1), 1e-5);
    assertEquals(0, found.get(50), 1e-5);
    assertEquals(-1, found.get(99), 1e-5);
    assertTrue(products.get() < 30, "" + products);
    SpectralDensity zero = exact(PlainMatrix.withSpectrum(2, new double[20]), products);
    assertEquals(0, zero.scale());
    assertEquals(0, zero.moment(1).mean());
  }

  @Test
  void densityAndTraceAreWithinTheirErrors() {
    double[] spectrum = IntStream.range(0, 200).mapToDouble(i -> Math.pow(0.9, i)).toArray();
    spectrum[199] = -0.5;
    PlainMatrix matrix = PlainMatrix.withSpectrum(3, spectrum);
    AxialSubspace space = AxialSubspace.of(Mask.full(matrix.layout()));
    double trace = IntStream.range(0, 200).mapToDouble(i -> spectrum[i]).sum();
    for (TraceMethod method : TraceMethod.values()) {
      TraceEstimate found = TraceEstimate.of(matrix, space, method, 60, 1, n -> {});
      double error = found.trace().sd() / Math.sqrt(found.trace().n());
      assertEquals(trace, found.trace().mean(), 4 * error + 1e-5);
      assertTrue(found.products() <= 60);
    }
    SpectralDensity density =
        new SpectralDensity(
            200,
            IntStream.range(0, 8)
                .mapToObj(p -> LanczosProbe.of(matrix, space, 30, 1, p, n -> {}).quadrature())
                .toList(),
            false);
    double error = density.moment(1).sd() / Math.sqrt(8);
    assertEquals(trace, density.moment(1).mean(), 4 * error);
    assertEquals(1 / 200.0, density.shareBelow(-0.1).mean(), 0.01);
    density.probes().forEach(p -> assertEquals(1, p.mean(x -> 1), 1e-6));
  }

  @Test
  void nothingHasNoSpectrum() {
    PlainMatrix matrix = PlainMatrix.withSpectrum(4, 1, 2);
    AxialSubspace none = AxialSubspace.of(Mask.keeping(matrix.layout(), i -> false));
    assertEquals(0, ExactSpectrum.of(matrix, none, 1, n -> {}).dimension());
    TraceEstimate trace = TraceEstimate.of(matrix, none, TraceMethod.HUTCHINSON, 6, 1, n -> {});
    assertEquals(0, trace.trace().mean());
    assertEquals(0, new SpectralDensity(0, List.of(), false).moment(2).mean());
  }
}
