package org.stockpot.display;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.PriorityQueue;
import org.stockpot.task.Work;

/**
 * How long the rest of some work takes: what is left of each kind times what a unit of its size has
 * taken, with its pieces shared among threads. Times are in seconds since the start.
 *
 * <p>What units take is a mean that weighs them by the square of the time at which they were done,
 * so that a slow start, or a fast one out of a store, is soon forgotten, while what comes back
 * every epoch is not. A kind of which nothing is done yet is guessed by the sizes of the others.
 */
final class RemainingTime {

  private static final double FORGETTING = 2;

  /** What units of one kind take. */
  private static final class Cost {
    private double seconds;
    private double size;
    private double time;

    void add(double now, double took, double units) {
      double kept = now > 0 ? Math.pow(time / now, FORGETTING) : 0;
      seconds = kept * seconds + took;
      size = kept * size + units;
      time = now;
    }

    double each() {
      return seconds / size;
    }
  }

  /** One piece of the work, on which one thread is at a time. */
  static final class Piece {
    private final Map<String, Double> left = new HashMap<>();
    private long units;
    private double planned;
    private double last = Double.NaN;
    private boolean ended;

    private boolean isRunning() {
      return !Double.isNaN(last) && !ended;
    }
  }

  private final Map<String, Cost> costs = new HashMap<>();
  private final Map<String, Double> done = new HashMap<>();
  private final List<Piece> pieces = new ArrayList<>();
  private int threads = 1;
  private double longest;
  private double share;

  /** Adds a piece behind all others, of which so many are worked on at a time. */
  Piece piece(int atATime) {
    threads = Math.max(threads, atATime);
    Piece piece = new Piece();
    pieces.add(piece);
    return piece;
  }

  void plan(Piece piece, double now, Work work, long units) {
    piece.left.merge(work.kind(), units * work.size(), Double::sum);
    piece.units += units;
    piece.planned = now;
  }

  /** Notes that a thread works on a piece. */
  void begin(Piece piece, double now) {
    if (Double.isNaN(piece.last)) {
      piece.last = now;
    }
  }

  void done(Piece piece, double now, Work work, long units) {
    double took = now - (Double.isNaN(piece.last) ? piece.planned : piece.last);
    if (units > 0) {
      costs.computeIfAbsent(work.kind(), kind -> new Cost()).add(now, took, units * work.size());
      longest = Math.max(longest, took);
    }
    skip(piece, now, work, units);
  }

  void skip(Piece piece, double now, Work work, long units) {
    piece.last = now;
    piece.units = Math.max(0, piece.units - units);
    done.merge(work.kind(), units * work.size(), Double::sum);
    piece.left.computeIfPresent(
        work.kind(), (kind, left) -> Math.max(0, left - units * work.size()));
  }

  /** Ends a piece; returns how many of its units were announced and are not done. */
  long end(Piece piece) {
    long left = piece.units;
    piece.left.clear();
    piece.units = 0;
    piece.ended = true;
    return left;
  }

  /** Returns the seconds that are left; empty as long as nothing is known. */
  OptionalDouble left(double now) {
    if (costs.isEmpty()) {
      return OptionalDouble.empty();
    }
    PriorityQueue<Double> free = new PriorityQueue<>();
    double end = 0;
    for (Piece piece : pieces) {
      double rest = left(piece, now);
      if (piece.isRunning() && rest > 0) {
        free.add(rest);
        end = Math.max(end, rest);
      }
    }
    for (Piece piece : pieces) {
      if (!piece.isRunning() && !piece.ended) {
        double start = free.size() < threads ? 0 : free.remove();
        double until = start + left(piece, now);
        free.add(until);
        end = Math.max(end, until);
      }
    }
    return OptionalDouble.of((end + together(now)) / 2);
  }

  /**
   * Returns what is left if fewer threads were as fast as all together. The truth lies between this
   * and a last piece that is as slow alone as it is beside others.
   */
  private double together(double now) {
    double[] rests =
        pieces.stream().mapToDouble(piece -> left(piece, now)).filter(rest -> rest > 0).toArray();
    return Arrays.stream(rests).sum() / Math.max(1, Math.min(threads, rests.length));
  }

  /** Returns how much of all is done, from 0 to 1; never less than it was. */
  double share() {
    double finished = seconds(done);
    double all = finished + pieces.stream().mapToDouble(piece -> seconds(piece.left)).sum();
    if (all == 0) {
      finished = sizes(done);
      all = finished + pieces.stream().mapToDouble(piece -> sizes(piece.left)).sum();
    }
    share = Math.max(share, all > 0 ? finished / all : 0);
    return share;
  }

  private static double sizes(Map<String, Double> sizes) {
    return sizes.values().stream().mapToDouble(size -> size).sum();
  }

  private double seconds(Map<String, Double> sizes) {
    double seconds = 0;
    for (Map.Entry<String, Double> size : sizes.entrySet()) {
      seconds += size.getValue() * each(size.getKey());
    }
    return seconds;
  }

  /** Returns the seconds of one thread that are left of a piece. */
  private double left(Piece piece, double now) {
    double seconds = seconds(piece.left);
    double going = piece.isRunning() ? Math.min(now - piece.last, longest) : 0;
    return Math.max(0, seconds - going);
  }

  private double each(String kind) {
    Cost known = costs.get(kind);
    if (known != null) {
      return known.each();
    }
    double seconds = costs.values().stream().mapToDouble(cost -> cost.seconds).sum();
    double size = costs.values().stream().mapToDouble(cost -> cost.size).sum();
    return size > 0 ? seconds / size : 1;
  }
}
