package org.stockpot.magic.task;

import java.util.List;
import org.stockpot.data.source.DataSources;
import org.stockpot.djl.DjlData;
import org.stockpot.djl.Models;
import org.stockpot.magic.option.JavaNames;

/** Names of data and models, and which words are Java variables instead. */
final class TaskNames {

  static final DataSources SOURCES = DataSources.standard().with(DjlData.sources());

  private TaskNames() {}

  /** Returns whether data are in Java variables rather than of a name that sources know. */
  static boolean isVariables(String text) {
    boolean known = SOURCES.all().stream().anyMatch(s -> s.name().equals(text));
    return !known && List.of(text.split(",", -1)).stream().allMatch(JavaNames::isVariable);
  }

  /** Returns whether a model is one of a name rather than a Java variable. */
  static boolean isNamed(String model) {
    return model.contains(":") || Models.NAMES.contains(model) || !JavaNames.isVariable(model);
  }
}
