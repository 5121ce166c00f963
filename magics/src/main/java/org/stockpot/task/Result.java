package org.stockpot.task;

import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;

/**
 * What an algorithm made, seen as its magic shows it. The views themselves are made elsewhere
 * ({@link Views}); the core knows no more of them than their types.
 */
public interface Result {

  /**
   * Returns the table that says most.
   *
   * @return the first of those that {@code %save} knows
   * @throws IllegalArgumentException if this result has no table
   */
  default Table table() {
    return table("");
  }

  /**
   * Returns one of the tables.
   *
   * @param name its name, as after {@code %save --table}; empty for the first
   * @return the table
   * @throws IllegalArgumentException if there is no such table, with the names that there are
   */
  default Table table(String name) {
    return Views.installed().table(this, name);
  }

  /**
   * Returns the chart that says most.
   *
   * @return the first of those that {@code %save} knows
   * @throws IllegalArgumentException if this result has no chart
   */
  default Figure chart() {
    return chart("");
  }

  /**
   * Returns one of the charts.
   *
   * @param name its name, as after {@code %save --chart}; empty for the first
   * @return the chart
   * @throws IllegalArgumentException if there is no such chart, with the names that there are
   */
  default Figure chart(String name) {
    return Views.installed().chart(this, name);
  }
}
