package org.stockpot.data;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.stockpot.task.PerExample;

/** How far classes are from having as many examples each, and an accuracy that does not see it. */
public final class ClassBalance {

  /** Classes are unbalanced where the largest has more than so many times the smallest. */
  public static final double MOST = 3;

  private ClassBalance() {}

  /**
   * Returns the examples of each class.
   *
   * @param data data of classes
   * @param part some of its examples
   * @return counts by the classes' names, in their order; empty for numbers
   */
  public static Map<String, Integer> counts(Data data, Examples part) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    if (!part.isLabelled()) {
      return counts;
    }
    List<String> names = data.targets().names();
    names.forEach(name -> counts.put(name, 0));
    for (int i = 0; i < part.count(); i++) {
      counts.merge(names.get(part.label(i)), 1, Integer::sum);
    }
    return counts;
  }

  /**
   * Returns whether the largest class of a data set has more than three times the examples of the
   * smallest that has any.
   *
   * @param data any data
   * @return false for numbers
   */
  public static boolean isUneven(Data data) {
    Map<String, Integer> all = counts(data, data.training());
    counts(data, data.validation()).forEach((name, n) -> all.merge(name, n, Integer::sum));
    counts(data, data.test()).forEach((name, n) -> all.merge(name, n, Integer::sum));
    return ratio(all.values()) > MOST;
  }

  /**
   * Returns how many times the smallest class that has examples the largest has; 1 for none.
   *
   * @param counts examples of each class
   * @return at least 1
   */
  public static double ratio(Collection<Integer> counts) {
    int most = counts.stream().mapToInt(n -> n).max().orElse(1);
    int least = counts.stream().mapToInt(n -> n).filter(n -> n > 0).min().orElse(1);
    return Math.max(1, most / (double) least);
  }

  /**
   * Returns the balanced accuracy: the mean over classes of the share of their examples that are
   * right, so that a model that always names the largest of k classes has 1/k.
   *
   * <p>See Brodersen et al., "The Balanced Accuracy and Its Posterior Distribution", ICPR 2010.
   *
   * @param errors 1 for each example that is wrong, else 0, in the order of the examples
   * @param part labelled examples
   * @return the mean recall of the classes that have examples; NaN without errors
   */
  public static double accuracy(PerExample errors, Examples part) {
    Map<Integer, double[]> recalls = new LinkedHashMap<>();
    for (int i = 0; i < errors.count(); i++) {
      double[] recall = recalls.computeIfAbsent(part.label(i), label -> new double[2]);
      recall[0] += 1 - errors.at(i);
      recall[1]++;
    }
    return recalls.values().stream().mapToDouble(r -> r[0] / r[1]).average().orElse(Double.NaN);
  }
}
