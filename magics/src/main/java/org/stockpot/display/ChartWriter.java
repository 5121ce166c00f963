package org.stockpot.display;

import java.util.List;
import org.stockpot.picture.Picture;
import org.stockpot.text.Html;
import tech.tablesaw.plotly.components.Figure;

/** Writes figures as files. */
public final class ChartWriter {

  private ChartWriter() {}

  /**
   * Returns the static picture of a figure.
   *
   * @param figure the figure
   * @return an SVG document
   */
  public static String svg(Figure figure) {
    return Picture.of(FigureTree.of(figure));
  }

  /**
   * Draws a picture in pixels. The first time takes about a second, as Java's graphics start.
   *
   * @param svg an SVG document
   * @return a PNG file, of twice its width and height
   * @throws IllegalStateException if this Java has no graphics or no fonts
   */
  public static byte[] png(String svg) {
    return Png.of(svg);
  }

  /**
   * Returns a page of live charts that needs no network.
   *
   * @param title what the browser calls it
   * @param figures the charts, from top to bottom
   * @return an HTML document
   */
  public static String html(String title, List<Figure> figures) {
    StringBuilder body = new StringBuilder();
    figures.forEach(figure -> body.append(Figures.display(figure).data().get(Display.HTML)));
    return page(title, body.toString(), true);
  }

  /** Returns a page with a body, and plotly.js if it has charts. */
  static String page(String title, String body, boolean live) {
    StringBuilder page = new StringBuilder();
    page.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
        .append("<meta name=\"viewport\" content=\"width=device-width\">\n<title>")
        .append(Html.escape(title))
        .append("</title>\n<style>\n:root { color-scheme: light dark; }\n")
        .append("body { max-width: 1100px; margin: 1em auto; padding: 0 1em; ")
        .append("font-family: sans-serif; }\n")
        .append(".stockpot-table.stockpot-long { max-height: none; }\n")
        .append(".dataframe { border: 0; border-collapse: collapse; margin: 0.5em 0; }\n")
        .append(".dataframe td, .dataframe th { border: 0; padding: 0.3em 0.7em; }\n")
        .append(".dataframe tbody tr:nth-child(odd) { background: #8882; }\n")
        .append("</style>\n</head>\n<body>\n");
    page.append(body);
    if (live) {
      page.append(PlotlyJs.display(PlotlyJs.Mode.OFFLINE).data().get(Display.HTML));
    }
    return page.append("\n</body>\n</html>\n").toString();
  }
}
