package org.stockpot.curvature;

import java.util.function.IntConsumer;
import org.stockpot.task.Progress;
import org.stockpot.task.Work;
import org.stockpot.task.analysis.Derivatives;

/**
 * Tells how work with a matrix of a loss proceeds, by its products: how many they will be is
 * guessed before, as iterations end when they have converged.
 *
 * <pre>{@code
 * ProductProgress progress = new ProductProgress(told, derivatives);
 * progress.plan(60);
 * ProductProgress.Counter counter = progress.counter(60);
 * Lanczos.of(hessian, space, options, counter);
 * counter.end();
 * }</pre>
 */
public final class ProductProgress {

  /** Passes through the network that a product takes, of which a gradient takes three. */
  private static final double PASSES = 7;

  private final Progress progress;
  private final Work product;

  /**
   * Announces nothing yet.
   *
   * @param progress who is told
   * @param derivatives of the loss
   */
  public ProductProgress(Progress progress, Derivatives derivatives) {
    this.progress = progress;
    product = new Work("product", PASSES * derivatives.examples());
  }

  /**
   * Announces products.
   *
   * @param products how many
   */
  public void plan(long products) {
    progress.plan(product, products);
  }

  /**
   * Begins to count some of the products that were announced.
   *
   * @param planned how many of them
   * @return who is told of each
   */
  public Counter counter(long planned) {
    return new Counter(planned);
  }

  /** Counts products; those beyond the guess are announced on the way. */
  public final class Counter implements IntConsumer {

    private final long planned;
    private long made;

    private Counter(long planned) {
      this.planned = planned;
    }

    @Override
    public void accept(int products) {
      made += products;
      if (made > planned) {
        plan(products);
      }
      progress.done(product, products);
    }

    /** Says that no more come: those that were announced are not needed. */
    public void end() {
      progress.skip(product, Math.max(0, planned - made));
    }
  }
}
