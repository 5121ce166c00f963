package org.stockpot.report.parts;

import java.util.function.Supplier;
import tech.tablesaw.plotly.components.Figure;

/**
 * One chart of a result, by name.
 *
 * @param name a word that no other chart of the result has
 * @param java the call that makes it, in which {@link #RESULT} stands for the result
 * @param figure makes it
 */
public record ResultChart(String name, String java, Supplier<Figure> figure) {

  /** Stands for the result in {@link #java}. */
  public static final String RESULT = "RESULT";

  /** The name of the only chart of a result, or of the one that says most. */
  public static final String CHART = "chart";

  /**
   * Returns a chart that a method makes of the result alone.
   *
   * @param name a word that no other chart of the result has
   * @param method such as {@code TrainReport.chart}
   * @param figure makes it
   * @return the named chart
   */
  public static ResultChart of(String name, String method, Supplier<Figure> figure) {
    return new ResultChart(name, method + "(" + RESULT + ")", figure);
  }
}
