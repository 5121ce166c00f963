package org.stockpot.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is to be known about a data set beside its numbers.
 *
 * @param name a short name for echo and tables, such as {@code mnist-10k}
 * @param shape the dimensions of one example, outermost first, such as [1, 28, 28] or [13]
 * @param features the names of a table's features, one per input; empty for images and arrays
 * @param source where it is from, and under which licence
 * @param notes what was done to it, one sentence each
 * @param understanding what its reader understood, if it says so
 * @param split how its examples were parted, if a {@link DataSource} did that
 * @param preprocessing how the source's values became inputs; empty where they are taken as they
 *     are
 */
public record DatasetInfo(
    String name,
    List<Integer> shape,
    List<String> features,
    String source,
    List<String> notes,
    Optional<Understanding> understanding,
    Optional<Split> split,
    Optional<Preprocessing> preprocessing) {

  /**
   * Checks the components.
   *
   * @throws IllegalArgumentException if the name is blank, the shape empty, a dimension below 1,
   *     the example too large for an array, or there are features but not one per input
   */
  public DatasetInfo {
    shape = List.copyOf(shape);
    features = List.copyOf(features);
    notes = List.copyOf(notes);
    if (name.isBlank()) {
      throw new IllegalArgumentException("data must have a name, got a blank one");
    }
    if (shape.isEmpty() || shape.stream().anyMatch(d -> d < 1)) {
      throw new IllegalArgumentException(
          "the dimensions of an example must be at least 1, got " + shape);
    }
    long size = shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
    if (size > Integer.MAX_VALUE || !(features.isEmpty() || features.size() == size)) {
      throw new IllegalArgumentException(
          "features must be one per input, got " + features.size() + " names for " + shape);
    }
  }

  /**
   * Returns the info of data without features or notes.
   *
   * @param name a short name
   * @param source where it is from, and under which licence
   * @param shape the dimensions of one example
   * @return the info
   */
  public static DatasetInfo of(String name, String source, List<Integer> shape) {
    return new DatasetInfo(
        name,
        shape,
        List.of(),
        source,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /**
   * Returns the number of inputs of one example.
   *
   * @return the product of the dimensions
   */
  public int size() {
    return shape.stream().reduce(1, (a, b) -> a * b);
  }

  /**
   * Returns this info with names for the inputs.
   *
   * @param names one per input
   * @return the changed info
   */
  public DatasetInfo withFeatures(List<String> names) {
    return new DatasetInfo(name, shape, names, source, notes, understanding, split, preprocessing);
  }

  /**
   * Returns this info under another name.
   *
   * @param other a short name
   * @return the changed info
   */
  public DatasetInfo withName(String other) {
    return new DatasetInfo(
        other, shape, features, source, notes, understanding, split, preprocessing);
  }

  /**
   * Returns this info with one more note.
   *
   * @param note a sentence
   * @return the changed info
   */
  public DatasetInfo withNote(String note) {
    List<String> more = new ArrayList<>(notes);
    more.add(note);
    return new DatasetInfo(
        name, shape, features, source, more, understanding, split, preprocessing);
  }

  /**
   * Returns this info with what a reader understood.
   *
   * @param understood form, columns and warnings
   * @return the changed info
   */
  public DatasetInfo withUnderstanding(Understanding understood) {
    return new DatasetInfo(
        name, shape, features, source, notes, Optional.of(understood), split, preprocessing);
  }

  /**
   * Returns this info with how the examples were parted.
   *
   * @param how the split
   * @return the changed info
   */
  public DatasetInfo withSplit(Split how) {
    return new DatasetInfo(
        name, shape, features, source, notes, understanding, Optional.of(how), preprocessing);
  }

  /**
   * Returns this info with how the source's values became inputs.
   *
   * @param done what was done, in numbers
   * @return the changed info
   */
  public DatasetInfo withPreprocessing(Preprocessing done) {
    return new DatasetInfo(
        name, shape, features, source, notes, understanding, split, Optional.of(done));
  }
}
