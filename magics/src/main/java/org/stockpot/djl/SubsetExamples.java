package org.stockpot.djl;

import org.stockpot.data.Data;
import org.stockpot.data.Examples;
import org.stockpot.task.analysis.Subset;

/** Finds the examples of a subset. */
final class SubsetExamples {

  private SubsetExamples() {}

  static Examples of(Data data, Subset subset) {
    Examples all =
        switch (subset.part()) {
          case TRAINING -> data.training();
          case VALIDATION -> data.validation();
          case TEST -> data.test();
        };
    if (subset.isAll()) {
      return all;
    }
    Examples chosen = all.subset(subset.rows(all.count()));
    return subset.shuffle().isEmpty() ? chosen : chosen.withLabelsOf(subset.labels(chosen.count()));
  }
}
