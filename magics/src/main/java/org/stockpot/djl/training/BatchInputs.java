package org.stockpot.djl.training;

import java.util.List;
import java.util.SplittableRandom;
import org.stockpot.data.Distortions;
import org.stockpot.data.Examples;
import org.stockpot.dense.Stepper;
import org.stockpot.task.Distortion;
import org.stockpot.task.Seeds;

/** The inputs of a training's batches, augmented by its seed and the step. */
record BatchInputs(
    Examples examples, Distortions distortions, List<Distortion> augment, long seed) {

  Stepper.Inputs of(int[] chosen, long step) {
    long drawn = Seeds.mix(seed, step);
    return (from, to, memory) -> {
      for (int i = from; i < to; i++) {
        if (augment.isEmpty()) {
          examples.copyInput(chosen[i], memory);
        } else {
          SplittableRandom random = new SplittableRandom(Seeds.mix(drawn, i));
          memory.put(distortions.augmented(examples.inputs(chosen[i]), augment, random));
        }
      }
    };
  }
}
