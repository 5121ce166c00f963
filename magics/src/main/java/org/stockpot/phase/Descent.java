package org.stockpot.phase;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import org.stockpot.task.work.Interrupts;
import org.stockpot.weights.Point;

/**
 * Descends to a minimum of a penalised loss by L-BFGS (Liu, Nocedal, 1989) over whole gradients.
 * Each step lowers the loss (Armijo's rule) and is short beside the point, so that a minimum is
 * followed and not jumped out of.
 *
 * @param loss what is made small
 * @param tolerance the norm of the gradient at which it ends, above 0
 * @param most steps, at least 1
 */
public record Descent(PenalisedLoss loss, double tolerance, int most) {

  private static final int MEMORY = 10;
  private static final double ARMIJO = 1e-4;
  private static final double LONGEST = 0.1;
  private static final double RESOLUTION = 1e-6;
  private static final double LEAST_PRODUCT = 1e-10;
  private static final int HALVINGS = 30;

  /** A step with the change of the gradient along it. */
  private record Curvature(Point step, Point change, double product) {}

  /**
   * Descends from a point.
   *
   * @param start where
   * @param strength β
   * @return where it ended
   */
  public PhaseState from(Point start, double strength) {
    Deque<Curvature> memory = new ArrayDeque<>();
    Place at = place(start, strength);
    int steps = 0;
    while (at.gradient().norm() > tolerance && steps < most) {
      Interrupts.check();
      Optional<Place> next = next(at, direction(memory, at.gradient()), strength);
      if (next.isPresent()) {
        remember(memory, next.get(), at);
        at = next.get();
        steps++;
      } else if (memory.isEmpty()) {
        break; // What is left is below the resolution of the loss.
      } else {
        memory.clear();
      }
    }
    double squares = loss.squares(at.point());
    double slope = at.gradient().norm();
    return new PhaseState(
        strength,
        at.point(),
        at.value() - strength * squares,
        Math.sqrt(squares),
        slope,
        steps,
        slope <= tolerance);
  }

  /** A point with its penalised loss and the gradient of that. */
  private record Place(Point point, double value, Point gradient) {}

  private Place place(Point at, double strength) {
    return new Place(at, loss.value(at, strength), loss.gradient(at, strength));
  }

  /**
   * Returns a lower place in a direction: by Armijo's rule, or where losses differ by rounding
   * alone by that of slopes (Hager, Zhang, SIAM J. Optim. 16, 2005); empty if there is none.
   */
  private Optional<Place> next(Place at, Point direction, double strength) {
    double slope = direction.dot(at.gradient());
    double length = Math.min(1, LONGEST * Math.max(1, at.point().norm()) / direction.norm());
    double rounding = RESOLUTION * Math.abs(at.value());
    for (int i = 0; slope < 0 && i < HALVINGS; i++) {
      Point there = at.point().plus(direction.times(length));
      double value = loss.value(there, strength);
      boolean lower = value <= at.value() + ARMIJO * length * slope;
      if (lower || value <= at.value() + rounding) {
        Point gradient = loss.gradient(there, strength);
        if (lower || direction.dot(gradient) <= (2 * ARMIJO - 1) * slope) {
          return Optional.of(new Place(there, value, gradient));
        }
      }
      length /= 2;
    }
    return Optional.empty();
  }

  private static void remember(Deque<Curvature> memory, Place next, Place at) {
    Point step = next.point().minus(at.point());
    Point change = next.gradient().minus(at.gradient());
    double product = step.dot(change);
    if (product > LEAST_PRODUCT * step.norm() * change.norm()) {
      memory.addFirst(new Curvature(step, change, product));
      if (memory.size() > MEMORY) {
        memory.removeLast();
      }
    }
  }

  /** Returns the gradient times the inverse Hessian that the memory tells, downwards. */
  private static Point direction(Deque<Curvature> memory, Point gradient) {
    Point q = gradient;
    Deque<Double> factors = new ArrayDeque<>();
    for (Curvature c : memory) {
      double factor = c.step().dot(q) / c.product();
      q = q.minus(c.change().times(factor));
      factors.addLast(factor);
    }
    if (!memory.isEmpty()) {
      Curvature last = memory.peekFirst();
      q = q.times(last.product() / last.change().dot(last.change()));
    }
    for (Iterator<Curvature> back = memory.descendingIterator(); back.hasNext(); ) {
      Curvature c = back.next();
      q = q.plus(c.step().times(factors.removeLast() - c.change().dot(q) / c.product()));
    }
    return q.times(-1);
  }
}
