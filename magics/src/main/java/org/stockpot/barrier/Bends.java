package org.stockpot.barrier;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.stockpot.weights.BezierCurve;
import org.stockpot.weights.Curve;
import org.stockpot.weights.Line;
import org.stockpot.weights.Point;
import org.stockpot.weights.PolyChain;

/**
 * What bends a curve: how many control points it has, both ends among them, as the code of Garipov
 * et al. (NeurIPS 2018) counts, and whether it is a Bézier curve, which its bends pull to
 * themselves, or a chain of straight lines, which passes through them.
 *
 * @param shape which of both
 * @param count control points, from 3 to 20
 */
public record Bends(Shape shape, int count) {

  private static final int LEAST = 3;
  private static final int MOST = 20;

  /** The kinds of curves. */
  public enum Shape {
    /** A Bézier curve. */
    BEZIER,
    /** A chain of straight lines. */
    CHAIN
  }

  /** One bend of a Bézier curve. */
  public static final Bends THREE = new Bends(Shape.BEZIER, LEAST);

  /**
   * Checks the components.
   *
   * @throws IllegalArgumentException if there are too few or too many control points
   */
  public Bends {
    Objects.requireNonNull(shape, "shape");
    if (count < LEAST || count > MOST) {
      throw new IllegalArgumentException(
          "bends must lie in 3 to 20, both ends among them, got " + count);
    }
  }

  /**
   * Reads a kind of curve.
   *
   * @param text {@code 3} for a Bézier curve with one bend, {@code 5} for one with three, {@code
   *     chain} for two straight lines, {@code chain:5} for four
   * @return the kind
   * @throws IllegalArgumentException if the text is none
   */
  public static Bends parse(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    boolean chain = lower.startsWith("chain");
    String number = lower.equals("chain") ? "3" : chain ? lower.replace("chain:", "") : lower;
    try {
      return new Bends(chain ? Shape.CHAIN : Shape.BEZIER, Integer.parseInt(number));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "bends must be a number such as 3 (both ends among them), chain or chain:5, got " + text,
          e);
    }
  }

  /**
   * Returns the curve that is the straight line: its bends lie on it, evenly spaced.
   *
   * @param line between the ends
   * @return the curve that training begins with; one bend lies at the midpoint
   */
  public Curve straight(Line line) {
    List<Point> points = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      points.add(line.at(k / (count - 1.0)));
    }
    return through(points);
  }

  /**
   * Returns the curve of some control points.
   *
   * @param points the ends, and the bends between them
   * @return the curve
   */
  public Curve through(List<Point> points) {
    return shape == Shape.BEZIER ? new BezierCurve(points) : new PolyChain(points);
  }

  /** Returns the kind as {@link #parse} reads it. */
  @Override
  public String toString() {
    return shape == Shape.BEZIER ? "" + count : count == LEAST ? "chain" : "chain:" + count;
  }
}
