package org.stockpot.magic.session;

import org.stockpot.task.Help;

/**
 * How a magic shows its charts.
 *
 * @param figure whether as Plotly's JSON
 */
public record ChartOption(
    @Help("show charts as Plotly's JSON (data, layout), to paste elsewhere") boolean figure) {

  public static ChartOption defaults() {
    return new ChartOption(false);
  }
}
