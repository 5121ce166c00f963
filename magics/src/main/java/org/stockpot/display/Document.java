package org.stockpot.display;

import java.util.List;
import java.util.function.Supplier;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;

/**
 * What is written down of results: headings, sentences, tables and charts, from top to bottom.
 *
 * @param title what it is called
 * @param parts its parts
 */
public record Document(String title, List<Part> parts) {

  /** One part. */
  public sealed interface Part {}

  /**
   * A heading.
   *
   * @param text one line
   */
  public record Heading(String text) implements Part {}

  /**
   * A paragraph.
   *
   * @param text plain text
   */
  public record Paragraph(String text) implements Part {}

  /**
   * Code that is shown as it is, such as magics or BibTeX.
   *
   * @param language what it is, in one word; empty if it runs in the kernel
   * @param text the code
   */
  public record Code(String language, String text) implements Part {}

  /**
   * A table.
   *
   * @param java the expression that makes it; empty if none does
   * @param table the table
   */
  public record Sheet(String java, Table table) implements Part {}

  /**
   * A chart.
   *
   * @param name a word for its file
   * @param java the expression that makes it
   * @param figure makes it
   */
  public record Chart(String name, String java, Supplier<Figure> figure) implements Part {}

  /** Copies the list. */
  public Document {
    parts = List.copyOf(parts);
  }
}
