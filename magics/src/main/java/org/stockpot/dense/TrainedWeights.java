package org.stockpot.dense;

import java.util.List;
import java.util.Optional;
import org.stockpot.task.Snapshot;
import org.stockpot.task.sparse.MaskHistory;

/** What the weights of a training have besides their values: rates and moments. */
public interface TrainedWeights {

  /**
   * Begins a step; after it, each trained weight is to be changed once.
   *
   * @param rate the learning rate
   */
  void begin(double rate);

  /**
   * Returns copies of the moments, in the order of the flat vector.
   *
   * @return one array for each moment of the rule
   */
  List<float[]> moments();

  /**
   * Returns how the mask moved.
   *
   * @return empty where it does not
   */
  default Optional<MaskHistory> masks() {
    return Optional.empty();
  }

  /**
   * Goes on from a snapshot.
   *
   * @param snapshot of the same training
   * @param done how many steps it had taken
   */
  void resume(Snapshot snapshot, long done);
}
