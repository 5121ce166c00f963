package org.stockpot.data.table;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.stockpot.data.MessageText;
import org.stockpot.data.csv.TableColumn;

/** The values of a column with how often each comes, in the order of their first rows. */
final class ValueCounts {

  private final Map<String, Integer> counts = new LinkedHashMap<>();
  private long present;

  private ValueCounts() {}

  static ValueCounts of(TableColumn column) {
    ValueCounts values = new ValueCounts();
    for (int row = 0; row < column.size(); row++) {
      if (!column.isMissing(row)) {
        values.counts.merge(column.text(row), 1, Integer::sum);
        values.present++;
      }
    }
    return values;
  }

  int distinct() {
    return counts.size();
  }

  long present() {
    return present;
  }

  Map<String, Integer> counts() {
    return counts;
  }

  List<String> first(int n) {
    return counts.keySet().stream().limit(n).toList();
  }

  /** Returns the rest of a sentence on values that differ only by case, blanks or accents' form. */
  Optional<String> alike() {
    Map<String, List<String>> groups = new LinkedHashMap<>();
    counts.keySet().forEach(v -> groups.computeIfAbsent(form(v), f -> new ArrayList<>()).add(v));
    String alike =
        groups.values().stream()
            .filter(group -> group.size() > 1)
            .map(this::counted)
            .collect(Collectors.joining("; "));
    return alike.isEmpty()
        ? Optional.empty()
        : Optional.of(" differ only by case, blanks or how letters are written: " + alike);
  }

  private String counted(List<String> group) {
    return group.stream()
        .map(value -> '"' + MessageText.cell(value).replace("\"", "") + "\" " + counts.get(value))
        .collect(Collectors.joining(", "));
  }

  private static String form(String value) {
    String plain = Normalizer.normalize(value, Normalizer.Form.NFKC);
    return plain.replaceAll("[\\s\\u00A0\\u200B\\uFEFF]+", " ").strip().toLowerCase(Locale.ROOT);
  }
}
