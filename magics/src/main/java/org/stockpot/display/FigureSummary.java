package org.stockpot.display;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.stockpot.picture.TextMetrics;
import org.stockpot.text.Html;
import org.stockpot.text.Tree;

/** A figure in one line of text. */
final class FigureSummary {

  private FigureSummary() {}

  /** Returns such as {@code chart: Pruning of LeNet; 3 scatter traces: random, magnitude, L1}. */
  static String of(Map<String, Object> tree) {
    List<Map<String, Object>> data = Tree.maps(tree, "data");
    String title = Tree.title(Tree.map(tree.get("layout")));
    String types =
        data.stream()
            .map(trace -> Tree.text(trace, "type", "scatter"))
            .distinct()
            .collect(Collectors.joining(", "));
    String names =
        data.stream()
            .map(trace -> Tree.text(trace, "name", null))
            .filter(Objects::nonNull)
            .distinct()
            .limit(8)
            .collect(Collectors.joining(", "));
    String head =
        title.isEmpty() ? "chart: " : "chart: " + String.join(" ", TextMetrics.lines(title)) + "; ";
    String count = data.size() == 1 ? " trace" : " traces";
    String line = head + data.size() + " " + types + count + (names.isEmpty() ? "" : ": " + names);
    return Html.line(line, 300);
  }
}
