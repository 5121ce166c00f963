package org.stockpot.display;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import org.stockpot.text.Html;
import org.stockpot.text.Json;

/**
 * Reads the JavaScript object literals that the templates of tablesaw-jsplot write.
 *
 * <p>Text in single quotes has been escaped for HTML by the templates, but not for JavaScript: in
 * it an entity is a character, and a backslash is a backslash. Text in double quotes is proper
 * JSON. One template leaves a value out ({@code outlinewidth: ,}).
 */
final class JsLiteral {

  private static final ObjectMapper LENIENT =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
          .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(JsonReadFeature.ALLOW_LEADING_ZEROS_FOR_NUMBERS)
          .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
          .build();

  private final String source;
  private final StringBuilder json = new StringBuilder();
  private int at;
  private char before;

  private JsLiteral(String source) {
    this.source = source;
  }

  /**
   * Returns the tree of the outermost braces of a JavaScript statement.
   *
   * @throws IllegalArgumentException if there is no object literal in it
   */
  static Map<String, Object> parse(String javascript) {
    int open = javascript.indexOf('{');
    int close = javascript.lastIndexOf('}');
    if (open < 0 || close < open) {
      throw new IllegalArgumentException(
          "a trace must be an object literal, got " + Html.line(javascript, 80));
    }
    String json = new JsLiteral(javascript.substring(open, close + 1)).toJson();
    try {
      return LENIENT.readValue(json, new TypeReference<LinkedHashMap<String, Object>>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "a trace must be an object literal, got " + e.getOriginalMessage(), e);
    }
  }

  private String toJson() {
    while (at < source.length()) {
      char c = source.charAt(at);
      if (c == '\'') {
        singleQuoted();
      } else if (c == '"') {
        doubleQuoted();
      } else {
        plain(c);
      }
    }
    return json.toString();
  }

  private void singleQuoted() {
    int end = source.indexOf('\'', at + 1);
    if (end < 0) {
      throw new IllegalArgumentException(
          "a trace must close its quotes, got " + Html.line(source.substring(at), 80));
    }
    json.append(Json.write(Html.unescape(source.substring(at + 1, end))));
    before = '\'';
    at = end + 1;
  }

  private void doubleQuoted() {
    int end = at + 1;
    while (end < source.length() && source.charAt(end) != '"') {
      end += source.charAt(end) == '\\' ? 2 : 1;
    }
    end = Math.min(end + 1, source.length());
    json.append(source, at, end);
    before = '"';
    at = end;
  }

  private void plain(char c) {
    if (before == ':' && (c == ',' || c == '}')) {
      json.append("null");
    }
    json.append(c);
    if (!Character.isWhitespace(c)) {
      before = c;
    }
    at++;
  }
}
