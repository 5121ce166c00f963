package org.stockpot.data.array;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.stockpot.data.LabelKind;
import org.stockpot.data.Names;
import org.stockpot.data.table.LabelColumn;
import org.stockpot.format.tensor.NumberArray;

/**
 * What is predicted by an npz file: a class or numbers for each example.
 *
 * <p>One number for each example is a class if all are whole and either of at most 20 distinct
 * values or of a type for whole numbers and without gaps from 0. Several are a class if each
 * example has one 1 and else 0; otherwise they are numbers.
 */
final class NpzLabels {

  private static final int FEW = LabelColumn.MOST_WHOLE_CLASSES;

  private final Path file;
  private final LabelKind kind;
  private final List<String> names = new ArrayList<>();
  private final SortedMap<Double, Integer> classes = new TreeMap<>();
  private boolean oneHot;
  private String note = "";

  private NpzLabels(Path file, LabelKind kind) {
    this.file = file;
    this.kind = kind;
  }

  /**
   * Tells classes from numbers by the labels of the training part.
   *
   * @throws IllegalArgumentException if they are neither, or could be both
   */
  static NpzLabels of(Path file, NumberArray array, double[][] values, LabelKind kind) {
    NpzLabels labels = new NpzLabels(file, kind);
    String name = array.name();
    if (kind == LabelKind.REGRESSION) {
      labels.takeNumbers(name, values[0].length);
    } else if (values[0].length > 1) {
      labels.takeSeveral(name, values);
    } else {
      labels.takeOne(name, array.kind() != NumberArray.Kind.REAL, values);
    }
    return labels;
  }

  private void takeNumbers(String name, int count) {
    IntStream.range(0, count).forEach(i -> names.add(count == 1 ? name : name + i));
  }

  private void takeSeveral(String name, double[][] values) {
    boolean flags = Arrays.stream(values).allMatch(v -> Arrays.stream(v).allMatch(x -> x * x == x));
    int several =
        IntStream.range(0, values.length).filter(i -> !isOneHot(values[i])).findFirst().orElse(-1);
    if (several < 0) {
      names.addAll(Names.numbered(values[0].length));
      oneHot = true;
      note = name + " is one-hot: " + names.size() + " classes";
    } else if (flags || kind == LabelKind.CLASSES) {
      throw new IllegalArgumentException(
          at(name, several)
              + " must be one class, a single 1 among 0, got "
              + Arrays.toString(
                  Arrays.copyOf(values[several], Math.min(FEW, values[several].length)))
              + "; --kind regression takes the numbers as they are");
    } else {
      takeNumbers(name, values[0].length);
    }
  }

  private static boolean isOneHot(double[] values) {
    return Arrays.stream(values).allMatch(x -> x * x == x) && Arrays.stream(values).sum() == 1;
  }

  private void takeOne(String name, boolean wholeType, double[][] values) {
    int fraction =
        IntStream.range(0, values.length)
            .filter(i -> values[i][0] != Math.rint(values[i][0]))
            .findFirst()
            .orElse(-1);
    if (fraction >= 0 && kind == LabelKind.CLASSES) {
      throw new IllegalArgumentException(
          at(name, fraction) + " must be a whole number for classes, got " + values[fraction][0]);
    }
    Arrays.stream(values).forEach(v -> classes.put(v[0] + 0.0, 0));
    boolean few = classes.size() <= FEW;
    boolean numbered = classes.firstKey() >= 0 && 2.0 * classes.size() >= classes.lastKey() + 1;
    if (fraction >= 0 || (kind == LabelKind.AUTO && !few && !wholeType)) {
      classes.clear();
      takeNumbers(name, 1);
    } else if (numbered) {
      names.addAll(Names.numbered(1 + classes.lastKey().intValue()));
      classes.replaceAll((value, index) -> value.intValue());
    } else if (few || kind == LabelKind.CLASSES) {
      classes.keySet().forEach(value -> names.add(Long.toString(value.longValue())));
      classes.replaceAll((value, index) -> names.indexOf(Long.toString(value.longValue())));
      note = name + ": " + names.size() + " distinct numbers, taken as classes";
    } else {
      throw new IllegalArgumentException(
          file
              + ": "
              + name
              + " must be classes or numbers, got whole numbers of "
              + classes.size()
              + " distinct values with gaps; say --kind classes or --kind regression");
    }
  }

  /** Returns the names of the classes or numbers. */
  List<String> names() {
    return names;
  }

  /** Returns what was understood, or an empty text. */
  String note() {
    return note;
  }

  /** Returns whether examples have classes rather than numbers. */
  boolean isClasses() {
    return oneHot || !classes.isEmpty();
  }

  /**
   * Returns the classes of a part.
   *
   * @throws IllegalArgumentException if a label is that of no training example
   */
  int[] classes(String name, double[][] values) {
    int[] labels = new int[values.length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = oneHot ? hot(name, i, values[i]) : known(name, i, values[i][0] + 0.0);
    }
    return labels;
  }

  private int known(String name, int row, double value) {
    Integer label = classes.get(value);
    if (label == null) {
      throw new IllegalArgumentException(
          at(name, row) + " must be that of a training example, got " + value);
    }
    return label;
  }

  private int hot(String name, int row, double[] values) {
    if (!isOneHot(values)) {
      throw new IllegalArgumentException(at(name, row) + " must be one-hot as in training");
    }
    return IntStream.range(0, values.length).filter(i -> values[i] == 1).findFirst().orElseThrow();
  }

  private String at(String name, int row) {
    return file + ": " + name + " of row " + row;
  }
}
