package org.stockpot.display;

import org.stockpot.text.Html;

/**
 * A table as HTML in the manner of pandas. A table too wide for its page scrolls inside it, and a
 * long one scrolls under its headings; on paper both are whole. Where a viewer removes styles, the
 * table is as it would be without them.
 */
final class HtmlTable {

  /** Tables of more rows scroll. */
  private static final int FULL_ROWS = 20;

  /** Tables of more columns are printed smaller, so that a sheet takes them. */
  private static final int PAPER_COLUMNS = 9;

  private static final String STYLE =
      """
      <style>
      .stockpot-table{overflow:auto;width:0;min-width:100%}
      .stockpot-table.stockpot-long{max-height:32em}
      .stockpot-table td{font-variant-numeric:tabular-nums}
      .stockpot-table.stockpot-long thead th{position:sticky;top:0;\
      background:var(--jp-layout-color0,var(--vscode-editor-background,Canvas))}
      @media print{.stockpot-table,.stockpot-table.stockpot-long{overflow:visible;max-height:none}\
      .stockpot-table table{font-size:7pt;max-width:100%}\
      .stockpot-table.stockpot-wide table{font-size:5.5pt}\
      .stockpot-table th,.stockpot-table td{padding:1px 3px}\
      .stockpot-table td[align=left]{white-space:normal!important}\
      .stockpot-table td:not([style*=nowrap]){overflow-wrap:anywhere}\
      .stockpot-table tr{break-inside:avoid}}
      </style>
      """;

  private HtmlTable() {}

  static String of(Cells cells, String name, String size) {
    StringBuilder html = new StringBuilder("<div>\n").append(STYLE);
    html.append("<div class=\"stockpot-table");
    html.append(cells.rows() > FULL_ROWS ? " stockpot-long" : "");
    html.append(cells.columns().size() > PAPER_COLUMNS ? " stockpot-wide" : "").append("\">\n");
    html.append("<table border=\"1\" class=\"dataframe tex2jax_ignore\">\n");
    if (!name.isEmpty()) {
      html.append("<caption>").append(Html.escape(name)).append("</caption>\n");
    }
    html.append("<thead>\n<tr>");
    cells.columns().forEach(column -> cell(html, "th", column, column.heading()));
    html.append("</tr>\n</thead>\n<tbody>\n");
    for (int r = 0; r < cells.rows(); r++) {
      int row = r;
      html.append("<tr>");
      cells.columns().forEach(column -> cell(html, "td", column, column.html().get(row)));
      html.append("</tr>\n");
    }
    return html.append("</tbody>\n</table>\n</div>\n<p>")
        .append(size)
        .append("</p>\n</div>")
        .toString();
  }

  /** Aligns twice: pages have styles of their own for tables, and sanitizers remove ours. */
  private static void cell(StringBuilder html, String tag, Cells.Shown column, String content) {
    String side = column.numeric() ? "right" : "left";
    html.append('<').append(tag).append(" align=\"").append(side);
    html.append("\" style=\"text-align:").append(side);
    html.append(tag.equals("td") && column.isShort() ? ";white-space:nowrap" : "").append("\">");
    html.append(content).append("</").append(tag).append('>');
  }
}
