package org.stockpot.study.robustness;

import java.util.List;
import java.util.stream.IntStream;
import org.stockpot.task.PerExample;

/** Which test examples are of which class. */
final class TestLabels {

  private final int[] labels;
  private final List<Integer> classes;

  TestLabels(int... labels) {
    this.labels = labels;
    classes = IntStream.of(labels).distinct().sorted().boxed().toList();
  }

  int count() {
    return labels.length;
  }

  int of(int example) {
    return labels[example];
  }

  /** Returns the classes that have examples, ascending. */
  List<Integer> classes() {
    return classes;
  }

  /** Returns the numbers of the examples of a class. */
  PerExample of(int label, PerExample all) {
    int[] places = IntStream.range(0, labels.length).filter(i -> labels[i] == label).toArray();
    float[] values = new float[places.length];
    IntStream.range(0, places.length).forEach(j -> values[j] = all.at(places[j]));
    return PerExample.of(values);
  }
}
