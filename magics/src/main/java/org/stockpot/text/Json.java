package org.stockpot.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads and writes JSON trees. */
public final class Json {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Json() {}

  /**
   * Reads an object.
   *
   * @param json an object, whose keys differ
   * @return its tree, in its order
   * @throws UncheckedIOException if it is none
   */
  public static Map<String, Object> read(String json) {
    try {
      return MAPPER.readValue(json, new TypeReference<LinkedHashMap<String, Object>>() {});
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Writes a tree as one line of JSON.
   *
   * @param tree maps, lists, strings, numbers and booleans
   * @return the JSON
   */
  public static String write(Object tree) {
    try {
      return MAPPER.writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Writes a tree as a JavaScript expression that may stand inside a {@code script} element: no
   * {@code <} is left in it, which in JSON only strings can hold.
   *
   * @param tree maps, lists, strings, numbers and booleans
   * @return the expression
   */
  public static String forScript(Object tree) {
    return write(tree).replace("<", "\\u003c");
  }
}
