package org.stockpot.magic;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.stockpot.prune.Saliency;

/** Option values as Java expressions, so that a magic can say what it stands for. */
final class JavaSource {

  private JavaSource() {}

  /** Returns the expression that makes an equal value; {@code typed} are options as typed. */
  static String of(Object value, Map<String, String> typed) {
    if (value instanceof String text) {
      return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    } else if (value instanceof Saliency) {
      return saliency(typed.getOrDefault("saliency", Values.write(value)));
    } else if (value instanceof Long number) {
      return number + "L";
    } else if (value instanceof Enum<?> constant) {
      return name(constant.getDeclaringClass()) + "." + constant.name();
    } else if (value instanceof List<?> list) {
      return list.stream()
          .map(v -> of(v, typed))
          .collect(Collectors.joining(", ", "List.of(", ")"));
    } else if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(e -> of(e.getKey(), typed) + ", " + of(e.getValue(), typed))
          .collect(Collectors.joining(", ", "Map.of(", ")"));
    } else if (value instanceof Record record) {
      return record(record, typed);
    }
    return String.valueOf(value);
  }

  /** Returns the Java that runs a magic; what was interpolated into its words is Java again. */
  static String call(String magic, List<String> words) {
    return words.stream()
        .map(JavaSource::word)
        .collect(Collectors.joining(", ", "Stockpot.run(" + of(magic, Map.of()) + ", ", ")"));
  }

  private static String word(String word) {
    return Interpolation.parts(word).stream()
        .map(part -> part.java() ? part.text() : of(part.text(), Map.of()))
        .collect(Collectors.joining(" + "));
  }

  private static String saliency(String typed) {
    return typed.equals("magnitude") || typed.equals("random") ? "Saliency." + typed + "()" : typed;
  }

  private static String record(Record record, Map<String, String> typed) {
    Class<?> type = record.getClass();
    if (Values.isText(type)) {
      return name(type) + ".parse(" + of(record.toString(), typed) + ")";
    }
    List<String> parts = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      parts.add(of(OptionSet.value(component, record), typed));
    }
    return "new " + name(type) + "(" + String.join(", ", parts) + ")";
  }

  /** Returns a type's name as it is written after importing its package. */
  private static String name(Class<?> type) {
    return type.getCanonicalName().substring(type.getPackageName().length() + 1);
  }
}
