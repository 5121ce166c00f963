package org.stockpot.curvature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.stockpot.djl.DjlTask;
import org.stockpot.task.Part;
import org.stockpot.task.analysis.Derivatives;
import org.stockpot.task.analysis.Operators;
import org.stockpot.task.analysis.Subset;
import org.stockpot.task.analysis.SymmetricOperator;
import org.stockpot.task.replicates.Estimate;
import org.stockpot.testing.Golden;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;

/** Against the spectrum of the exact Hessian in double precision. */
final class GoldenCurvatureTest {

  @Test
  void theSpectrumIsThatOfTheExactHessian() {
    JsonNode golden = Golden.of("A.curvature");
    try (DjlTask task = DjlTask.of(Golden.digits(List.of(64)), "mlp:32")) {
      Point at = Golden.point(task.layout(), "A");
      Derivatives derivatives = task.derivatives(Subset.all(Part.TRAINING)).orThrow();
      SymmetricOperator hessian = Operators.hessian(derivatives, at);
      AxialSubspace space = AxialSubspace.of(Mask.full(task.layout()));
      long t0 = System.nanoTime();
      Eigenpairs pairs = Lanczos.of(hessian, space, LanczosOptions.top(20));
      System.err.println(pairs.products() + " " + (System.nanoTime() - t0) / 1e6);
      for (int i = 0; i < 20; i++) {
        double value = golden.get("top20").get(i).asDouble();
        assertEquals(value, pairs.top().get(i).value(), 1e-3 * value);
      }
      assertEquals(
          golden.get("least").asDouble(), pairs.least().get(0).value(), 1e-3 * 2.3136);
      double share =
          Lanczos.of(hessian, space, LanczosOptions.top(10)).share(derivatives.gradient(at));
      assertEquals(golden.get("gradient_in_top10_share").asDouble(), share, 1e-3);
      t0 = System.nanoTime();
      Trace trace = Trace.of(hessian, space, TraceMethod.HUTCH_PLUS_PLUS, 60, 1, n -> {});
      System.err.println(trace + " " + (System.nanoTime() - t0) / 1e6);
      System.err.println(Trace.of(hessian, space, TraceMethod.HUTCHINSON, 60, 1, n -> {}));
      t0 = System.nanoTime();
      SpectralDensity density = new SpectralDensity(
              space.dimension(),
              IntStream.range(0, 10)
                  .mapToObj(p -> SpectralDensity.probe(hessian, space, 40, 1, p, n -> {}))
                  .toList(),
              false);
      System.err.println((System.nanoTime() - t0) / 1e6);
      double[] e = Golden.array("A.eigenvalues");
      for (int p = 1; p <= 3; p++) {
        int q = p;
        System.err.println(density.moment(p) + " " + Arrays.stream(e).map(x -> Math.pow(x, q)).sum());
      }
      for (double b : new double[] {-1e-2, -1e-3, -1e-4, -1e-5, 1e-5, 1e-4, 1e-3, 1e-2, .1, 1})
        System.err.println(b + " " + density.shareBelow(b) + " " + Arrays.stream(e).filter(x -> x < b).count() / 2410.0);
    }
  }
}
