package org.stockpot.data;

import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How the examples of a source become three parts, if it comes with some of its own.
 *
 * <p>With validation and test of its own, nothing is drawn. With one of them, that is the test
 * part, and validation is drawn from training. With none, both are drawn.
 */
final class PartPlan {

  private final int[] training;
  private final Optional<Draw> draw;
  private final String note;

  private PartPlan(int[] training, Optional<Draw> draw, String note) {
    this.training = training;
    this.draw = draw;
    this.note = note;
  }

  /**
   * Makes the plan.
   *
   * @param strata what draws from the training examples balance over
   * @param validation whether the source has validation examples of its own
   * @param test whether it has test examples of its own
   * @param split how to draw
   * @throws IllegalArgumentException if the split does not suit what is to be drawn
   */
  static PartPlan of(int[] strata, boolean validation, boolean test, Split split) {
    if (validation && test) {
      int[] all = IntStream.range(0, strata.length).toArray();
      return new PartPlan(
          all, Optional.empty(), "validation and test examples are the source's own");
    }
    boolean own = validation || test;
    Draw draw = own ? Draw.besideTest(strata, split) : Draw.of(strata, split);
    return new PartPlan(
        draw.training(),
        Optional.of(draw),
        validation ? "the source's own validation examples are the test part" : "");
  }

  /** Returns which of the source's training examples are for training. */
  int[] training() {
    return training;
  }

  /** Returns the parts. */
  Parts parts(Examples all, Optional<Examples> validation, Optional<Examples> test) {
    if (draw.isEmpty()) {
      return new Parts(all, validation.orElseThrow(), test.orElseThrow());
    }
    return new Parts(
        all.subset(training),
        all.subset(draw.get().validation()),
        test.or(() -> validation).orElseGet(() -> all.subset(draw.get().test())));
  }

  /** Returns a card with a note on what is the source's own. */
  Card noted(Card card) {
    return note.isEmpty() ? card : card.withNote(note);
  }
}
