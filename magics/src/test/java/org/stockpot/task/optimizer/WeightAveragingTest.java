package org.stockpot.task.optimizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stockpot.task.Recipe;
import org.stockpot.task.Schedule;
import org.stockpot.task.Span;

final class WeightAveragingTest {

  /** Izmailov et al., §3.1, with i counted from 1: α(i) = (1 - t) α₁ + t α₂. */
  @Test
  void ratesFallFromTheFirstToTheSecondInEachCycle() {
    Recipe recipe =
        Recipe.defaults()
            .withLr(0.3)
            .withSchedule(Schedule.of(Schedule.Shape.COSINE))
            .withLength(Span.epochs(4));
    Recipe cyclical = recipe.withAverage(WeightAveraging.parse("swa:50%:5it:0.1:0.02"));
    Recipe constant = recipe.withAverage(WeightAveraging.parse("swa:50%:5it:0.1"));
    Recipe scheduled = recipe.withAverage(WeightAveraging.parse("swa:50%:5it"));
    for (int step = 0; step < 40; step++) {
      double before = recipe.rate(step, 10);
      int i = step - 20 + 1;
      double t = ((i - 1) % 5 + 1) / 5.0;
      boolean averages = step >= 20;
      assertEquals(averages ? (1 - t) * 0.1 + t * 0.02 : before, cyclical.rate(step, 10), 1e-15);
      assertEquals(averages ? 0.1 : before, constant.rate(step, 10), 1e-15);
      assertEquals(before, scheduled.rate(step, 10));
    }
    assertEquals(0.02, cyclical.lastRate(10), 1e-15);
    assertEquals(recipe.peakRate(10), cyclical.peakRate(10));
  }

  @ParameterizedTest
  @CsvSource({
    "swa, 0, 40, 30 40",
    "swa:0%:1ep, 0, 40, 0 10 20 30 40",
    "swa:0.5:15it, 0, 40, 20 35",
    "swa:0.5:3it, 31, 40, 32 35 38",
    "swa:29%:1ep, 0, 40, 12 22 32",
    "swa:0.9:1ep, 0, 40, 36"
  })
  void positionsAreTheEndsOfCycles(String text, long first, long total, String wanted) {
    WeightAveraging average = WeightAveraging.parse(text);
    long[] taken =
        LongStream.rangeClosed(first, total).filter(s -> average.takes(s, total, 10)).toArray();
    assertEquals(wanted, String.join(" ", LongStream.of(taken).mapToObj(s -> "" + s).toList()));
    assertEquals(taken.length, average.count(first, total, total, 10));
    if (taken.length < 2) {
      assertThrows(IllegalArgumentException.class, () -> average.requireFits(first, total, 10));
    } else {
      average.requireFits(first, total, 10);
    }
  }

  @Test
  void textsAreReadAsTheyAreWritten() {
    for (String text :
        new String[] {"none", "swa:0.75:1ep", "swa:0.5:10it:0.1:0.1", "swa:0.0:1ep:0.1:0.01"}) {
      assertEquals(text, WeightAveraging.parse(text).toString());
    }
    assertEquals(WeightAveraging.parse("swa:75%:1ep"), WeightAveraging.parse("swa"));
    assertEquals(WeightAveraging.parse("swa:0.5:1ep"), WeightAveraging.parse("swa:50%"));
    assertFalse(WeightAveraging.NONE.isUsed());
    assertThrows(IllegalArgumentException.class, () -> new WeightAveraging(0.5, Span.ZERO, 0, 0));
    assertThrows(
        IllegalArgumentException.class, () -> new WeightAveraging(1, Span.epochs(1), 0, 0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "swa:",
        "swa:100%",
        "swa:-1",
        "swa:NaN",
        "swa:0.5:0it",
        "swa:0.5:1",
        "swa:0.5:1ep:0",
        "swa:0.5:1ep:-1",
        "swa:0.5:1ep:0.1:0.2",
        "swa:0.5:1ep:0.1:0",
        "swa:0.5:1ep:Infinity",
        "swa:0.5:1ep:0.1:0.1:1",
        "ema:0.9",
        "none:1"
      })
  void whatIsNoneIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> WeightAveraging.parse(text));
  }
}
