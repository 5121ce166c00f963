package org.stockpot.magic.session;

import java.util.List;
import java.util.function.Supplier;
import org.stockpot.weights.Mask;
import org.stockpot.weights.MaskedPoint;
import org.stockpot.weights.Point;
import org.stockpot.weights.RowSet;

/**
 * A point that a name means, and what is known of it.
 *
 * @param point the point
 * @param from where its training started; the point itself if it was not trained
 * @param java the expression that gives it, behind the name of what offers it
 * @param fromJava the expression that gives where its training started, likewise; empty if it was
 *     not trained
 * @param mask the mask that was declared for it; full if none was
 * @param maskJava the expression that gives the mask, likewise; empty if there is none
 * @param rows the rows of data that its own training saw
 * @param madeOf the digests of the points that it was made of, asked for when they matter
 */
public record NamedPoint(
    Point point,
    Point from,
    String java,
    String fromJava,
    Mask mask,
    String maskJava,
    RowSet rows,
    Supplier<List<String>> madeOf) {

  /** Names a point of which nothing is known. */
  public static NamedPoint of(Point point, String java) {
    Mask full = Mask.full(point.layout());
    return new NamedPoint(point, point, java, "", full, "", RowSet.NONE, List::of);
  }

  public NamedPoint trained(Point start, String startJava, RowSet examples) {
    Supplier<List<String>> source = () -> List.of(start.digest());
    return new NamedPoint(point, start, java, startJava, mask, maskJava, examples, source);
  }

  public NamedPoint masked(Mask declared, String expression) {
    return new NamedPoint(point, from, java, fromJava, declared, expression, rows, madeOf);
  }

  public NamedPoint madeOf(Supplier<List<String>> digests) {
    return new NamedPoint(point, from, java, fromJava, mask, maskJava, rows, digests);
  }

  public NamedPoint withRows(RowSet examples) {
    return new NamedPoint(point, from, java, fromJava, mask, maskJava, examples, madeOf);
  }

  /** Returns the same point with another expression before its own. */
  public NamedPoint behind(String expression) {
    String fromThen = fromJava.isEmpty() ? "" : expression + fromJava;
    String maskThen = maskJava.isEmpty() ? "" : expression + maskJava;
    return new NamedPoint(point, from, expression + java, fromThen, mask, maskThen, rows, madeOf);
  }

  /** Returns the point and its mask, or its zeros as its mask. */
  public MaskedPoint masked(Zeros zeros) {
    return zeros == Zeros.MASK ? MaskedPoint.zerosOf(point) : new MaskedPoint(point, mask);
  }
}
