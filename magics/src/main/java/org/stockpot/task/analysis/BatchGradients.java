package org.stockpot.task.analysis;

import java.util.concurrent.CancellationException;
import org.stockpot.task.Recipe;
import org.stockpot.task.work.Interrupts;
import org.stockpot.weights.Point;

/**
 * Gradients of the loss over mini-batches of the training examples, as a training takes them, at
 * points that are chosen from step to step: for what is trained by another rule than a network's
 * own weights are, such as the bends of a curve.
 *
 * <p>Batches, their order, augmentations, label smoothing and random numbers are those of a
 * training by the same recipe and seed; passes are in training mode, so that normalisations use the
 * batch's own statistics. The same arguments give the same bits.
 */
@FunctionalInterface
public interface BatchGradients {

  /**
   * Takes one gradient after another.
   *
   * @param recipe its batch, label smoothing and augmentations; the rest is the walk's
   * @param seed of the order of the data, and of all that is random
   * @param steps how many
   * @param walk chooses points, and receives gradients
   * @throws CancellationException if the calling thread was interrupted
   */
  void walk(Recipe recipe, long seed, long steps, Walk walk);

  /**
   * Returns the gradient over all training examples in place of one over a batch, which is what a
   * task without mini-batches has.
   *
   * @param all derivatives of the training loss
   * @return the same gradient at each step of one point, whatever recipe and seed
   */
  static BatchGradients whole(Derivatives all) {
    return (recipe, seed, steps, walk) -> {
      float[] weights = new float[all.layout().size()];
      for (long step = 0; step < steps; step++) {
        Interrupts.check();
        walk.place(step, weights);
        Point at = Point.of(all.layout(), weights);
        walk.accept(step, all.loss(at), all.gradient(at).toArray());
      }
    };
  }

  /** Chooses points, and receives gradients. */
  interface Walk {

    /**
     * Chooses where a step's gradient is taken.
     *
     * @param step counted from 0
     * @param weights one number for each entry of the layout; overwritten, and not kept
     */
    void place(long step, float[] weights);

    /**
     * Receives a step's gradient.
     *
     * @param step counted from 0
     * @param loss the mean loss over the batch; where it is not finite, the gradient is not either
     * @param gradient by each trained entry of the layout; 0 for all others; not kept by the sender
     */
    void accept(long step, double loss, float[] gradient);
  }
}
