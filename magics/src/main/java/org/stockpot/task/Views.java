package org.stockpot.task;

import java.util.ServiceLoader;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;

/** Who makes tables and charts of results: a service, as the core makes none. */
public interface Views {

  /**
   * Returns a table of a result.
   *
   * @param result the result
   * @param name which table; empty for the first
   * @return the table
   * @throws IllegalArgumentException if there is no such table
   */
  Table table(Object result, String name);

  /**
   * Returns a chart of a result.
   *
   * @param result the result
   * @param name which chart; empty for the first
   * @return the chart
   * @throws IllegalArgumentException if there is no such chart
   */
  Figure chart(Object result, String name);

  /**
   * Returns what lies between successive networks of a result.
   *
   * @param result a result that has such networks
   * @param task what scores points
   * @return the barriers
   * @throws IllegalArgumentException if it has none
   */
  Object barrier(Object result, Task task);

  /**
   * Returns the views that are on the class path.
   *
   * @return the first that is found
   * @throws IllegalStateException if there are none
   */
  static Views installed() {
    return ServiceLoader.load(Views.class, Views.class.getClassLoader())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no views of results are on the class path"));
  }
}
