package org.stockpot.prune.criterion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.stockpot.djl.DjlTask;
import org.stockpot.prune.IterativePruning;
import org.stockpot.prune.PruneOptions;
import org.stockpot.prune.PruneResult;
import org.stockpot.prune.Pruner;
import org.stockpot.prune.Retraining;
import org.stockpot.prune.Rewind;
import org.stockpot.prune.Saliencies;
import org.stockpot.prune.Saliency;
import org.stockpot.prune.ScoreAt;
import org.stockpot.prune.ScoredNetwork;
import org.stockpot.task.Optimizer;
import org.stockpot.task.Part;
import org.stockpot.task.Recipe;
import org.stockpot.task.Span;
import org.stockpot.task.analysis.Subset;
import org.stockpot.testing.Bowl;
import org.stockpot.testing.Golden;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Mask;
import org.stockpot.weights.MaskedPoint;
import org.stockpot.weights.Point;
import org.stockpot.weights.Role;

/** What changes kept weights, and what looks at where they came from. */
final class CompensationTest {

  private static final Layout LAYOUT =
      Layout.builder().add("fc1.weight", Role.WEIGHT, 4, 6).add("fc1.bias", Role.BIAS, 4).build();

  private static final Recipe RECIPE =
      Recipe.defaults().withOptimizer(Optimizer.sgd(0.1, 0)).withLength(Span.iterations(4));

  private static PruneOptions by(String saliency) {
    return PruneOptions.defaults()
        .withRounds(1)
        .withFraction(0.5)
        .withSaliency(Saliencies.of(saliency));
  }

