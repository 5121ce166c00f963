package org.stockpot.djl;

import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.stockpot.data.LabelKind;

/** Whether labels of DJL data sets are classes or numbers, and what their outputs are called. */
record DjlLabels(boolean isClasses, List<String> names) {

  static DjlLabels of(List<DjlRows> sets, LabelKind kind) {
    List<double[]> labels = sets.stream().flatMap(set -> set.labels().stream()).toList();
    boolean whole = sets.stream().allMatch(DjlRows::isWhole);
    boolean classes = kind == LabelKind.CLASSES;
    if (kind == LabelKind.AUTO) {
      classes = isSingle(labels) && (whole || isNumbering(labels));
    }
    return classes ? classes(labels) : numbers(labels.get(0).length);
  }

  private static boolean isSingle(List<double[]> labels) {
    return labels.stream().allMatch(label -> label.length == 1);
  }

  /** Returns whether labels are the numbers 0 to K - 1, all of them, each twice on average. */
  private static boolean isNumbering(List<double[]> labels) {
    BitSet seen = new BitSet();
    for (double[] label : labels) {
      if (!isClass(label[0], labels.size())) {
        return false;
      }
      seen.set((int) label[0]);
    }
    return seen.cardinality() == seen.length() && 2 * seen.length() <= labels.size();
  }

  private static boolean isClass(double label, int count) {
    return label >= 0 && label < count && label == Math.rint(label);
  }

  private static DjlLabels classes(List<double[]> labels) {
    int classes = 0;
    for (int i = 0; i < labels.size(); i++) {
      double[] label = labels.get(i);
      if (label.length != 1 || !isClass(label[0], labels.size())) {
        throw new IllegalArgumentException(
            "the label of example "
                + i
                + " must be one whole number from 0 to "
                + (labels.size() - 1)
                + ", got "
                + (label.length == 1 ? label[0] : label.length + " numbers"));
      }
      classes = Math.max(classes, 1 + (int) label[0]);
    }
    return new DjlLabels(true, IntStream.range(0, classes).mapToObj(Integer::toString).toList());
  }

  private static DjlLabels numbers(int count) {
    return new DjlLabels(
        false,
        count == 1 ? List.of("y") : IntStream.range(0, count).mapToObj(i -> "y" + i).toList());
  }
}
