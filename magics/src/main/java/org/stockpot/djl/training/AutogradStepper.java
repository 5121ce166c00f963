package org.stockpot.djl.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.FloatBuffer;
import org.stockpot.dense.BatchLoss;
import org.stockpot.dense.NativeArrays;
import org.stockpot.dense.Stepper;
import org.stockpot.dense.WeightUpdate;
import org.stockpot.djl.network.Network;

/** Steps of any network, by libtorch's automatic differentiation. */
final class AutogradStepper implements Stepper {

  private final Network network;
  private final BatchLoss criterion;
  private final WeightUpdate update;
  private final int helpers;
  private final NDArray batch;
  private final FloatBuffer memory;

  AutogradStepper(
      Network network, Shape batch, int helpers, BatchLoss criterion, WeightUpdate update) {
    this.helpers = helpers;
    this.network = network;
    this.criterion = criterion;
    this.update = update;
    this.batch = network.manager().create(batch, DataType.FLOAT32);
    memory = NativeArrays.floats(this.batch);
  }

  @Override
  public void set(FloatBuffer values) {
    network.set(values);
  }

  @Override
  public void get(float[] values) {
    network.get(values);
  }

  @Override
  public double step(int[] chosen, Inputs inputs) {
    inputs.write(0, chosen.length, memory.rewind());
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      NDList given = network.forwardWithGradient(batch);
      NDArray outputs = given.get(0);
      float[] outputGradient = new float[(int) outputs.size()];
      double loss = criterion.loss(NativeArrays.floats(outputs), chosen, outputGradient);
      for (NDArray own : given.subNDList(1)) {
        loss += own.getFloat();
        network.backward(own, new float[] {1});
      }
      if (Double.isFinite(loss)) {
        network.backward(outputs, outputGradient);
        network.update(update, helpers);
      }
      return loss;
    }
  }

  @Override
  public void close() {
    batch.close();
  }
}
