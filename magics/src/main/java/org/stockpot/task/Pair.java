package org.stockpot.task;

import org.stockpot.weights.Line;
import org.stockpot.weights.Point;

/**
 * Two points to be connected by a straight line.
 *
 * @param series what the pair is an example of, such as {@code successive solutions}
 * @param level its place in the series, from 0
 * @param replicate which replicate it belongs to, such as the seed
 * @param name what to call it, such as {@code imp.2 → imp.3}
 * @param line the line
 */
public record Pair(String series, int level, long replicate, String name, Line line) {

  /**
   * Returns a pair by itself, as {@code %barrier A B} has it.
   *
   * @param name what to call it
   * @param from one point
   * @param to the other
   * @return the pair
   */
  public static Pair of(String name, Point from, Point to) {
    return new Pair("pairs", 0, 0, name, new Line(from, to));
  }
}
