package org.stockpot.dense;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.function.Supplier;

/** Matrix products by themselves, for the benchmark. */
public final class ProductWork {

  private static final int REPEATS = 100;

  private ProductWork() {}

  /** Returns the least seconds of one product on one thread. */
  public static double seconds(int rows, int inner, int columns) {
    JniUtils.setNumThreads(1);
    try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
      NDArray a = manager.randomNormal(new Shape(rows, inner));
      NDArray b = manager.randomNormal(new Shape(columns, inner));
      return best(() -> JniUtils.linear((PtNDArray) a, (PtNDArray) b, null));
    }
  }

  private static double best(Supplier<NDArray> product) {
    double best = Double.POSITIVE_INFINITY;
    for (int i = 0; i < REPEATS; i++) {
      long began = System.nanoTime();
      NDArray made = product.get();
      best = Math.min(best, (System.nanoTime() - began) / 1e9);
      made.close();
    }
    return best;
  }
}
