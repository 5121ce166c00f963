package org.stockpot.djl.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stockpot.data.image.Digits;
import org.stockpot.djl.DjlTask;
import org.stockpot.prune.Scope;
import org.stockpot.prune.SparseStart;
import org.stockpot.store.CachedTrainer;
import org.stockpot.store.Store;
import org.stockpot.task.Job;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Snapshot;
import org.stockpot.task.Snapshots;
import org.stockpot.task.Span;
import org.stockpot.task.Task;
import org.stockpot.task.Training;
import org.stockpot.task.optimizer.Sharpness;
import org.stockpot.task.optimizer.WeightAveraging;
import org.stockpot.task.sparse.MaskHistory;
import org.stockpot.task.sparse.MaskRule;
import org.stockpot.task.sparse.SparseTraining;
import org.stockpot.weights.Mask;
import org.stockpot.weights.MaskedPoint;
import org.stockpot.weights.Point;
import org.stockpot.weights.Slot;

/** Masks that move, in trainings of 40 steps with updates at 7, 14, 21 and 28. */
final class SparseTrainingTest {

  private static final String CONV = "conv2@3;4;12;8";

  private record Kept(Optional<Snapshot> latest, boolean isDue, List<Snapshot> all)
      implements Snapshots {
    @Override
    public void keep(Snapshot snapshot) {
      all.add(snapshot);
    }
  }

  private static SparseTraining sparse(String rule) {
    return SparseTraining.defaults()
        .withSparse(MaskRule.parse(rule))
        .withSparseEvery(Span.iterations(7));
  }

  private static DjlTask task(String model) {
    return DjlTask.of(Digits.load(), model.replace(';', ','));
  }

  private static Job job(Task task, String rule) {
    Recipe recipe =
        Recipe.defaults().withBatch(100).withLength(Span.iterations(40)).withSparse(sparse(rule));
    Point start = task.init(1);
    MaskedPoint first =
        rule.startsWith("gmp")
            ? MaskedPoint.dense(start)
            : SparseStart.of(task, start, 0.9, Scope.ERDOS_RENYI_KERNEL, 1);
    return Job.of(first, recipe, task.stepsPerEpoch(100), 1);
  }

  private static List<Snapshot> states(Task task, Job job) {
    Kept kept = new Kept(Optional.empty(), true, new ArrayList<>());
    Training training = task.train(job, kept, Progress.NONE);
    assertEquals(training, task.train(job, Progress.NONE));
    assertEquals(39, kept.all().size());
    training.masks().orElseThrow().mask().requireZeros(training.end());
    return kept.all();
  }

  @ParameterizedTest
  @CsvSource({"mlp:24;12, set:90%", "mlp:24;12, rigl:90%", CONV + ", set:90%", CONV + ", rigl:90%"})
  void eachLayerKeepsItsDensityAtEachStep(String model, String rule) {
    try (DjlTask task = task(model)) {
      Job job = job(task, rule);
      Mask before = job.mask();
      int prunable = task.layout().prunable();
      assertEquals(prunable - Math.round(0.9 * prunable), before.kept());
      for (Snapshot state : states(task, job)) {
        MaskHistory masks = state.masks().orElseThrow();
        Mask now = masks.mask();
        now.requireZeros(state.weights());
        state.moments().forEach(now::requireZeros);
        for (Slot slot : task.layout().slots()) {
          assertEquals(job.mask().kept(slot), now.kept(slot), slot.name());
        }
        boolean update = (state.step() - 1) % 7 == 0 && state.step() > 7 && state.step() <= 29;
        assertTrue(update || now.equals(before), "step " + state.step());
        assertEquals(Math.min(4, (state.step() - 1) / 7), masks.moves().size());
        if (update) {
          Mask grown = Mask.keeping(task.layout(), newly(now, before));
          // RigL's last one has come down to nothing.
          assertTrue(grown.kept() > 0 || state.step() == 29);
          for (int i = 0; i < state.weights().layout().size(); i++) {
            if (now.keeps(i) && !before.keeps(i)) {
              assertEquals(0, state.weights().at(i));
              assertEquals(0, state.moments().get(0).at(i));
            }
          }
          MaskHistory.Move move = masks.moves().get(masks.moves().size() - 1);
          assertEquals(state.step() - 1, move.step());
          assertEquals(grown.kept(), move.grown());
          assertEquals(move.dropped(), move.grown());
        }
        before = now;
      }
    }
  }

