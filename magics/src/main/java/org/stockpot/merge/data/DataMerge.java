package org.stockpot.merge.data;

import org.stockpot.task.Progress;
import org.stockpot.weights.Merge;
import org.stockpot.weights.MergeInputs;
import org.stockpot.weights.Merged;
import org.stockpot.weights.Point;

/**
 * A merge that looks at data, and so takes as long as gradients or activations do. It has the tasks
 * that members are of: one for all, or one for each.
 */
public interface DataMerge extends Merge {

  /**
   * Announces what {@link #merged(MergeInputs, Progress)} will tell of.
   *
   * @param inputs what will be merged
   * @param progress told what is to come
   */
  void plan(MergeInputs inputs, Progress progress);

  /**
   * Merges.
   *
   * @param inputs as of {@link Merge#of}
   * @param progress told of work as it is done; nothing is announced
   * @return the merged network, and what must be read beside it
   * @throws IllegalArgumentException as {@link Merge#of}, or if there is another number of tasks
   * @throws UnsupportedOperationException with the reason, if a task does not know what the method
   *     needs
   * @throws java.util.concurrent.CancellationException if the calling thread was interrupted
   */
  Merged merged(MergeInputs inputs, Progress progress);

  @Override
  default Merged merged(MergeInputs inputs) {
    return merged(inputs, Progress.NONE);
  }

  @Override
  default Point of(MergeInputs inputs) {
    return merged(inputs).point();
  }
}
