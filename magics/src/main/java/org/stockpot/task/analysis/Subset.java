package org.stockpot.task.analysis;

import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.stockpot.task.Part;
import org.stockpot.task.Seeds;

/**
 * Which examples of a task something is computed on: all of a part, or some of it, chosen without
 * replacement by a seed and taken in the order of the data.
 *
 * <p>Example: {@code Subset.of(Part.TRAINING, 2000)}.
 *
 * @param part the part
 * @param most how many examples; empty for all, as are more than there are
 * @param seed of the choice
 * @param shuffle the seed by which labels or targets change places among the chosen examples, as a
 *     control; empty if each has its own
 */
public record Subset(Part part, OptionalInt most, long seed, OptionalLong shuffle) {

  /**
   * Checks the components.
   *
   * @throws IllegalArgumentException if there shall be fewer than one example
   */
  public Subset {
    if (most.isPresent() && most.getAsInt() < 1) {
      throw new IllegalArgumentException("examples must be at least 1, got " + most.getAsInt());
    }
  }

  /**
   * Returns all examples of a part.
   *
   * @param part the part
   * @return all of it, with its own labels
   */
  public static Subset all(Part part) {
    return new Subset(part, OptionalInt.empty(), 0, OptionalLong.empty());
  }

  /**
   * Returns some examples of a part, the same each time.
   *
   * @param part the part
   * @param most how many
   * @return a choice by seed 0, with its own labels
   * @throws IllegalArgumentException if there shall be fewer than one
   */
  public static Subset of(Part part, int most) {
    return new Subset(part, OptionalInt.of(most), 0, OptionalLong.empty());
  }

  /**
   * Returns the same examples with shuffled labels or targets.
   *
   * @param order the seed of their order
   * @return the control
   */
  public Subset shuffledBy(long order) {
    return new Subset(part, most, seed, OptionalLong.of(order));
  }

  /**
   * Returns whether these are the examples of the whole part as they are.
   *
   * @return true if nothing is left out or shuffled, whatever the part's size
   */
  public boolean isAll() {
    return most.isEmpty() && shuffle.isEmpty();
  }

  /**
   * Returns which examples these are.
   *
   * @param count how many the part has
   * @return their places in the part, from 0, ascending
   */
  public int[] rows(int count) {
    int chosen = Math.min(most.orElse(count), count);
    if (chosen == count) {
      return IntStream.range(0, count).toArray();
    }
    int[] rows = Arrays.copyOf(Seeds.permutation(count, seed), chosen);
    Arrays.sort(rows);
    return rows;
  }

  /**
   * Returns whose label each of these examples has.
   *
   * @param count how many examples these are
   * @return for each the place of one of them, from 0; itself unless they are shuffled
   */
  public int[] labels(int count) {
    return shuffle.isPresent()
        ? Seeds.permutation(count, shuffle.getAsLong())
        : IntStream.range(0, count).toArray();
  }

  /** Returns words such as {@code training, 2000 examples by seed 0, shuffled labels}. */
  @Override
  public String toString() {
    String name = part.name().toLowerCase(Locale.ROOT);
    String chosen = most.isPresent() ? ", " + most.getAsInt() + " examples by seed " + seed : "";
    String labels = shuffle.isPresent() ? ", labels shuffled by " + shuffle.getAsLong() : "";
    return name + chosen + labels;
  }
}
