package org.stockpot.shrink;

import java.util.List;
import java.util.Optional;
import org.stockpot.task.Recipe;
import org.stockpot.task.Result;
import org.stockpot.task.Task;
import org.stockpot.weights.MaskedPoint;
import org.stockpot.weights.Point;

/**
 * A network and smaller ones that were made of it.
 *
 * @param task the name of its task
 * @param name what it is called
 * @param options the settings
 * @param recipe how the smaller ones were trained; empty if they were not
 * @param given the network
 * @param before what it costs and scores
 * @param networks the smaller ones, in the order of the shares
 */
public record ShrinkResult(
    String task,
    String name,
    ShrinkOptions options,
    Optional<Recipe> recipe,
    MaskedPoint given,
    MeasuredNetwork before,
    List<ShrunkNetwork> networks)
    implements Result {

  /** Copies the list. */
  public ShrinkResult {
    networks = List.copyOf(networks);
  }

  /**
   * Returns the first of the smaller networks.
   *
   * @return its weights
   */
  public Point point() {
    return networks.get(0).end().point();
  }

  /**
   * Returns the task of the first of the smaller networks.
   *
   * @return the task, which the caller closes
   */
  public Task smallerTask() {
    return networks.get(0).task();
  }

  /** Returns the networks in a phrase. */
  @Override
  public String toString() {
    return networks.size() + " smaller networks of " + name + ", " + task;
  }
}
