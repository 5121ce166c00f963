package org.stockpot.prune;

import java.nio.FloatBuffer;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Role;

/** A fifth of the weights of a density, by magnitude. */
@State(Scope.Benchmark)
public class SelectionKernel {

  @Param({"266200", "25000000"})
  public int weights;

  @Param({"1", "0.2"})
  public double density;

  private FloatBuffer values;
  private Mask kept;

  @Setup
  public void fill() {
    SplittableRandom random = new SplittableRandom(1);
    float[] array = new float[weights];
    for (int i = 0; i < weights; i++) {
      array[i] = (float) random.nextGaussian();
    }
    values = FloatBuffer.wrap(array);
    kept = Mask.full(Layout.builder().add("w", Role.WEIGHT, List.of(weights)).build());
    kept = kept.without(lowest(1 - density));
  }

  @Benchmark
  public BitSet lowestFifth() {
    return lowest(0.2);
  }

  private BitSet lowest(double share) {
    Selection selection = new Selection(values, true, kept.layout().slots(), kept);
    return selection.lowest((int) Math.round(share * kept.kept()));
  }
}
