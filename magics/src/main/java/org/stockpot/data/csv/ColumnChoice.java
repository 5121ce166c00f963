package org.stockpot.data.csv;

import java.util.Set;
import java.util.function.Predicate;

/**
 * Which columns of a table are read.
 *
 * @param wanted told each name, whether the column is read at all
 * @param texts columns whose cells are texts whatever they look like
 */
public record ColumnChoice(Predicate<String> wanted, Set<String> texts) {

  /** Copies the set. */
  public ColumnChoice {
    texts = Set.copyOf(texts);
  }
}