  private static IntPredicate newly(Mask now, Mask before) {
    return i -> now.keeps(i) && !before.keeps(i);
  }

  /** Evci et al., §3: a kernel's density goes by (in + out + width + height) / their product. */
  @Test
  void kernelsShareTheDensityBySizes() {
    try (DjlTask task = task(CONV)) {
      Mask mask = job(task, "rigl:90%").mask();
      List<Slot> kernels =
          task.layout().slots().stream().filter(s -> s.shape().size() == 4).toList();
      assertEquals(2, kernels.size());
      double epsilon = 0;
      for (Slot slot : task.layout().slots()) {
        if (slot.role().isPrunable() && mask.kept(slot) < slot.size()) {
          double share = slot.shape().stream().mapToInt(n -> n).sum();
          epsilon = epsilon == 0 ? mask.kept(slot) / share : epsilon;
          assertEquals(epsilon * share, mask.kept(slot), 1.5, slot.name());
        }
      }
      assertTrue(mask.kept(kernels.get(1)) < kernels.get(1).size());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mlp:24;12", CONV})
  void gradualPruningFollowsItsCubic(String model) {
    try (DjlTask task = task(model)) {
      Mask before = Mask.full(task.layout());
      for (Snapshot state : states(task, job(task, "gmp:90%"))) {
        Mask now = state.masks().orElseThrow().mask();
        assertTrue(now.isNestedIn(before));
        long updates = Math.min(4, (state.step() - 1) / 7);
        double left = 1 - updates / 4.0;
        for (Slot slot : task.layout().slots()) {
          double sparsity = slot.role().isPrunable() ? 0.9 * (1 - left * left * left) : 0;
          assertEquals(slot.size() - Math.round(sparsity * slot.size()), now.kept(slot));
        }
        before = now;
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"mlp:24, gmp:80%", "mlp:24, set:90%", "mlp:24, rigl:90%", CONV + ", rigl:90%"})
  void aTrainingContinuedAnywhereEndsTheSame(String model, String rule) {
    try (DjlTask task = task(model);
        DjlTask same = task(model)) {
      Job job = job(task, rule);
      Job sharp =
          new Job(
              job.start(),
              job.mask(),
              job.recipe().withSharpness(Sharpness.parse("sam")),
              0,
              40,
              1,
              job.captures());
      Training whole = task.train(sharp, Progress.NONE);
      for (Snapshot state : states(task, sharp)) {
        Kept from = new Kept(Optional.of(state), false, new ArrayList<>());
        assertEquals(whole, same.train(sharp, from, Progress.NONE), "from step " + state.step());
      }
    }
  }

  @Test
  void aStoreGoesOnWithAMaskAndGivesItBack(@TempDir Path home) {
    try (DjlTask task = DjlTask.of(Digits.load(), "mlp:24")) {
      Job job = job(task, "rigl:90%");
      CachedTrainer trainer = new CachedTrainer(Store.open(home), task, Duration.ofDays(1), false);
      Progress stop =
          new Progress() {
            private long steps;

            @Override
            public void done(long units) {
              steps += units;
              if (steps == 20) {
                Thread.currentThread().interrupt();
              }
            }
          };
      assertThrows(CancellationException.class, () -> trainer.train(job, stop));
      assertTrue(Thread.interrupted());
      Training whole = task.train(job, Progress.NONE);
      assertEquals(whole, trainer.train(job, Progress.NONE));
      assertEquals("continued 1", trainer.saved());
      Training again = trainer.train(job, Progress.NONE);
      assertTrue(again.isReused());
      assertEquals(whole, again);
      assertEquals(4, again.masks().orElseThrow().moves().size());
    }
  }

  /** A mean of weights under several masks would be of none. */
  @Test
  void weightsAreAveragedOnceTheMaskRests() {
    try (DjlTask task = task("mlp:24")) {
      Job job = job(task, "rigl:90%");
      MaskedPoint start = new MaskedPoint(job.start(), job.mask());
      Recipe early = job.recipe().withAverage(WeightAveraging.parse("swa:0.7:1it"));
      String refusal =
          assertThrows(IllegalArgumentException.class, () -> Job.of(start, early, 11, 1))
              .getMessage();
      assertTrue(refusal.startsWith("average must begin after the mask's last move, at step 28"));
      Recipe late = job.recipe().withAverage(WeightAveraging.parse("swa:0.725:1it"));
      Training made = task.train(Job.of(start, late, 11, 1), Progress.NONE);
      made.masks().orElseThrow().mask().requireZeros(made.end());
    }
  }

  @Test
  void rigLGrowsWhereTheGradientIsLargest() {
    try (DjlTask task = DjlTask.of(Digits.load(), "mlp:24")) {
      Mask first = job(task, "rigl:90%").mask();
      int size = task.layout().size();
      float[] weights = new float[size];
      float[] gradient = new float[size];
      for (int i = 0; i < size; i++) {
        weights[i] = first.keeps(i) ? (i % 2 == 0 ? 1 + i : -1 - i) : 0;
        gradient[i] = first.keeps(i) ? 0 : (i % 2 == 0 ? 1 + i : -1 - i);
      }
      Mask next = sparse("rigl:90%").over(40, 10).next(first, 14, weights, gradient, 1);
      for (Slot slot : task.layout().slots()) {
        if (slot.role().isPrunable()) {
          int kept = first.kept(slot);
          // At step 14 of 30: 0.3 / 2 (1 + cos(14 π / 30)).
          int moved = (int) Math.round(0.15 * (1 + Math.cos(Math.PI * 14 / 30)) * kept);
          assertTrue(moved > 0);
          int[] active = indices(slot, first, true);
          int[] idle = indices(slot, first, false);
          for (int i = 0; i < active.length; i++) {
            assertEquals(i >= moved, next.keeps(active[i]));
          }
          for (int i = 0; i < idle.length; i++) {
            assertEquals(i >= idle.length - moved, next.keeps(idle[i]));
          }
        }
      }
    }
  }

  private static int[] indices(Slot slot, Mask mask, boolean kept) {
    return IntStream.range(slot.offset(), slot.end()).filter(i -> mask.keeps(i) == kept).toArray();
  }

  @Test
  void theMaskIsPartOfARecipeOnlyWhereItMoves() {
    Recipe plain = Recipe.defaults();
    assertEquals(plain.toString(), plain.withSparse(SparseTraining.defaults()).toString());
    assertFalse(plain.toString().equals(plain.withSparse(sparse("set:0.9")).toString()));
    assertEquals(MaskRule.parse("rigl:90%"), MaskRule.parse("rigl:0.9"));
    assertEquals(0.07, MaskRule.parse("set:7%").sparsity());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "rigl",
        "rigl:",
        "rigl:0",
        "set:100%",
        "gmp:NaN",
        "none:1",
        "top:9%",
        "set:9%0%"
      })
  void whatIsNoRuleIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> MaskRule.parse(text));
  }

  @Test
  void aMaskMustMoveWithinItsTraining() {
    SparseTraining rigl = sparse("rigl:90%");
    assertThrows(IllegalArgumentException.class, () -> rigl.over(9, 3));
    SparseTraining late = rigl.withSparseEnd(Span.iterations(40));
    assertThrows(IllegalArgumentException.class, () -> late.over(40, 3));
    SparseTraining behind = rigl.withSparseBegin(Span.epochs(10));
    assertThrows(IllegalArgumentException.class, () -> behind.over(40, 3));
    assertThrows(IllegalArgumentException.class, () -> rigl.withSparseEvery(Span.ZERO));
    assertThrows(IllegalArgumentException.class, () -> rigl.withSparseShare(1));
  }
}
