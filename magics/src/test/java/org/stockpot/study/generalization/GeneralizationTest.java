package org.stockpot.study.generalization;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.stockpot.djl.DjlTask;
import org.stockpot.report.study.GeneralizationReport;
import org.stockpot.study.Variant;
import org.stockpot.task.Metric;
import org.stockpot.task.Objective;
import org.stockpot.task.Outcome;
import org.stockpot.task.Part;
import org.stockpot.task.Recipe;
import org.stockpot.task.Score;
import org.stockpot.task.Span;
import org.stockpot.task.TrainResult;
import org.stockpot.task.analysis.ExampleCount;
import org.stockpot.task.analysis.Representations;
import org.stockpot.task.analysis.Subset;
import org.stockpot.task.replicates.Estimate;
import org.stockpot.task.replicates.Verdict;
import org.stockpot.testing.Golden;
import org.stockpot.testing.Points;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;
import org.stockpot.weights.Slot;

/** Measures of networks, each against numbers taken in another way. */
final class GeneralizationTest {

  private static NetworkGap made(long seed, String lr, String batch, double gap, double norm) {
    return new NetworkGap(
        "n",
        seed,
        Map.of("lr", lr, "batch", batch),
        new Score(Metric.ACCURACY, 0, 0.99, 1000),
        new Score(Metric.ACCURACY, 0, 0.99 - gap, 1000),
        Map.of(GeneralizationMeasure.NORM, norm));
  }

  private static GeneralizationResult result(List<NetworkGap> networks) {
    GeneralizationOptions options =
        GeneralizationOptions.defaults().withMeasures(GeneralizationMeasure.NORM);
    return new GeneralizationResult("made", options, networks, List.of(), Outcome.DONE);
  }

