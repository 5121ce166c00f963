package org.stockpot.display;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.stockpot.text.Html;

/**
 * One output of a notebook cell: the same content in several MIME types, richest first. A front end
 * shows the one it likes best.
 *
 * @param data from MIME type to content: a string, or for JSON types a tree of maps, lists,
 *     strings, numbers and booleans
 * @param parts if it is a stack, what lies in it, from top to bottom
 */
public record Display(Map<String, Object> data, List<Display> parts) {

  /** The type that every display has. */
  public static final String TEXT = "text/plain";

  /** The type of rich text. */
  public static final String HTML = "text/html";

  /**
   * Copies the data.
   *
   * @throws IllegalArgumentException if there is no text, which front ends without graphics show
   */
  public Display {
    data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
    parts = List.copyOf(parts);
    if (!(data.get(TEXT) instanceof String)) {
      throw new IllegalArgumentException("a display must have text/plain, got " + data.keySet());
    }
  }

  /**
   * One output that is no stack.
   *
   * @param data from MIME type to content
   */
  public Display(Map<String, Object> data) {
    this(data, List.of());
  }

  /**
   * Returns a display of plain text.
   *
   * @param text the text
   * @return the display
   */
  public static Display text(String text) {
    return new Display(Map.of(TEXT, text));
  }

  /**
   * Returns a display of HTML with its twin in plain text.
   *
   * @param html a fragment; everything from data in it must be escaped
   * @param text what it says, for front ends without HTML
   * @return the display
   */
  public static Display html(String html, String text) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put(HTML, html);
    data.put(TEXT, text);
    return new Display(data);
  }

  /**
   * Returns one display of several, from top to bottom, as HTML and text.
   *
   * @param parts at least one
   * @return the display
   */
  public static Display stack(List<Display> parts) {
    String html = parts.stream().map(Display::html).collect(Collectors.joining("\n"));
    String text = parts.stream().map(Display::text).collect(Collectors.joining("\n\n"));
    return new Display(html(html, text).data(), parts);
  }

  /**
   * Returns what is said in words: the parts that are plain text.
   *
   * @return sentences, from top to bottom
   */
  public List<String> sentences() {
    if (!parts.isEmpty()) {
      return parts.stream().flatMap(part -> part.sentences().stream()).toList();
    }
    return data.containsKey(HTML) ? List.of() : List.of(text());
  }

  private String html() {
    Object html = data.get(HTML);
    return html instanceof String own ? own : "<p>" + Html.escape(text()) + "</p>";
  }

  /**
   * Returns the plain text.
   *
   * @return the content of {@link #TEXT}
   */
  public String text() {
    return (String) data.get(TEXT);
  }
}
