package org.stockpot.data;

import java.util.Objects;
import java.util.function.Function;

/**
 * A data set that can be asked for by name.
 *
 * @param name what the user types
 * @param about one line on it: what, how many, under which licence
 * @param split the split used where the user gives none
 * @param loader reads it with a split
 */
public record DataSource(String name, String about, Split split, Function<Split, Data> loader) {

  /** Checks that nothing is missing. */
  public DataSource {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(about, "about");
    Objects.requireNonNull(split, "split");
    Objects.requireNonNull(loader, "loader");
  }

  /**
   * Reads the data with the usual split.
   *
   * @return the data
   * @throws IllegalArgumentException if the data is no such
   * @throws java.io.UncheckedIOException if a file cannot be read
   */
  public Data load() {
    return load(split);
  }

  /**
   * Reads the data.
   *
   * @param how the split
   * @return the data, which knows the split
   * @throws IllegalArgumentException if the split does not suit the data, or the data is no such
   * @throws java.io.UncheckedIOException if a file cannot be read
   */
  public Data load(Split how) {
    return loader.apply(how).withSplit(how);
  }
}
