package org.stockpot.data.split;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;

/** Rows that belong together, by several reasons at once: sets joined where they share a row. */
public final class RowGroups {

  private final int[] parents;

  /**
   * Begins with each row on its own.
   *
   * @param rows how many
   */
  public RowGroups(int rows) {
    parents = new int[rows];
    Arrays.setAll(parents, row -> row);
  }

  /**
   * Joins all rows for which a key is the same.
   *
   * @param key gives the key of a row; equal keys join
   */
  public void join(IntFunction<Object> key) {
    Map<Object, Integer> first = new HashMap<>();
    for (int row = 0; row < parents.length; row++) {
      Integer before = first.putIfAbsent(key.apply(row), row);
      if (before != null) {
        parents[root(row)] = root(before);
      }
    }
  }

  private int root(int row) {
    int root = row;
    while (parents[root] != root) {
      parents[root] = parents[parents[root]];
      root = parents[root];
    }
    return root;
  }

  /**
   * Returns a number for each row that is that of its group.
   *
   * @return one number for each row
   */
  public int[] numbers() {
    int[] numbers = new int[parents.length];
    Arrays.setAll(numbers, this::root);
    return numbers;
  }
}
