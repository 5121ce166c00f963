package org.stockpot.data;

import java.util.Objects;
import org.stockpot.task.option.Help;

/**
 * How the examples of a source are parted. Of n examples, exactly {@code round(validation * n)} are
 * for validation and {@code round(test * n)} for test; the rest is for training. The choice is
 * random, balanced over the classes, and depends on the seed and the labels alone: it is the same
 * on each machine and Java version. Every class is in every part.
 *
 * <p>A source with a test set of its own needs {@code test = 0}; any other needs {@code test > 0}.
 *
 * @param validation share of the examples for validation, in (0, 1)
 * @param test share of the examples for test, in [0, 1)
 * @param seed seed of the choice
 * @param rare what becomes of classes that are too rare to be in each part
 */
public record Split(
    @Help("share of the examples held out for validation, in (0, 1)") double validation,
    @Help("share held out for test, in (0, 1), or 0 where the data has a test set of its own")
        double test,
    @Help("seed of the split") long seed,
    @Help(
            "classes too rare for every part: refuse, or train to have their examples in training"
                + " alone")
        Rare rare) {

  /** What becomes of classes with fewer examples than there are parts. */
  public enum Rare {
    /** They are an error. */
    REFUSE,
    /** All their examples are for training, so that nothing measures them. */
    TRAIN
  }

  /**
   * Checks the components.
   *
   * @throws IllegalArgumentException if a share is out of range or nothing is left for training
   */
  public Split {
    if (!(validation > 0 && validation < 1)) {
      throw new IllegalArgumentException("validation must lie in (0, 1), got " + validation);
    }
    if (!(test >= 0 && test < 1)) {
      throw new IllegalArgumentException("test must lie in [0, 1), got " + test);
    }
    if (validation + test >= 1) {
      throw new IllegalArgumentException(
          "validation and test must leave something for training, got "
              + validation
              + " and "
              + test);
    }
    Objects.requireNonNull(rare, "rare");
  }

  /**
   * Returns a split that refuses classes too rare to be in each part.
   *
   * @param validation share of the examples for validation, in (0, 1)
   * @param test share of the examples for test, in [0, 1)
   * @param seed seed of the choice
   * @throws IllegalArgumentException if a share is out of range or nothing is left for training
   */
  public Split(double validation, double test, long seed) {
    this(validation, test, seed, Rare.REFUSE);
  }

  /**
   * Returns the split of sources that have no test set and no custom of their own: 15 % validation,
   * 20 % test, seed 0.
   *
   * @return the default split
   */
  public static Split defaults() {
    return new Split(0.15, 0.2, 0);
  }

  /**
   * Returns the default split of a source that has a test part of its own, or has none.
   *
   * @param hasTest whether it has one
   * @return {@link #defaults}, without test if the source has its own
   */
  public static Split of(boolean hasTest) {
    return hasTest ? defaults().withTest(0) : defaults();
  }

  /**
   * Returns this split with another share for validation.
   *
   * @param share in (0, 1)
   * @return the changed split
   */
  public Split withValidation(double share) {
    return new Split(share, test, seed, rare);
  }

  /**
   * Returns this split with another share for test.
   *
   * @param share in [0, 1)
   * @return the changed split
   */
  public Split withTest(double share) {
    return new Split(validation, share, seed, rare);
  }

  /**
   * Returns this split with another seed.
   *
   * @param value the seed
   * @return the changed split
   */
  public Split withSeed(long value) {
    return new Split(validation, test, value, rare);
  }

  /**
   * Returns this split with another rule for rare classes.
   *
   * @param value what becomes of them
   * @return the changed split
   */
  public Split withRare(Rare value) {
    return new Split(validation, test, seed, value);
  }
}
