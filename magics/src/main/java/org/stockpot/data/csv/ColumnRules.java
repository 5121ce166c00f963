package org.stockpot.data.csv;

import java.util.List;
import java.util.Objects;
import org.stockpot.task.option.Help;

/**
 * What becomes of columns that cannot be inputs as they are.
 *
 * @param missing what becomes of missing and infinite cells
 * @param dates what becomes of dates
 * @param drop columns to leave out
 * @param keep columns to use although they look like numbers of rows or names of examples
 */
public record ColumnRules(
    @Help(
            "for tables: missing and infinite cells: refuse, drop their rows, mean of the training"
                + " rows, or indicator: the mean and one more input that says so")
        Missing missing,
    @Help("for tables: dates: refuse, days since 1970, or days with day-first or month-first")
        Dates dates,
    @Help("for tables: columns to leave out") List<String> drop,
    @Help("for tables: columns to use although they look like row numbers or identifiers")
        List<String> keep) {

  /** What becomes of missing and infinite cells. */
  public enum Missing {
    /** They are an error. */
    REFUSE,
    /** Their rows are left out. */
    DROP,
    /** They become the mean of the training rows: of categories, the share of each. */
    MEAN,
    /** As the mean, beside one more input that is 1 where a value is missing. */
    INDICATOR
  }

  /** What becomes of dates. */
  public enum Dates {
    /** They are an error. */
    REFUSE,
    /** Days since 1970, where the cells tell day from month. */
    DAYS,
    /** Days since 1970; 3/4/2024 is in April. */
    DAY_FIRST,
    /** Days since 1970; 3/4/2024 is in March. */
    MONTH_FIRST
  }

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if a column is both to leave out and to use
   */
  public ColumnRules {
    Objects.requireNonNull(missing, "missing");
    Objects.requireNonNull(dates, "dates");
    drop = List.copyOf(drop);
    keep = List.copyOf(keep);
    for (String column : keep) {
      if (drop.contains(column)) {
        throw new IllegalArgumentException("drop and keep must differ, got " + column + " in both");
      }
    }
  }

  /**
   * Returns the rules that refuse and leave out nothing.
   *
   * @return the default
   */
  public static ColumnRules defaults() {
    return new ColumnRules(Missing.REFUSE, Dates.REFUSE, List.of(), List.of());
  }

  /**
   * Returns these rules with another for missing cells.
   *
   * @param value what becomes of them
   * @return the changed rules
   */
  public ColumnRules withMissing(Missing value) {
    return new ColumnRules(value, dates, drop, keep);
  }

  /**
   * Returns these rules with another for dates.
   *
   * @param value what becomes of them
   * @return the changed rules
   */
  public ColumnRules withDates(Dates value) {
    return new ColumnRules(missing, value, drop, keep);
  }

  /**
   * Returns these rules with other columns to leave out.
   *
   * @param columns their names
   * @return the changed rules
   */
  public ColumnRules withDrop(String... columns) {
    return new ColumnRules(missing, dates, List.of(columns), keep);
  }

  /**
   * Returns these rules with other columns to use.
   *
   * @param columns their names
   * @return the changed rules
   */
  public ColumnRules withKeep(String... columns) {
    return new ColumnRules(missing, dates, drop, List.of(columns));
  }
}
