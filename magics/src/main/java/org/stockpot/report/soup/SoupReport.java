package org.stockpot.report.soup;

import java.util.ArrayList;
import java.util.List;
import org.stockpot.display.Display;
import org.stockpot.display.Tables;
import org.stockpot.report.parts.RepairWords;
import org.stockpot.report.parts.ResultReport;
import org.stockpot.soup.SoupComparison;
import org.stockpot.soup.SoupDifference;
import org.stockpot.soup.SoupResult;
import org.stockpot.soup.Soups;
import org.stockpot.soup.WeightedResult;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;

/** Soups as tables and charts. */
public final class SoupReport {

  /** The table and the paper of averages by given weights. */
  public static final ResultReport<WeightedResult> WEIGHTED =
      ResultReport.of(WeightedResult.class)
          .table("scores", "SoupReport.table", SoupReport::table)
          .papers(
              (result, papers) -> {
                papers.add("wortsman2022soups", "weighted averages of networks");
                RepairWords.cite(result.options().recalibrate(), papers);
              });

  private SoupReport() {}

  /**
   * Returns one row per soup and baseline: how many networks it is made of, and its scores on
   * validation, test and shifted test examples with the standard error of the test set.
   *
   * @param comparison soups
   * @return the table; accuracies are in per cent, standard errors in points
   */
  public static Table table(SoupComparison comparison) {
    return SoupTables.comparison(comparison);
  }

  /**
   * Returns one row per soup, baseline and test set: their difference, paired by example and inside
   * each repeat, with its interval and whether the soup is better.
   *
   * @param repeats one or more comparisons, as {@link Soups#paired} takes them, such as one for
   *     each start
   * @return the table; accuracies are in per cent, their differences in points
   */
  public static Table differences(List<SoupComparison> repeats) {
    String name = "Soups against single networks and ensembles: " + repeats.get(0).task();
    return SoupTables.differences(name, Soups.paired(repeats));
  }

  /**
   * Returns one row per trial, in order: what was tried, the validation score of the candidate, its
   * difference to the soup before, and whether it became the soup and why. With a gate also the
   * height of the path by which it decided, whether it refused or not.
   *
   * @param result a soup
   * @return the table; accuracies are in per cent, their differences and barriers in points
   */
  public static Table ledger(SoupResult result) {
    return SoupTables.ledger(result);
  }

  /**
   * Shows a soup: its scores beside its baselines, the differences to them, sentences on what they
   * mean, and the ledger.
   *
   * @param result a soup
   * @return the display
   */
  public static Display display(SoupResult result) {
    return display(SoupComparison.of(result));
  }

  /**
   * Shows soups by several recipes: their scores, the differences to their baselines, sentences on
   * what they mean, and the ledgers.
   *
   * @param comparison soups
   * @return the display
   */
  public static Display display(SoupComparison comparison) {
    List<SoupComparison> one = List.of(comparison);
    List<SoupDifference> differences = Soups.paired(one);
    List<Display> parts = new ArrayList<>();
    parts.add(Tables.display(table(comparison)));
    parts.add(Tables.display(differences(one)));
    for (SoupResult soup : comparison.soups()) {
      List<SoupDifference> own =
          differences.stream().filter(d -> d.recipe() == soup.recipe()).toList();
      parts.add(Display.text(SoupWords.outcome(soup, own)));
      OriginWords.mask(soup.origin()).map(Display::text).ifPresent(parts::add);
    }
    SoupResult first = comparison.soups().get(0);
    parts.add(Display.text(SoupWords.selection(first)));
    SoupWords.explanation(first).map(Display::text).ifPresent(parts::add);
    OriginWords.dropped(first.origin()).map(Display::text).ifPresent(parts::add);
    comparison.soups().forEach(soup -> parts.add(Tables.display(ledger(soup))));
    return Display.stack(parts);
  }

  /**
   * Shows soups over repeats, such as one for each start: the mean differences to their baselines,
   * with their intervals over repeats and test examples.
   *
   * @param repeats one or more comparisons, as {@link Soups#paired} takes them
   * @return the display
   */
  public static Display display(List<SoupComparison> repeats) {
    List<Display> parts = new ArrayList<>();
    parts.add(Tables.display(differences(repeats)));
    parts.add(Display.text(SoupWords.repeats(Soups.paired(repeats))));
    return Display.stack(parts);
  }

  /**
   * Returns one row for an average with given weights, and one for each network in it with the
   * difference between both.
   *
   * @param result an average
   * @return the table; accuracies are in per cent, their differences in points
   */
  public static Table table(WeightedResult result) {
    return SoupTables.weighted(result);
  }

  /**
   * Shows an average with given weights beside what it is made of.
   *
   * @param result the average
   * @return the display
   */
  public static Display display(WeightedResult result) {
    List<Display> parts = new ArrayList<>();
    parts.add(Tables.display(table(result)));
    parts.add(Display.text(SoupWords.weights(result)));
    OriginWords.mask(result.origin()).map(Display::text).ifPresent(parts::add);
    return Display.stack(parts);
  }

  /**
   * Returns the ledger as a waterfall: the validation score of the soup from trial to trial, with a
   * bar for each change that was taken, a dotted one for each that was not, and a mark where the
   * gate refused an ingredient.
   *
   * @param result a soup
   * @return the figure
   */
  public static Figure waterfall(SoupResult result) {
    return SoupCharts.waterfall(result);
  }

  /**
   * Returns whether a soup's gate refused an ingredient.
   *
   * @param result a soup
   * @return true if there is something to see in {@link #gate}
   */
  public static boolean hasRefused(SoupResult result) {
    return !SoupWords.refused(result).isEmpty();
  }

  /**
   * Returns the validation error on the paths from the soup to the ingredients that its gate
   * refused, at most six of them.
   *
   * @param result a soup whose gate refused an ingredient
   * @return the figure
   */
  public static Figure gate(SoupResult result) {
    return SoupCharts.gate(result);
  }

  /**
   * Returns scores on shifted test examples, their mean over all shifts, against those on test
   * examples: the ingredients, the soups and the baselines. Up is more robust, right is better at
   * home.
   *
   * <p>See Wortsman et al., "Model soups", ICML 2022, Fig. 1.
   *
   * @param comparison soups that were scored on at least one shifted test set
   * @return the figure
   */
  public static Figure chart(SoupComparison comparison) {
    return SoupCharts.shifted(comparison);
  }
}
