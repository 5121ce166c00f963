package org.stockpot.report.landscape;

import java.util.Locale;
import org.stockpot.landscape.RoughnessResult;
import org.stockpot.report.parts.MetricColumns;
import org.stockpot.task.Part;

/** Words that roughness and basins share. */
final class Around {

  private Around() {}

  /** Returns such as {@code training}. */
  static String words(Part part) {
    return part.name().toLowerCase(Locale.ROOT);
  }

  /** Returns such as {@code training loss (nats)}. */
  static String loss(RoughnessResult result) {
    return MetricColumns.loss(words(result.options().on()), result.metric());
  }
}
