package org.stockpot.djl.derivative;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Derivatives of a loss that DJL's arrays recorded, by libtorch's {@code torch.autograd.grad}.
 *
 * <p>DJL's own entry point adds gradients to arrays, so that threads cannot share parameters, and
 * leaks memory where it is asked to keep a graph for a second derivative. Calls are thread-safe.
 */
final class AutogradModule {

  private final PtNDManager manager;
  private final PtSymbolBlock module;

  /** Loads the module, which lasts as long as the manager. */
  AutogradModule(PtNDManager manager) {
    this.manager = manager;
    try (ByteArrayInputStream archive = new ByteArrayInputStream(AutogradArchive.bytes())) {
      module = JniUtils.loadModule(manager, archive, false, false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the gradient of a number by each parameter, zeros where it does not depend on one. */
  NDList gradient(NDArray loss, List<PtNDArray> parameters) {
    return run("gradient", new NDList(loss), parameters, List.of());
  }

  /** Returns the product of the Hessian of a loss by the parameters and a direction. */
  NDList hessianTimes(NDArray loss, List<PtNDArray> parameters, List<PtNDArray> direction) {
    return run("hessian_times", new NDList(loss), parameters, direction);
  }

  /** Returns {@code J^T J v}, where J are the derivatives of outputs by the parameters. */
  NDList gramTimes(NDArray outputs, List<PtNDArray> parameters, List<PtNDArray> direction) {
    return run("gram_times", new NDList(outputs), parameters, direction);
  }

  /** Returns {@code J^T H J v}, where H is the Hessian of a loss by the outputs it is made of. */
  NDList gaussNewtonTimes(
      NDArray loss, NDArray outputs, List<PtNDArray> parameters, List<PtNDArray> direction) {
    return run("gauss_newton_times", new NDList(loss, outputs), parameters, direction);
  }

  /** Runs a method as DJL runs a module in training: otherwise no graph is kept. */
  private NDList run(
      String method, NDList of, List<PtNDArray> parameters, List<PtNDArray> direction) {
    NDList inputs = new NDList(named(manager.create(0f), "module_method:" + method));
    inputs.addAll(of);
    parameters.forEach(array -> inputs.add(named(array, "parameters[]")));
    direction.forEach(array -> inputs.add(named(array, "direction[]")));
    return IValueUtils.forward(module, inputs, true);
  }

  /** DJL finds out by names which arrays make up a list. */
  private static NDArray named(NDArray array, String name) {
    array.setName(name);
    return array;
  }
}
