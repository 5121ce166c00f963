package org.stockpot.magic;

import org.stockpot.task.Help;

/**
 * How a magic shows its charts.
 *
 * @param figure whether as Plotly's JSON
 */
record ChartOption(
    @Help("show charts as Plotly's JSON (data, layout), to paste elsewhere") boolean figure) {

  static ChartOption defaults() {
    return new ChartOption(false);
  }
}
