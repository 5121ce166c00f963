package org.stockpot.curvature.gradient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.stockpot.djl.DjlTask;
import org.stockpot.task.Part;
import org.stockpot.task.Recipe;
import org.stockpot.task.Span;
import org.stockpot.task.TrainResult;
import org.stockpot.task.analysis.Derivatives;
import org.stockpot.task.analysis.Subset;
import org.stockpot.task.analysis.Trajectory;
import org.stockpot.testing.Bowl;
import org.stockpot.testing.Golden;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;
import org.stockpot.weights.Role;

/** Agreement of gradients against the oracle, closed forms and leaving examples out. */
final class CoherenceTest {

  private static final Layout LAYOUT = Layout.builder().add("w", Role.WEIGHT, 4, 1).build();

  /** Gradients that do not depend on the point. */
  private record Fixed(List<Point> gradients) implements Derivatives {
    @Override
    public Layout layout() {
      return LAYOUT;
    }

    @Override
    public long examples() {
      return gradients.size();
    }

    @Override
    public double[] losses(Point at) {
      return gradients.stream().mapToDouble(g -> g.dot(at)).toArray();
    }

    @Override
    public Point gradient(Point at) {
      Point sum = gradients.get(0);
      for (Point gradient : gradients.subList(1, gradients.size())) {
        sum = sum.plus(gradient);
      }
      return sum.times(1.0 / gradients.size());
    }

    @Override
    public Point hessianTimes(Point at, Point direction) {
      return direction.times(0);
    }

    @Override
    public void perExample(Point at, GradientSink sink) {
      for (int i = 0; i < gradients.size(); i++) {
        sink.accept(i, gradients.get(i));
      }
    }
  }

  private static GradientAgreement agreement(List<Point> gradients) {
    Point any = Bowl.gaussian(LAYOUT, 1);
    return GradientAgreement.of(new Fixed(gradients), any, Mask.full(LAYOUT));
  }

  private static Point point(double... values) {
    return Golden.point(LAYOUT, values);
  }

  @Test
  void theOracleAgrees() {
    JsonNode golden = Golden.of("A.coherence");
    try (DjlTask task = DjlTask.of(Golden.digits(List.of(64)), "mlp:32")) {
      Derivatives derivatives = task.derivatives(Subset.all(Part.TRAINING)).orThrow();
      GradientAgreement found =
          GradientAgreement.of(
              derivatives, Golden.point(task.layout(), "A"), Mask.full(task.layout()));
      assertEquals(1, found.coherence() / golden.required("m_coherence").asDouble(), 1e-3);
      assertEquals(1, found.alpha() / golden.required("alpha").asDouble(), 1e-3);
      assertEquals(1, found.noise() / golden.required("noise_trace").asDouble(), 1e-3);
      assertEquals(1, found.noiseScale() / golden.required("simple_noise_scale").asDouble(), 1e-3);
    }
  }

  @Test
  void orthogonalGradientsHaveOneAndEqualOnesM() {
    GradientAgreement orthogonal =
        agreement(
            List.of(point(1, 0, 0, 0), point(0, 1, 0, 0), point(0, 0, 1, 0), point(0, 0, 0, 1)));
    assertEquals(1, orthogonal.coherence(), 1e-6);
    assertEquals(4, orthogonal.noiseScale(), 1e-5);
    GradientAgreement same =
        agreement(List.of(point(1, 2, 0, 0), point(1, 2, 0, 0), point(1, 2, 0, 0)));
    assertEquals(3, same.coherence(), 1e-6);
    assertEquals(0, same.noiseScale(), 1e-6);
    assertEquals(0, same.coherenceError(), 1e-6);
  }

  @Test
  void gradientsThatCancelOrVanishHaveDefinedValues() {
    GradientAgreement cancel = agreement(List.of(point(1, 0, 0, 0), point(-1, 0, 0, 0)));
    assertEquals(0, cancel.coherence());
    assertEquals(Double.POSITIVE_INFINITY, cancel.noiseScale());
    GradientAgreement none = agreement(List.of(point(), point(), point()));
    assertEquals(0, none.coherence());
    assertEquals(0, none.noiseScale());
    assertEquals(0, none.noiseScaleError());
    assertEquals(
        "coherence needs at least 2 examples, got 1",
        assertThrows(IllegalArgumentException.class, () -> agreement(List.of(point())))
            .getMessage());
  }

  /** The jackknife's standard error is near the spread over independent samples. */
  @Test
  void standardErrorsAreThoseOfSamples() {
    SplittableRandom random = new SplittableRandom(4);
    double sum = 0;
    double squares = 0;
    double errors = 0;
    int samples = 200;
    for (int s = 0; s < samples; s++) {
      List<Point> gradients =
          java.util.stream.IntStream.range(0, 60)
              .mapToObj(i -> Bowl.gaussian(LAYOUT, random.nextLong()).plus(point(0.4, 0, 0, 0)))
              .toList();
      GradientAgreement found = agreement(gradients);
      sum += found.coherence();
      squares += found.coherence() * found.coherence();
      errors += found.coherenceError();
    }
    double spread = Math.sqrt(squares / samples - sum * sum / samples / samples);
    assertEquals(1, errors / samples / spread, 0.15);
  }

  @Test
  void aTrainingIsMeasuredBesideShuffledLabels() {
    try (DjlTask task = DjlTask.of(Golden.digits(List.of(64)), "mlp:16")) {
      Recipe recipe = Recipe.defaults().withBatch(64).withLength(Span.iterations(12));
      TrainResult base = TrainResult.of(task, recipe, 1);
      CoherenceOptions options = CoherenceOptions.defaults().withExamples(100).withEvery(6);
      CoherenceResult result = Coherence.of(Trajectory.of("base", base), task, options);
      assertTrue(result.together());
      assertEquals(List.of(0L, 6L, 12L), result.moments().stream().map(m -> m.step()).toList());
      CoherenceResult.Moment last = result.moments().get(2);
      assertTrue(last.own().coherence() > 1, last.toString());
      assertEquals(100, last.shuffled().orElseThrow().examples());
      assertTrue(last.own().coherence() != last.shuffled().get().coherence());
    }
  }
}
