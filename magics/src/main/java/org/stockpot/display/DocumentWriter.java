package org.stockpot.display;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.stockpot.display.Document.Chart;
import org.stockpot.display.Document.Code;
import org.stockpot.display.Document.Heading;
import org.stockpot.display.Document.Paragraph;
import org.stockpot.display.Document.Part;
import org.stockpot.display.Document.Sheet;
import org.stockpot.text.Html;
import tech.tablesaw.api.Table;

/** Writes documents as pages and as Markdown. All text of data is escaped. */
public final class DocumentWriter {

  /** Longer tables are cut in Markdown, which does not scroll. */
  private static final int MOST_ROWS = 60;

  private DocumentWriter() {}

  /**
   * Returns a page that needs no network: charts are pictures, and live where scripts run.
   *
   * @param document the document
   * @return an HTML document
   */
  public static String html(Document document) {
    StringBuilder body = new StringBuilder("<h1>" + Html.escape(document.title()) + "</h1>\n");
    document.parts().forEach(part -> body.append(html(part)).append('\n'));
    boolean live = document.parts().stream().anyMatch(Chart.class::isInstance);
    return ChartWriter.page(document.title(), body.toString(), live);
  }

  private static Object html(Part part) {
    if (part instanceof Heading heading) {
      return "<h2>" + Html.escape(heading.text()) + "</h2>";
    } else if (part instanceof Paragraph paragraph) {
      return "<p>" + Html.escape(paragraph.text()) + "</p>";
    } else if (part instanceof Code code) {
      return "<pre style=\"white-space:pre-wrap\">" + Html.escape(code.text()) + "</pre>";
    } else if (part instanceof Sheet sheet) {
      return Tables.prose(sheet.table()).data().get(Display.HTML);
    }
    return Figures.display(((Chart) part).figure().get()).data().get(Display.HTML);
  }

  /**
   * Returns Markdown as GitHub reads it, with its charts as pictures beside.
   *
   * @param document the document
   * @param folder the folder of the pictures, relative to the Markdown
   * @return the Markdown under an empty name, and the pictures by their names in the folder
   */
  public static Map<String, byte[]> markdown(Document document, String folder) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    StringBuilder text = new StringBuilder("# " + escape(document.title()) + "\n");
    for (Part part : document.parts()) {
      text.append('\n');
      if (part instanceof Chart chart) {
        String file = chart.name() + ".svg";
        files.put(file, ChartWriter.svg(chart.figure().get()).getBytes(StandardCharsets.UTF_8));
        text.append("![").append(escape(chart.name())).append("](<");
        text.append(folder).append('/').append(file).append(">)\n");
      } else {
        text.append(markdown(part));
      }
    }
    files.put("", text.toString().getBytes(StandardCharsets.UTF_8));
    return files;
  }

  /** Returns a part that is no chart. */
  static String markdown(Part part) {
    if (part instanceof Heading heading) {
      return "## " + escape(heading.text()) + "\n";
    } else if (part instanceof Paragraph paragraph) {
      return escape(paragraph.text()) + "\n";
    } else if (part instanceof Code code) {
      String fence = "`".repeat(Math.max(3, longestRun(code.text()) + 1));
      return fence + code.language() + "\n" + code.text().strip() + "\n" + fence + "\n";
    }
    Table table = ((Sheet) part).table();
    String name = table.name() == null ? "" : "**" + escape(table.name()) + "**\n\n";
    boolean cut = table.rowCount() > MOST_ROWS;
    return name
        + TableWriter.markdown(cut ? table.first(MOST_ROWS) : table)
        + (cut ? "\n… and " + (table.rowCount() - MOST_ROWS) + " more rows\n" : "");
  }

  private static int longestRun(String code) {
    int longest = 0;
    int run = 0;
    for (int i = 0; i < code.length(); i++) {
      run = code.charAt(i) == '`' ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    return longest;
  }

  private static String escape(String text) {
    return TableWriter.escaped(text.replaceAll("\\s+", " "));
  }
}
