package org.stockpot.display;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.stockpot.display.Document.Chart;
import org.stockpot.display.Document.Code;
import org.stockpot.display.Document.Part;
import org.stockpot.display.Document.Sheet;
import org.stockpot.text.Json;
import tech.tablesaw.plotly.components.Figure;

/**
 * Writes documents as notebooks of nbformat 4.5. What runs in the kernel is code; tables and charts
 * are outputs of the code that makes them, so that the notebook can be read as it is, and run
 * again.
 */
public final class NotebookWriter {

  private final List<Object> cells = new ArrayList<>();

  private NotebookWriter() {}

  /**
   * Returns a notebook.
   *
   * @param document the document
   * @return the JSON of an .ipynb
   */
  public static String write(Document document) {
    NotebookWriter writer = new NotebookWriter();
    writer.text("# " + document.title().replaceAll("\\s+", " "));
    document.parts().forEach(writer::add);
    Map<String, Object> notebook = new LinkedHashMap<>();
    notebook.put("cells", writer.cells);
    notebook.put("metadata", metadata());
    notebook.put("nbformat", 4);
    notebook.put("nbformat_minor", 5);
    return Json.pretty(notebook) + "\n";
  }

  private static Map<String, Object> metadata() {
    return Map.of(
        "kernelspec",
            Map.of("display_name", "Java (Stockpot)", "language", "java", "name", "stockpot"),
        "language_info", Map.of("name", "java"));
  }

  private void add(Part part) {
    if (part instanceof Code code && code.language().isEmpty()) {
      code(code.text().strip(), List.of());
    } else if (part instanceof Chart chart) {
      code(chart.java(), List.of(output(pictured(chart))));
    } else if (part instanceof Sheet sheet && !sheet.java().isEmpty()) {
      code(sheet.java(), List.of(output(Tables.prose(sheet.table()).data())));
    } else {
      text(DocumentWriter.markdown(part).strip());
    }
  }

  private static Map<String, Object> pictured(Chart chart) {
    Figure figure = chart.figure().get();
    Map<String, Object> data = new LinkedHashMap<>();
    data.put(Figures.SVG, ChartWriter.svg(figure));
    data.put(Display.TEXT, Figures.display(figure).text());
    return data;
  }

  private static Map<String, Object> output(Map<String, Object> data) {
    Map<String, Object> output = new LinkedHashMap<>();
    output.put("output_type", "display_data");
    output.put("data", data);
    output.put("metadata", Map.of());
    return output;
  }

  private void text(String markdown) {
    Map<String, Object> cell = cell("markdown", markdown);
    cells.add(cell);
  }

  private void code(String source, List<Map<String, Object>> outputs) {
    Map<String, Object> cell = cell("code", source);
    cell.put("execution_count", null);
    cell.put("outputs", outputs);
    cells.add(cell);
  }

  private Map<String, Object> cell(String type, String source) {
    Map<String, Object> cell = new LinkedHashMap<>();
    cell.put("cell_type", type);
    cell.put("id", "cell-" + (cells.size() + 1));
    cell.put("metadata", Map.of());
    cell.put("source", source);
    return cell;
  }
}
