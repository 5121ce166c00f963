package org.stockpot.djl.units;

import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import java.lang.reflect.Field;
import java.util.List;
import java.util.function.Function;

/** What DJL's blocks hold and do not tell. */
public final class BlockFields {

  private BlockFields() {}

  /**
   * Returns what a block does with what its branches give.
   *
   * @param block the block
   * @return its function
   */
  @SuppressWarnings("unchecked")
  public static Function<List<NDList>, NDList> function(ParallelBlock block) {
    return (Function<List<NDList>, NDList>) value(ParallelBlock.class, block, "function");
  }

  /** Returns what a normalisation adds to variances. */
  static float epsilon(BatchNorm block) {
    return (float) value(BatchNorm.class, block, "epsilon");
  }

  /** Returns how many units a dense layer has. */
  static long units(Linear block) {
    return (long) value(Linear.class, block, "units");
  }

  /** Returns a normalisation with the same settings. */
  static BatchNorm like(BatchNorm block) {
    return BatchNorm.builder()
        .optAxis((int) value(BatchNorm.class, block, "axis"))
        .optCenter((boolean) value(BatchNorm.class, block, "center"))
        .optScale((boolean) value(BatchNorm.class, block, "scale"))
        .optEpsilon(epsilon(block))
        .optMomentum((float) value(BatchNorm.class, block, "momentum"))
        .build();
  }

  private static Object value(Class<?> type, Block block, String name) {
    try {
      Field field = type.getDeclaredField(name);
      field.setAccessible(true);
      return field.get(block);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this DJL has another " + type.getSimpleName(), e);
    }
  }
}
