package org.stockpot.magic.option;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.stockpot.magic.Interpolation;
import org.stockpot.prune.Saliencies;
import org.stockpot.prune.Saliency;
import org.stockpot.task.Span;

/** Option values as Java expressions, so that a magic can say what it stands for. */
public final class JavaSource {

  private static final int MOST_PAIRS = 10;

  private JavaSource() {}

  /** Returns the expression that makes an equal value; {@code typed} are options as typed. */
  public static String of(Object value, Map<String, String> typed) {
    if (value instanceof String text) {
      return text(text);
    } else if (value instanceof Saliency) {
      return saliency(typed.getOrDefault("saliency", Values.write(value)));
    } else if (value instanceof Long number) {
      return number + "L";
    } else if (value instanceof Enum<?> constant) {
      return JavaNames.of(constant.getDeclaringClass()) + "." + constant.name();
    } else if (value instanceof List<?> list) {
      return list.stream()
          .map(v -> of(v, typed))
          .collect(Collectors.joining(", ", "List.of(", ")"));
    } else if (value instanceof Map<?, ?> map) {
      return map(map, typed);
    } else if (value instanceof Span span) {
      return span(span);
    } else if (value instanceof Record record) {
      return Values.isText(record.getClass())
          ? JavaNames.of(record.getClass()) + ".parse(" + text(record.toString()) + ")"
          : record(record, typed, Map.of());
    }
    return String.valueOf(value);
  }

  private static String text(String text) {
    return '"'
        + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("\t", "\\t")
        + '"';
  }

  private static String map(Map<?, ?> map, Map<String, String> typed) {
    boolean few = map.size() <= MOST_PAIRS;
    return map.entrySet().stream()
        .map(e -> of(e.getKey(), typed) + ", " + of(e.getValue(), typed))
        .map(pair -> few ? pair : "Map.entry(" + pair + ")")
        .collect(Collectors.joining(", ", few ? "Map.of(" : "Map.ofEntries(", ")"));
  }

  private static String span(Span span) {
    if (span.equals(Span.ZERO)) {
      return "Span.ZERO";
    } else if (span.iterations() == 0) {
      return "Span.epochs(" + span.epochs() + ")";
    }
    return span.epochs() == 0
        ? "Span.iterations(" + span.iterations() + ")"
        : "Span.parse(" + text(span.toString()) + ")";
  }

  /** Returns the Java that runs a magic; what was interpolated into its words is Java again. */
  public static String call(String magic, List<String> words) {
    return words.stream()
        .map(JavaSource::word)
        .collect(Collectors.joining(", ", "Stockpot.run(" + text(magic) + ", ", ")"));
  }

  private static String word(String word) {
    return Interpolation.parts(word).stream()
        .map(part -> part.java() ? part.text() : text(part.text()))
        .collect(Collectors.joining(" + "));
  }

  private static String saliency(String typed) {
    return Saliencies.names().contains(typed) ? "Saliencies.of(\"" + typed + "\")" : typed;
  }

  /**
   * Returns the expression that makes an equal record, by what it differs in from its defaults.
   *
   * @param record a record of options
   * @param typed options as typed
   * @param variables the Java variables that stand for some components, by the components' names
   * @return the expression
   */
  public static String record(
      Record record, Map<String, String> typed, Map<String, String> variables) {
    return new JavaRecord(value -> of(value, typed), variables).of(record);
  }
}
