package org.stockpot.djl;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.ParameterStore;
import java.util.Optional;
import org.stockpot.djl.engine.Engines;
import org.stockpot.error.ErrorFunction;

/**
 * An error function that a DJL block computes: its input are the parameters, one vector of double
 * precision, and its output is the error of each example, or one error. Gradients are by automatic
 * differentiation in the same precision.
 *
 * <p>Example: {@code new BlockError(new LambdaBlock(in -> new NDList(in.get(0).square().sum())))}.
 *
 * @param block what computes it; parameters of its own stay as they are
 */
public record BlockError(Block block) implements ErrorFunction.OfExamples {

  @Override
  public double[] errors(double[] parameters) {
    try (NDManager manager = Engines.newManager()) {
      return output(manager.create(parameters)).toDoubleArray();
    }
  }

  private NDArray output(NDArray parameters) {
    NDManager manager = parameters.getManager();
    NDList outputs =
        block.forward(new ParameterStore(manager, false), new NDList(parameters), false);
    if (outputs.size() != 1) {
      throw new IllegalArgumentException(
          "a block must have one output, its errors, got " + outputs.size());
    }
    return outputs.get(0).toType(DataType.FLOAT64, false).reshape(new Shape(-1));
  }

  @Override
  public Optional<double[]> gradient(double[] parameters, double[] weights) {
    try (NDManager manager = Engines.newManager()) {
      return Engines.recording(() -> gradient(manager.create(parameters), manager.create(weights)));
    }
  }

  private Optional<double[]> gradient(NDArray at, NDArray weights) {
    at.setRequiresGradient(true);
    NDArray errors = output(at);
    try {
      JniUtils.backward((PtNDArray) errors, (PtNDArray) weights, false, false);
    } catch (EngineException e) {
      return Optional.empty(); // Nothing was recorded, as of a constant: differences are taken.
    }
    return Optional.of(at.getGradient().toDoubleArray());
  }

  @Override
  public String gradientWords() {
    return "automatic differentiation of " + Engine.getDefaultEngineName();
  }
}
