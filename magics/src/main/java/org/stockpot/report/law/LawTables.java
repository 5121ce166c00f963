package org.stockpot.report.law;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.stockpot.law.Constant;
import org.stockpot.law.Deviation;
import org.stockpot.law.Fit;
import org.stockpot.law.LawCheck;
import org.stockpot.report.parts.Columns;
import org.stockpot.report.parts.LawColumns;
import org.stockpot.report.parts.NumberCells;
import org.stockpot.task.Availability;
import org.stockpot.task.replicates.Verdict;
import org.stockpot.text.Numbers;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/** What tables of laws have in common. */
final class LawTables {

  static final double PERCENT = 100;

  /**
   * A fit that is held against places.
   *
   * @param name which places it was fitted to
   * @param fit the fit, or why there is none
   * @param held how many places it is held against
   * @param deviation how far it lies from them
   * @param mu how large the paper found |μ|, at most
   * @param sigma how large it found σ, at most
   */
  record Row(
      String name,
      Availability<Fit> fit,
      int held,
      Optional<Deviation> deviation,
      double mu,
      double sigma) {

    static Row of(String name, LawCheck check, double mu, double sigma) {
      return new Row(name, check.fit(), check.held().size(), check.deviation(), mu, sigma);
    }

    Verdict holds() {
      return deviation.map(d -> d.within(mu, sigma)).orElse(Verdict.UNDECIDED);
    }

    String published() {
      return "|μ| ≤ " + Numbers.percent(mu, 1) + ", σ ≤ " + Numbers.percent(sigma, 1);
    }

    /** Says how far the law lies from what it is held against. */
    String words() {
      return deviation
          .map(
              d ->
                  "μ = "
                      + Numbers.percent(d.mean(), 1)
                      + ", σ = "
                      + Numbers.percent(d.sd(), 1)
                      + " (published "
                      + published()
                      + ": "
                      + holds()
                      + ")")
          .orElse("undecided, " + (fit.reason().isEmpty() ? "no places are left" : fit.reason()));
    }
  }

  private LawTables() {}

  /** Returns one row per fit: how far it lies from what it is held against. */
  static Table checks(String title, List<Row> rows) {
    Table table =
        Table.create(
            title,
            LawColumns.FITTED.texts(),
            LawColumns.PLACES_FITTED.ints(),
            LawColumns.PLACES_HELD.ints(),
            LawColumns.MEAN_DEVIATION.numbers(),
            LawColumns.MEAN_DEVIATION_INTERVAL.numbers(),
            LawColumns.SD_DEVIATION.numbers(),
            LawColumns.SD_DEVIATION_LOW.numbers(),
            LawColumns.SD_DEVIATION_HIGH.numbers(),
            LawColumns.PUBLISHED.texts(),
            LawColumns.HOLDS.texts(),
            Columns.WHY_EMPTY.texts());
    for (Row row : rows) {
      Optional<Deviation> deviation = row.deviation();
      table.stringColumn(0).append(row.name());
      table.intColumn(1).append(row.fit().value().map(Fit::places).orElse(0));
      table.intColumn(2).append(row.held());
      append(table.doubleColumn(3), deviation.map(Deviation::mean));
      append(table.doubleColumn(4), deviation.map(Deviation::halfWidth));
      append(table.doubleColumn(5), deviation.map(Deviation::sd));
      append(table.doubleColumn(6), deviation.map(Deviation::sdLow));
      append(table.doubleColumn(7), deviation.map(Deviation::sdHigh));
      table.stringColumn(8).append(row.published());
      table.stringColumn(9).append(row.holds().toString());
      table.stringColumn(10).append(row.fit().reason());
    }
    return table;
  }

  private static void append(DoubleColumn column, Optional<Double> share) {
    NumberCells.append(column, PERCENT * share.orElse(Double.NaN));
  }

  /** Returns one row per fit and constant. */
  static Table constants(String title, List<Row> rows) {
    Table table =
        Table.create(
            title,
            LawColumns.FITTED.texts(),
            LawColumns.CONSTANT.texts(),
            LawColumns.VALUE.numbers(),
            LawColumns.LOW.numbers(),
            LawColumns.HIGH.numbers(),
            LawColumns.INTERVAL_OVER.texts(),
            LawColumns.DETERMINED.facts());
    for (Row row : rows) {
      row.fit().value().ifPresent(fit -> addConstants(table, row.name(), fit));
    }
    return table;
  }

  private static void addConstants(Table table, String name, Fit fit) {
    fit.constants().forEach(constant -> addConstant(table, name, fit, constant));
  }

  /** Adds a constant of a fit, or one that follows from its constants. */
  static void addConstant(Table table, String name, Fit fit, Constant constant) {
    table.stringColumn(0).append(name);
    table.stringColumn(1).append(constant.name());
    double told = constant.isOpen() ? Double.NaN : 1;
    NumberCells.append(table.doubleColumn(2), told * constant.value());
    NumberCells.append(table.doubleColumn(3), told * constant.low());
    NumberCells.append(table.doubleColumn(4), told * constant.high());
    table.stringColumn(5).append(over(fit));
    table.booleanColumn(6).append(constant.isDetermined());
  }

  static String over(Fit fit) {
    return fit.replicates() > 0
        ? fit.replicates() + " replicates (jackknife)"
        : fit.places() + " places of the fit";
  }

  /** Returns one row per pair of constants. */
  static Table covariance(String title, Availability<Fit> fit) {
    Table table =
        Table.create(
            title,
            LawColumns.COVARIANCE_OF.texts(),
            LawColumns.COVARIANCE_WITH.texts(),
            LawColumns.COVARIANCE.numbers());
    fit.value().ifPresent(f -> addCovariance(table, f));
    return table;
  }

  private static void addCovariance(Table table, Fit fit) {
    List<String> names =
        fit.law().symbols().stream().map(s -> s.positive() ? "ln " + s.name() : s.name()).toList();
    for (int i = 0; i < names.size(); i++) {
      for (int j = 0; j <= i; j++) {
        table.stringColumn(0).append(names.get(i));
        table.stringColumn(1).append(names.get(j));
        NumberCells.append(table.doubleColumn(2), fit.covariance().get(i).get(j));
      }
    }
  }

  /** Returns the constants in words, each with its interval. */
  static String words(Fit fit) {
    return words(fit.constants());
  }

  static String words(List<Constant> constants) {
    List<String> words = constants.stream().filter(c -> !c.isOpen()).map(LawTables::words).toList();
    String open =
        constants.stream()
            .filter(Constant::isOpen)
            .map(Constant::name)
            .collect(Collectors.joining(", "));
    return String.join(", ", words)
        + (open.isEmpty()
            ? ""
            : (words.isEmpty() ? "" : "; ")
                + "not told, as intervals span more than a factor of 1,000: "
                + open);
  }

  private static String words(Constant constant) {
    return String.format(
        "%s = %s (%s to %s)%s",
        constant.name(),
        Numbers.significant(constant.value(), 3),
        Numbers.significant(constant.low(), 3),
        Numbers.significant(constant.high(), 3),
        constant.isDetermined() ? "" : ", whose order of magnitude is open");
  }
}
