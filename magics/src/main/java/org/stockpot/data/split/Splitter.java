package org.stockpot.data.split;

import java.util.Optional;
import java.util.stream.IntStream;
import org.stockpot.data.DatasetInfo;
import org.stockpot.data.Examples;
import org.stockpot.data.Parts;
import org.stockpot.data.Split;

/**
 * How the examples of a source become three parts, if it comes with some of its own.
 *
 * <p>With validation and test of its own, nothing is drawn. With one of them, that is the test
 * part, and validation is drawn from training. With none, both are drawn.
 */
public final class Splitter {

  private final int[] training;
  private final Optional<SplitIndices> draw;
  private final String note;

  private Splitter(int[] training, Optional<SplitIndices> draw, String note) {
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
   * @return the plan
   * @throws IllegalArgumentException if the split does not suit what is to be drawn
   */
  public static Splitter of(int[] strata, boolean validation, boolean test, Split split) {
    if (validation && test) {
      int[] all = IntStream.range(0, strata.length).toArray();
      return new Splitter(
          all, Optional.empty(), "validation and test examples are the source's own");
    }
    boolean own = validation || test;
    SplitIndices draw =
        own ? SplitIndices.besideTest(strata, split) : SplitIndices.of(strata, split);
    return new Splitter(
        draw.training(),
        Optional.of(draw),
        validation ? "the source's own validation examples are the test part" : "");
  }

  /**
   * Parts the examples of a source that has no test set.
   *
   * @param all all its examples
   * @param split how
   * @return the parts, each in random order
   * @throws IllegalArgumentException if the split is without test, or leaves a part or a class
   *     without examples
   */
  public static Parts split(Examples all, Split split) {
    return of(strata(all), false, false, split).parts(all, Optional.empty(), Optional.empty());
  }

  /**
   * Parts the examples of a source that has a test set of its own.
   *
   * @param training its training examples, from which those for validation are taken
   * @param test its test examples, which stay as they are
   * @param split how, with a test share of 0
   * @return the parts, training and validation in random order
   * @throws IllegalArgumentException if the split is with test, or leaves a part or a class without
   *     examples
   */
  public static Parts split(Examples training, Examples test, Split split) {
    return of(strata(training), false, true, split)
        .parts(training, Optional.empty(), Optional.of(test));
  }

  private static int[] strata(Examples examples) {
    return examples.isLabelled() ? examples.labels() : new int[examples.count()];
  }

  /**
   * Returns which of the source's training examples are for training.
   *
   * @return their places
   */
  public int[] training() {
    return training;
  }

  /**
   * Returns the parts.
   *
   * @param all the source's training examples
   * @param validation its own validation examples, if it has some
   * @param test its own test examples, if it has some
   * @return the three parts
   */
  public Parts parts(Examples all, Optional<Examples> validation, Optional<Examples> test) {
    if (draw.isEmpty()) {
      return new Parts(all, validation.orElseThrow(), test.orElseThrow());
    }
    return new Parts(
        all.subset(training),
        all.subset(draw.get().validation()),
        test.or(() -> validation).orElseGet(() -> all.subset(draw.get().test())));
  }

  /**
   * Returns a info with a note on what is the source's own.
   *
   * @param info what is known of the data
   * @return the same with the note
   */
  public DatasetInfo noted(DatasetInfo info) {
    return note.isEmpty() ? info : info.withNote(note);
  }
}
