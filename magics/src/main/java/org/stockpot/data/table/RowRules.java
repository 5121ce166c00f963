package org.stockpot.data.table;

import org.stockpot.task.option.Help;

/**
 * What holds rows of a table together in one part.
 *
 * @param group a column whose equal values are held together, such as one of patients; blank for
 *     none
 * @param time a column by which the latest rows are for test, and those before for validation;
 *     blank for none
 * @param distinct whether rows of the same inputs are held together
 */
public record RowRules(
    @Help("for tables: rows of one value in this column, such as a patient, stay in one part")
        String group,
    @Help("for tables: the latest rows by this column are for test, those before for validation")
        String time,
    @Help("for tables: rows with the same inputs stay in one part") boolean distinct) {

  /**
   * Checks that one rule parts the rows.
   *
   * @throws IllegalArgumentException if time is given beside another rule
   */
  public RowRules {
    if (!time.isBlank() && (distinct || !group.isBlank())) {
      throw new IllegalArgumentException(
          "time must be the only rule that parts rows, got "
              + (distinct ? "distinct" : "group")
              + " as well");
    }
  }

  /**
   * Returns the rules that hold nothing together.
   *
   * @return the default
   */
  public static RowRules defaults() {
    return new RowRules("", "", false);
  }

  /**
   * Returns these rules with a column of groups.
   *
   * @param column its name
   * @return the changed rules
   */
  public RowRules withGroup(String column) {
    return new RowRules(column, time, distinct);
  }

  /**
   * Returns these rules with a column of times.
   *
   * @param column its name
   * @return the changed rules
   */
  public RowRules withTime(String column) {
    return new RowRules(group, column, distinct);
  }

  /**
   * Returns these rules with copies held together or not.
   *
   * @param together whether they are
   * @return the changed rules
   */
  public RowRules withDistinct(boolean together) {
    return new RowRules(group, time, together);
  }
}
