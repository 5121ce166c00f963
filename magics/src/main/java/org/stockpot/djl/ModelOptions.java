package org.stockpot.djl;

import java.util.List;
import org.stockpot.task.option.Help;

/**
 * What a user decides about the slots of a model.
 *
 * @param prunable the slots that pruning may touch, by their names or what those start with up to a
 *     dot, instead of those that a product multiplies by; none for those
 * @param unfreeze whether to train what came without gradients, too
 */
public record ModelOptions(
    @Help("slots that pruning may touch, such as fc1,emb.weight; none for all weights of products")
        List<String> prunable,
    @Help("train parameters that came without gradients, too") boolean unfreeze) {

  /** Copies the slots. */
  public ModelOptions {
    prunable = List.copyOf(prunable);
  }

  /**
   * Returns the options by which a model decides.
   *
   * @return no slots, and nothing unfrozen
   */
  public static ModelOptions defaults() {
    return new ModelOptions(List.of(), false);
  }

  /**
   * Returns these options with slots that pruning may touch.
   *
   * @param slots their names or what those start with up to a dot
   * @return the changed options
   */
  public ModelOptions withPrunable(String... slots) {
    return new ModelOptions(List.of(slots), unfreeze);
  }

  /**
   * Returns these options with everything trained.
   *
   * @return the changed options
   */
  public ModelOptions withUnfreeze() {
    return new ModelOptions(prunable, true);
  }
}
