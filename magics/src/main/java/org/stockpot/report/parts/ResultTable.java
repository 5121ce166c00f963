package org.stockpot.report.parts;

import tech.tablesaw.api.Table;

/**
 * One of the tables of a result.
 *
 * @param name which it is, in a word
 * @param java the Java expression that makes it of {@code RESULT}
 * @param table the table
 */
public record ResultTable(String name, String java, Table table) {

  /** The name of a table that is no result's, but the user's own. */
  public static final String OWN = "table";

  /** Where a Java expression has the result. */
  public static final String RESULT = "RESULT";

  /**
   * Returns a table that a method makes of the result alone.
   *
   * @param name which it is, in a word
   * @param method such as {@code TrainReport.table}
   * @param table the table
   * @return the named table
   */
  public static ResultTable of(String name, String method, Table table) {
    return new ResultTable(name, method + "(" + RESULT + ")", table);
  }
}