  /** U holds what is left of the inverse: U'U (G + damping) is the identity. */
  @Test
  void theFactorIsThatOfTheInverse() {
    int n = 7;
    SplittableRandom random = new SplittableRandom(1);
    double[][] x = new double[20][n];
    double[] gram = new double[n * n];
    for (double[] row : x) {
      for (int j = 0; j < n; j++) {
        row[j] = j == 3 ? 0 : random.nextDouble() - 0.3;
      }
      for (int i = 0; i < n * n; i++) {
        gram[i] += row[i / n] * row[i % n];
      }
    }
    InverseFactor factor = InverseFactor.of(gram, n);
    double mean = 0;
    for (int i = 0; i < n; i++) {
      mean += gram[i * n + i] / n;
    }
    // Removing e_j from a row that is 0 elsewhere shows row j of U, divided by its diagonal.
    double[][] u = new double[n][n];
    for (int j = 0; j < n; j++) {
      double[] row = new double[n];
      row[j] = 1;
      factor.compensate(j, row);
      for (int k = j + 1; k < n; k++) {
        u[j][k] = -row[k];
      }
      u[j][j] = 1;
      double scale = factor.scale(j);
      assertEquals(j == 3, scale == 0);
      double diagonal = j == 3 ? 1 / Math.sqrt(0.01 * mean) : 1 / scale;
      for (int k = j; k < n; k++) {
        u[j][k] *= diagonal;
      }
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double sum = 0;
        for (int a = 0; a < n; a++) {
          double damped = gram[a * n + j] + (a == j ? 0.01 * mean : 0);
          for (int r = 0; r < n; r++) {
            sum += u[r][i] * u[r][a] * damped;
          }
        }
        assertEquals(i == j ? 1 : 0, sum, 1e-9);
      }
    }
  }

  /** Outputs of the first layer stay nearer to what they were than with weights left alone. */
  @Test
  void whatIsKeptMakesUpForWhatIsRemoved() {
    try (DjlTask task = DjlTask.of(Golden.digits(List.of(64)), "mlp:32")) {
      Point at = Golden.point(task.layout(), "A");
      Mask all = Mask.full(task.layout());
      Subset examples = Subset.all(Part.TRAINING);
      ScoredNetwork network = new ScoredNetwork(task, examples, at, at, all, 1);
      PruneOptions options =
          by("magnitude").withRewind(Rewind.NOTHING).withSaliency(Saliencies.of("sparsegpt"));
      MaskedPoint pruned = new Pruner(task.layout(), options).prune(network, 1);
      pruned.mask().requireZeros(pruned.point());
      Point plain = at.masked(pruned.mask());
      double made = task.training().score(pruned.point()).loss();
      double left = task.training().score(plain).loss();
      double dense = task.training().score(at).loss();
      assertTrue(made < dense + (left - dense) / 2, dense + " " + made + " " + left);
      int bias = task.layout().slot("fc1.bias").offset();
      assertEquals(at.at(bias), pruned.point().at(bias));
    }
  }

  @Test
  void movementIsHowFarWeightsWentFromZero() {
    Bowl bowl = new Bowl(LAYOUT);
    PruneResult result = IterativePruning.run(bowl, RECIPE, by("movement"));
    Point start = result.round(0).start();
    Point end = result.round(0).solution();
    for (int i = 0; i < 24; i++) {
      for (int j = 0; j < 24; j++) {
        boolean better = moved(start, end, i) > moved(start, end, j);
        Mask mask = result.round(1).mask();
        assertTrue(!better || mask.keeps(i) || !mask.keeps(j), i + " " + j);
      }
    }
  }

  private static double moved(Point start, Point end, int i) {
    return (end.at(i) * (double) end.at(i) - start.at(i) * (double) start.at(i)) / 2;
  }

  /** Of a start, nothing trained is looked at: a longer training leaves the masks as they are. */
  @Test
  void theStartIsScoredBeforeItIsTrained() {
    Bowl bowl = new Bowl(LAYOUT);
    PruneOptions options = by("magnitude").withRounds(2);
    options = options.withScoring(options.scoring().withAt(ScoreAt.START));
    PruneResult result = IterativePruning.run(bowl, RECIPE, options);
    Point init = result.replicates().get(0).init();
    Mask mask = result.round(2).mask();
    assertEquals(6, mask.kept());
    assertEquals(Mask.full(LAYOUT).largest(init, 6), mask);
  }

  private static String refusal(PruneOptions options) {
    return assertThrows(
            IllegalArgumentException.class,
            () -> IterativePruning.run(new Bowl(LAYOUT), RECIPE, options))
        .getMessage();
  }

  /** Layers that are not pruned are not asked about, however large. */
  @Test
  void whatIsExcludedIsNotScored() {
    Layout layout =
        Layout.builder()
            .add("fc1.weight", Role.WEIGHT, 150, 200)
            .add("fc2.weight", Role.WEIGHT, 2, 5)
            .build();
    Bowl bowl = new Bowl(layout);
    PruneOptions all = by("obd");
    String refused =
        assertThrows(IllegalArgumentException.class, () -> IterativePruning.run(bowl, RECIPE, all))
            .getMessage();
    assertTrue(refused.contains("got 30010"), refused);
    Mask mask = IterativePruning.run(bowl, RECIPE, all.withExclude("fc1")).round(1).mask();
    assertEquals(30_005, mask.kept());
    assertEquals(5, mask.kept(layout.slot("fc2.weight")));
  }

  /** A one-shot ladder asks about its dense network once, however many rounds it has. */
  @Test
  void oneShotLaddersScoreOnce() {
    AtomicInteger asked = new AtomicInteger();
    Saliency counting =
        (point, seed) -> {
          asked.incrementAndGet();
          return Saliencies.random().scores(point, seed);
        };
    PruneOptions options = by("magnitude").withRounds(3).withSaliency(counting);
    options = options.withRetraining(options.retraining().withPruning(Retraining.Ladder.ONE_SHOT));
    PruneResult result = IterativePruning.run(new Bowl(LAYOUT), RECIPE, options);
    assertEquals(1, asked.get());
    PruneResult named =
        IterativePruning.run(new Bowl(LAYOUT), RECIPE, options.withSaliency(Saliencies.random()));
    assertEquals(named.round(3).mask(), result.round(3).mask());
  }

  private static String refusal(String saliency, boolean start, Rewind rewind) {
    return assertThrows(
            IllegalArgumentException.class,
            () -> {
              PruneOptions options = PruneOptions.defaults().withRewind(rewind);
              options.withScoring(
                  options
                      .scoring()
                      .withAt(start ? ScoreAt.START : ScoreAt.END)
                      .withSaliency(Saliencies.of(saliency)));
            })
        .getMessage();
  }

  @Test
  void whatCannotBeScoredIsRefusedBeforeTraining() {
    assertEquals(
        "saliency wanda needs inputs of layers: task bowl knows no activations; magnitude needs"
            + " none",
        refusal(by("wanda")));
    assertTrue(refusal(by("synflow")).startsWith("saliency synflow needs gradients of outputs"));
    assertTrue(
        refusal("sparsegpt", false, Rewind.INIT).endsWith("would undo: type --rewind lr or none"));
    assertTrue(refusal("movement", true, Rewind.INIT).startsWith("at must be end with"));
    assertTrue(refusal("snip", true, Rewind.NOTHING).startsWith("at must be end with --rewind"));
    Saliency snip = Saliencies.of("snip");
    Point at = Bowl.gaussian(LAYOUT, 1);
    assertThrows(UnsupportedOperationException.class, () -> snip.scores(at, 1));
    ScoredNetwork alone =
        new ScoredNetwork(
            new Bowl(LAYOUT), Subset.all(Part.TRAINING), at, at, Mask.full(LAYOUT), 1);
    Saliency movement = Saliencies.of("movement");
    assertThrows(IllegalArgumentException.class, () -> movement.scores(alone));
  }
}
