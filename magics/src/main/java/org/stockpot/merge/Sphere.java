package org.stockpot.merge;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RectangularCholeskyDecomposition;

/**
 * Directions of some vectors as points of a sphere, in coordinates that have their inner products,
 * and a place among them that moves along tangents.
 *
 * <p>A vector that is 0 has no direction and no share.
 */
final class Sphere {

  private static final double NONE = 1e-14;

  private final double[][] directions;
  private final double[] norms;
  private final double[] shares;
  private double[] place;
  private double[] factors;

  /** Begins at the mean of directions, where there is one. */
  Sphere(double[][] gram, double[] weights) {
    int n = weights.length;
    norms = new double[n];
    double[] parts = weights.clone();
    for (int i = 0; i < n; i++) {
      norms[i] = Math.sqrt(gram[i][i]);
      parts[i] = norms[i] > 0 ? weights[i] : 0;
    }
    shares = isNothing(parts) ? parts : Combination.shares(parts);
    directions = directions(gram);
    factors = shares.clone();
    place = sum(factors);
    double length = Math.sqrt(Vectors.dot(place, place));
    if (length > NONE) {
      scale(1 / length);
    } else {
      place = null;
    }
  }

  private static boolean isNothing(double[] parts) {
    for (double part : parts) {
      if (part != 0) {
        return false;
      }
    }
    return true;
  }

  private double[][] directions(double[][] gram) {
    double[][] cosines = new double[norms.length][norms.length];
    for (int i = 0; i < norms.length; i++) {
      for (int j = 0; j < norms.length; j++) {
        double product = norms[i] * norms[j];
        cosines[i][j] = i == j ? 1 : product > 0 ? gram[i][j] / product : 0;
      }
    }
    return new RectangularCholeskyDecomposition(new Array2DRowRealMatrix(cosines, false), NONE)
        .getRootMatrix()
        .getData();
  }

  private double[] sum(double[] of) {
    double[] sum = new double[directions[0].length];
    for (int i = 0; i < of.length; i++) {
      for (int k = 0; k < sum.length; k++) {
        sum[k] += of[i] * directions[i][k];
      }
    }
    return sum;
  }

  private void scale(double by) {
    for (int k = 0; k < place.length; k++) {
      place[k] *= by;
    }
    for (int i = 0; i < factors.length; i++) {
      factors[i] *= by;
    }
  }

  /** Returns whether the directions have a mean, as opposite ones have not. */
  boolean hasPlace() {
    return place != null;
  }

  /**
   * Moves by the mean of tangents towards all directions, along a great circle.
   *
   * @param arcs whether tangents are as long as arcs, or as what the directions project to
   * @return how far it moved, in radians
   */
  double move(boolean arcs) {
    double[] tangent = new double[factors.length];
    for (int i = 0; i < factors.length; i++) {
      double cosine = Vectors.dot(place, directions[i]);
      double sine = distance(directions[i], cosine);
      double stretch = arcs && sine > NONE ? Math.atan2(sine, cosine) / sine : 1;
      tangent[i] += shares[i] * stretch;
      for (int j = 0; j < factors.length; j++) {
        tangent[j] -= shares[i] * stretch * cosine * factors[j];
      }
    }
    double[] step = sum(tangent);
    double length = Math.sqrt(Vectors.dot(step, step));
    if (length > 0) {
      double along = Math.sin(length) / length;
      scale(Math.cos(length));
      for (int i = 0; i < factors.length; i++) {
        factors[i] += along * tangent[i];
      }
      place = sum(factors);
    }
    return length;
  }

  /** Returns how far a direction is from the ray through the place. */
  private double distance(double[] direction, double cosine) {
    double sum = 0;
    for (int k = 0; k < place.length; k++) {
      double difference = direction[k] - cosine * place[k];
      sum += difference * difference;
    }
    return Math.sqrt(sum);
  }

  /** Returns factors of the vectors that give the place, times their mean norm. */
  double[] factors(double[] weights) {
    double[] all = Combination.shares(weights);
    double norm = 0;
    for (int i = 0; i < all.length; i++) {
      norm += all[i] * norms[i];
    }
    double[] ofVectors = new double[factors.length];
    for (int i = 0; i < ofVectors.length; i++) {
      ofVectors[i] = norms[i] > 0 ? factors[i] * norm / norms[i] : 0;
    }
    return ofVectors;
  }
}
