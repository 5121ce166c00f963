package org.stockpot.data.image;

import org.stockpot.data.Examples;

/** Mean and standard deviation over all inputs. */
public final class ImageStatistics {

  private ImageStatistics() {}

  public static double[] of(Examples examples) {
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < examples.count(); i++) {
      for (int j = 0; j < examples.size(); j++) {
        double value = examples.input(i, j);
        sum += value;
        squares += value * value;
      }
    }
    double n = (double) examples.count() * examples.size();
    return new double[] {sum / n, Math.sqrt(squares / n - sum / n * sum / n)};
  }
}