  /** A measure that rises with the gap has τ = 1, over all and within what varies. */
  @Test
  void monotoneMeasuresHaveATauOfOne() {
    List<NetworkGap> networks = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      networks.add(made(i % 2, "0." + i / 4, "" + i / 2 % 2, 0.01 * i, Math.exp(i)));
    }
    GeneralizationResult result = result(networks);
    assertEquals(
        List.of("lr", "batch"), result.varied().stream().sorted((a, b) -> b.compareTo(a)).toList());
    MeasureCorrelation norm = result.correlations().get(0);
    assertEquals(1, norm.all().tau());
    assertEquals(Verdict.YES, norm.all().isPositive());
    assertEquals(new Estimate(1, 0, 4), norm.varied().get("lr"));
    assertEquals(new Estimate(1, 0, 4), norm.varied().get("batch"));
    assertEquals(1, GeneralizationReport.table(result).rowCount());
  }

  /** Between rates it rises, within a rate it falls: the mean over all hides that. */
  @Test
  void varyingOneOptionTellsItsOwnTau() {
    List<NetworkGap> networks = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      int lr = i / 2;
      int batch = i % 2;
      networks.add(made(1, "0." + lr, "" + batch, 0.1 * lr - 0.01 * batch, i));
    }
    Map<String, Estimate> varied = result(networks).correlations().get(0).varied();
    assertEquals(1, varied.get("lr").mean());
    assertEquals(-1, varied.get("batch").mean());
  }

  @Test
  void measuresAreThoseOfTheirFormulas() {
    try (DjlTask task = DjlTask.of(Golden.digits(List.of(64)), "mlp:8")) {
      Recipe recipe = Recipe.defaults().withLength(Span.iterations(30));
      TrainResult one = TrainResult.of(task, recipe, 1);
      TrainResult two = TrainResult.of(task, recipe.withLength(Span.iterations(60)), 2);
      GeneralizationOptions options =
          GeneralizationOptions.defaults().withExamples(ExampleCount.of(200));
      GeneralizationResult result =
          Generalization.of(List.of(Variant.of("one", one), Variant.of("two", two)), task, options);
      NetworkGap network = result.networks().get(0);
      Map<GeneralizationMeasure, Double> measures = network.measures();
      assertEquals(GeneralizationMeasure.values().length, measures.size());
      Point at = one.training().end();
      assertEquals(at.norm() * at.norm(), measures.get(GeneralizationMeasure.NORM), 1e-6);
      assertEquals(
          Math.pow(at.distance(task.init(1)), 2),
          measures.get(GeneralizationMeasure.DISTANCE),
          1e-9);
      assertEquals(Math.log(paths(at)), measures.get(GeneralizationMeasure.PATH), 1e-4);
      assertEquals(margin(task, at), -measures.get(GeneralizationMeasure.MARGIN), 1e-5);
      assertEquals(spectral(at), measures.get(GeneralizationMeasure.SPECTRAL), 1e-5);
      assertTrue(measures.get(GeneralizationMeasure.SHARPNESS) > 0);
      assertTrue(measures.get(GeneralizationMeasure.PAC_BAYES) > network.training().error());
      assertEquals(
          task.test().score(at).error() - task.training().score(at).error(), network.gap(), 1e-12);
      assertEquals(2, GeneralizationReport.networks(result).rowCount());
      assertThrows(
          IllegalArgumentException.class,
          () -> Generalization.of(List.of(Variant.of("one", one)), task, options));
      assertThrows(
          IllegalArgumentException.class,
          () ->
              Generalization.of(
                  List.of(Variant.of("x", "text"), Variant.of("one", one)), task, options));
    }
  }

  /** Multiplies matrices of squares, with biases, at inputs of 1. */
  private static double paths(Point at) {
    double[] values = new double[64];
    Arrays.fill(values, 1);
    for (String layer : List.of("fc1", "fc2")) {
      Slot w = at.layout().slot(layer + ".weight");
      Slot b = at.layout().slot(layer + ".bias");
      double[] next = new double[w.shape().get(0)];
      for (int i = 0; i < next.length; i++) {
        double bias = at.at(b.offset() + i);
        next[i] = bias * bias;
        for (int j = 0; j < values.length; j++) {
          double weight = at.at(w.offset() + i * values.length + j);
          next[i] += weight * weight * values[j];
        }
      }
      values = next;
    }
    return Arrays.stream(values).sum();
  }

  /** Power iteration on the Gram matrix of each layer. */
  private static double spectral(Point at) {
    double sum = 0;
    for (String layer : List.of("fc1", "fc2")) {
      Slot w = at.layout().slot(layer + ".weight");
      int rows = w.shape().get(0);
      int columns = w.size() / rows;
      double[] v = new double[columns];
      Arrays.fill(v, 1);
      double square = 0;
      for (int step = 0; step < 3000; step++) {
        double[] out = new double[rows];
        double[] back = new double[columns];
        for (int i = 0; i < rows; i++) {
          for (int j = 0; j < columns; j++) {
            out[i] += at.at(w.offset() + i * columns + j) * v[j];
          }
        }
        for (int i = 0; i < rows; i++) {
          for (int j = 0; j < columns; j++) {
            back[j] += at.at(w.offset() + i * columns + j) * out[i];
          }
        }
        double norm = Math.sqrt(Arrays.stream(back).map(x -> x * x).sum());
        square = norm / Math.sqrt(Arrays.stream(v).map(x -> x * x).sum());
        for (int j = 0; j < columns; j++) {
          v[j] = back[j] / norm;
        }
      }
      sum += Math.log(square);
    }
    return sum;
  }

  private static double margin(DjlTask task, Point at) {
    Representations read = task.representations(Subset.of(Part.TRAINING, 200)).orThrow();
    int[] labels = read.labels().orThrow();
    List<Double> margins = new ArrayList<>();
    read.read(
        at,
        Representations.OUTPUTS,
        (i, row) -> {
          float own = row[labels[i]];
          row[labels[i]] = Float.NEGATIVE_INFINITY;
          float[] sorted = row.clone();
          Arrays.sort(sorted);
          margins.add((double) own - sorted[sorted.length - 1]);
        });
    margins.sort(null);
    return margins.get(19);
  }

  /** Two pairs of equal rows: eigenvalues 1, (1 - e) / (1 + e), 0, 0 with e = exp(-1/2). */
  @Test
  void diffusionEntropyHasAClosedForm() {
    float[] a = {0, 0};
    float[] b = {3, 4};
    double e = Math.exp(-0.5);
    double second = (1 - e) / (1 + e);
    double p = 1 / (1 + second);
    double entropy = -p * Math.log(p) - (1 - p) * Math.log(1 - p);
    assertEquals(entropy, DiffusionEntropy.of(a, a, b, b), 1e-12);
    assertEquals(0, DiffusionEntropy.of(a, a, a));
  }

  /** Without errors, the bound is its penalty, at the widest noise. */
  @Test
  void thePacBayesBoundIsItsFormula() {
    Point start = Points.random(Points.small(), 1);
    Point at = start.times(3);
    Objective perfect = point -> new Score(Metric.ACCURACY, 0, 1, 100);
    double bound = PacBayes.of(at, start, Mask.full(at.layout()), perfect, 100, 2, 1);
    double sigma = 0.512;
    double kl = Math.pow(at.distance(start), 2) / (2 * sigma * sigma);
    assertEquals(Math.sqrt((kl + Math.log(2 * 10 * 10 / 0.05)) / 200), bound, 1e-9);
  }
}
