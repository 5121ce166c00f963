package org.stockpot.prune;

import java.util.List;
import org.stockpot.task.Availability;
import org.stockpot.task.Task;
import org.stockpot.task.analysis.Derivatives;
import org.stockpot.task.analysis.InputGrams;
import org.stockpot.task.analysis.Representations;
import org.stockpot.task.analysis.Subset;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;
import org.stockpot.weights.Slot;

/**
 * What a saliency may ask about the weights that it scores.
 *
 * @param task what they are weights of
 * @param examples by which data gradients and inputs are measured
 * @param start where the training began that led to them; the weights themselves before training
 * @param point the weights, +0.0 outside the mask
 * @param mask what is kept
 * @param slots the weights that may be pruned; scores of others are not read
 * @param seed for scores that are random
 */
public record ScoredNetwork(
    Task task, Subset examples, Point start, Point point, Mask mask, List<Slot> slots, long seed) {

  /**
   * Checks that the weights fit.
   *
   * @throws IllegalArgumentException if layouts differ or a pruned weight is not +0.0
   */
  public ScoredNetwork {
    task.layout().requireSame(point.layout());
    mask.requireZeros(point);
    slots = List.copyOf(slots);
  }

  /**
   * Returns a network all weights of which may be pruned.
   *
   * @param task what they are weights of
   * @param examples by which data gradients and inputs are measured
   * @param start where the training began that led to them
   * @param point the weights, +0.0 outside the mask
   * @param mask what is kept
   * @param seed for scores that are random
   */
  public ScoredNetwork(Task task, Subset examples, Point start, Point point, Mask mask, long seed) {
    this(task, examples, start, point, mask, prunable(point.layout()), seed);
  }

  private static List<Slot> prunable(Layout layout) {
    return layout.slots().stream().filter(slot -> slot.role().isPrunable()).toList();
  }

  /**
   * Returns the same with fewer weights that may be pruned.
   *
   * @param some whose they are
   * @return the network
   */
  public ScoredNetwork among(List<Slot> some) {
    return new ScoredNetwork(task, examples, start, point, mask, some, seed);
  }

  /** Returns the same with fewer weights, which scores are asked for again. */
  ScoredNetwork pruned(Point others, Mask fewer) {
    return new ScoredNetwork(task, examples, start, others.masked(fewer), fewer, slots, seed);
  }

  /**
   * Returns gradients and Hessian of the mean loss over the examples.
   *
   * @param saliency the name of who asks
   * @return the derivatives
   * @throws IllegalArgumentException with the reason, if there are none
   */
  public Derivatives derivatives(String saliency) {
    Availability<Derivatives> found = task.derivatives(examples);
    return found.value().orElseThrow(() -> missing(saliency, "gradients", found.reason()));
  }

  /**
   * Returns second moments of what layers get from the examples.
   *
   * @param saliency the name of who asks
   * @return the moments
   * @throws IllegalArgumentException with the reason, if there are none
   */
  public InputGrams inputGrams(String saliency) {
    Availability<InputGrams> found =
        task.representations(examples).then(Representations::inputGrams);
    return found.value().orElseThrow(() -> missing(saliency, "inputs of layers", found.reason()));
  }

  private static IllegalArgumentException missing(String saliency, String what, String why) {
    return new IllegalArgumentException(
        "saliency " + saliency + " needs " + what + ": " + why + "; magnitude needs none");
  }
}
