package org.stockpot.curvature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.stockpot.djl.DjlTask;
import org.stockpot.task.replicates.Estimate;
import org.stockpot.testing.Golden;
import org.stockpot.weights.MaskedPoint;
import org.stockpot.weights.Point;

/** Against the spectrum of the exact Hessian in double precision. */
final class GoldenCurvatureTest {

  private final JsonNode golden = Golden.of("A.curvature");
  private final double[] all = Golden.array("A.eigenvalues");

  @Test
  void theSpectrumIsThatOfTheExactHessian() {
    try (DjlTask task = DjlTask.of(Golden.digits(List.of(64)), "mlp:32")) {
      Point at = Golden.point(task.layout(), "A");
      List<CurvaturePoint> networks = List.of(new CurvaturePoint("A", MaskedPoint.dense(at)));
      CurvatureOptions twenty = CurvatureOptions.defaults().withProbes(45);
      CurvatureResult result = CurvatureSurvey.of(networks, task, twenty);
      Curvature found = result.curvatures().get(0);
      assertEquals(512, result.examples());
      assertEquals(10, result.classes().getAsInt());
      assertEquals(golden.get("parameters").asInt(), found.dimension());
      near("loss", found.loss(), 1e-4);
      near("gradient_norm", found.gradient(), 1e-4);
      assertEigenvalues(found);
      assertTrue(found.converged());
      assertEstimate(golden.get("trace").asDouble(), found.trace().trace(), 0.03);
      assertDensity(found.density().orElseThrow());
      CurvatureOptions ten = twenty.withTop(10).withDensities(0).withProbes(6);
      Curvature first = CurvatureSurvey.of(networks, task, ten).curvatures().get(0);
      near("gradient_in_top10_share", first.gradientShare(), 1e-3);
    }
  }

  private void near(String key, double value, double relative) {
    double wanted = golden.get(key).asDouble();
    assertEquals(wanted, value, relative * Math.abs(wanted), key);
  }

  private void assertEigenvalues(Curvature found) {
    for (int i = 0; i < 20; i++) {
      double wanted = golden.get("top20").get(i).asDouble();
      Eigenvalue value = found.top().get(i);
      assertEquals(wanted, value.value(), 1e-3 * wanted);
      assertTrue(value.residual() >= Math.abs(value.value() - wanted), value + " of " + wanted);
    }
    double least = found.least().get(0).value();
    assertEquals(golden.get("least").asDouble(), least, 1e-3 * found.scale());
  }

  /** Requires an estimate within four of its standard errors, which are small. */
  private static void assertEstimate(double wanted, Estimate found, double relative) {
    double error = found.sd() / Math.sqrt(found.n());
    assertEquals(wanted, found.mean(), 4 * error);
    assertTrue(error < relative * Math.abs(wanted), found + " of " + wanted);
  }

  /**
   * The stored share of negative eigenvalues counts the rounding of 594 that are 0; what lies below
   * the resolution is counted here.
   */
  private void assertDensity(SpectralDensity density) {
    double norm = golden.get("frobenius").asDouble();
    assertEstimate(golden.get("trace").asDouble(), density.moment(1), 0.5);
    assertEstimate(norm * norm, density.moment(2), 0.6);
    assertEstimate(golden.get("third_moment").asDouble(), density.moment(3), 0.8);
    double bound = -Curvature.RESOLUTION * density.scale();
    double share = Arrays.stream(all).filter(x -> x < bound).count() / (double) all.length;
    assertEstimate(share, density.shareBelow(bound), 0.3);
  }
}
