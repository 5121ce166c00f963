package org.stockpot.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.stockpot.data.image.Digits;
import org.stockpot.prune.Control;
import org.stockpot.prune.IterativePruning;
import org.stockpot.prune.PruneOptions;
import org.stockpot.prune.PruneResult;
import org.stockpot.prune.Rewind;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Span;
import org.stockpot.testing.ChildJvm;

final class SameBitsTest {

  @Test
  void aRunHasTheSameBitsTwiceHereAndInAnotherJvm() throws IOException, InterruptedException {
    String here = digest();
    assertEquals(here, digest());
    assertEquals(here, ChildJvm.run(ChildJvm.home(), SameBitsTest.class, List.of("-Xmx1g")));
  }

  public static void main(String[] args) {
    System.out.println(digest());
  }

  /** Prunes with rewinding to a step, two seeds and controls; returns all points' digests. */
  private static String digest() {
    try (DjlTask task = DjlTask.of(Digits.load(), "lenet-300-100")) {
      PruneOptions options =
          PruneOptions.defaults()
              .withRounds(2)
              .withRewind(Rewind.parse("7it"))
              .withSeeds(1L, 2L)
              .withControls(Control.RANDOM_MASK, Control.RANDOM_INIT);
      Recipe recipe = Recipe.defaults().withLength(Span.epochs(2));
      PruneResult result =
          IterativePruning.run(task, recipe, options, Optional.empty(), Progress.NONE);
      TreeSet<String> digests = new TreeSet<>();
      result
          .replicates()
          .forEach(
              ladder -> {
                ladder.rounds().forEach(r -> digests.add(r.solution().digest()));
                ladder
                    .controls()
                    .values()
                    .forEach(rounds -> rounds.forEach(r -> digests.add(r.solution().digest())));
              });
      return String.join(" ", digests);
    }
  }
}
