package org.stockpot.dense;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.stockpot.djl.engine.Engines;

/** Products on one thread: ours, and the library's plain one. */
@State(Scope.Benchmark)
public class ProductKernel {

  /** Rows of a, columns of both, rows of b. */
  @Param({"1000x784x300", "150x784x60"})
  public String shape;

  private NDManager manager;
  private NDArray a;
  private NDArray b;

  @Setup
  public void fill() {
    String[] sizes = shape.split("x", -1);
    int columns = Integer.parseInt(sizes[1]);
    manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
    a = manager.randomNormal(new Shape(Integer.parseInt(sizes[0]), columns));
    b = manager.randomNormal(new Shape(Integer.parseInt(sizes[2]), columns));
  }

  @TearDown
  public void close() {
    manager.close();
  }

  @Benchmark
  public NDArray ours() {
    return Engines.inference(1, () -> MatrixProduct.of(a, b, null));
  }

  @Benchmark
  public NDArray plain() {
    return Engines.inference(1, () -> JniUtils.linear((PtNDArray) a, (PtNDArray) b, null));
  }
}
