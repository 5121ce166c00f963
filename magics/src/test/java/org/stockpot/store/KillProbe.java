package org.stockpot.store;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.stockpot.data.image.Digits;
import org.stockpot.djl.DjlTask;
import org.stockpot.prune.IterativePruning;
import org.stockpot.prune.PruneOptions;
import org.stockpot.prune.PruneResult;
import org.stockpot.prune.Rewind;
import org.stockpot.prune.Round;
import org.stockpot.soup.Finetune;
import org.stockpot.soup.FinetuneResult;
import org.stockpot.soup.Ingredient;
import org.stockpot.soup.SoupOptions;
import org.stockpot.soup.SoupRecipe;
import org.stockpot.soup.SoupResult;
import org.stockpot.soup.Soups;
import org.stockpot.soup.Variation;
import org.stockpot.task.Profile;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Span;
import org.stockpot.task.Statistics;
import org.stockpot.weights.Digests;
import org.stockpot.weights.Line;
import org.stockpot.weights.MaskedPoint;

/**
 * Prunes, fine-tunes the ticket and cooks a soup and walks a line over a store, in a JVM of its own
 * that may be killed. Prints {@code go} when the store is opened, and in the end a digest of every
 * bit that came out, and how many trainings and scores it made. With a second argument it stops
 * inside a training that has kept its state, prints {@code inside}, and waits to be killed.
 */
final class KillProbe {

  private KillProbe() {}

  public static void main(String[] args) {
    try (DjlTask task = DjlTask.of(Digits.load(), "mlp:24")) {
      System.out.println("go");
      Store store = Store.open(Path.of(args[0]));
      StoredTask stored = new StoredTask(store, task, Duration.ZERO, false);
      System.out.println(work(stored, args.length > 1 ? stopping() : Progress.NONE));
      stored.made().forEach(System.out::println);
      store.keep(
          new Run(
              "probe",
              "%probe",
              task.name(),
              new TreeMap<>(task.identity()),
              Map.of(),
              stored.trainings(),
              stored.scores(),
              "done",
              0,
              "2026-01-01T00:00:00Z",
              "a\n1\n"));
    }
  }

  private static Progress stopping() {
    ThreadLocal<Integer> steps = ThreadLocal.withInitial(() -> 0);
    return new Progress() {
      @Override
      public void watch(String name, double value) {
        steps.set(steps.get() + (name.equals("loss") ? 1 : 0));
        if (steps.get() == 2) {
          System.out.println("inside");
        }
        while (steps.get() == 2) {
          LockSupport.park();
        }
      }
    };
  }

  private static String work(StoredTask task, Progress progress) {
    Recipe recipe = Recipe.defaults().withLength(Span.iterations(24));
    PruneOptions options =
        PruneOptions.defaults().withRounds(3).withRewind(Rewind.parse("5it")).withSeeds(1L, 2L);
    PruneResult imp = IterativePruning.run(task, recipe, options, Optional.empty(), progress);
    List<Variation> variations = new ArrayList<>();
    for (long seed = 1; seed <= 3; seed++) {
      variations.add(new Variation(recipe.withLength(Span.iterations(12)), seed));
    }
    FinetuneResult tuned =
        Finetune.of(
            new MaskedPoint(imp.solution(2), imp.round(2).mask()),
            variations,
            task,
            List.of(),
            new HashMap<>(),
            Progress.NONE);
    List<Ingredient> ingredients = new ArrayList<>();
    tuned
        .tuned()
        .forEach(
            t -> ingredients.add(new Ingredient("" + t.variation().seed(), t.training().end())));
    SoupResult soup =
        Soups.of(SoupRecipe.GREEDY, ingredients, task, SoupOptions.defaults(), Progress.NONE);
    List<String> bits = new ArrayList<>();
    imp.replicates().forEach(ladder -> ladder.rounds().forEach(round -> bits.add(bits(round))));
    tuned.tuned().forEach(t -> bits.add(t.training().end().digest() + t.training().history()));
    bits.add(soup.soup().digest() + soup.rows());
    Line line = new Line(imp.solution(1), imp.solution(2));
    bits.add("" + Profile.of(line, Statistics.CARRY, task, task.test(), 5));
    return Digests.of(bits.toArray(String[]::new));
  }

  private static String bits(Round round) {
    return round.start().digest()
        + round.solution().digest()
        + round.mask().digest()
        + round.history()
        + round.validation()
        + round.test();
  }
}
