package org.stockpot.djl.derivative;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import org.stockpot.djl.network.Network;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Point;

/**
 * Passes over a chain of dense layers, of which numbers of single examples follow without their
 * gradients.
 *
 * @param chain the layers
 * @param passes the examples
 * @param autograd the derivatives of a pass
 */
record ChainedPasses(LinearChain chain, RecordedPasses passes, AutogradModule autograd) {

  private static final double CLOSE = 1e-3;

  /** Returns the squared norm of each example's gradient, and numbers of rows behind them. */
  float[] squaredNorms(Network network, int from, int most, IntFunction<Optional<NDArray>> masks) {
    return numbers(
        network,
        from,
        most,
        (loss, traces) -> LinearChain.squaredNorms(autograd, loss, traces, masks));
  }

  /** Returns the slope of each example's loss along a direction, and of rows behind them. */
  float[] slopes(Network network, int from, int most, IntFunction<NDArray> direction) {
    return numbers(
        network,
        from,
        most,
        (loss, traces) -> LinearChain.slopes(autograd, loss, traces, direction));
  }

  /** Returns the sums of the squared gradients of some examples, for each of some slots. */
  float[][] squares(Network network, int from, int most, List<Integer> slots) {
    List<LinearChain.Trace> traces = new ArrayList<>();
    return passes.values(
        network,
        from,
        most,
        batch -> chain.forward(network.store(), batch, traces),
        recorded -> {
          Map<Integer, NDArray> sums = LinearChain.squares(autograd, recorded.loss(), traces);
          NDList all = new NDList();
          slots.forEach(slot -> all.add(sums.get(slot)));
          return all;
        });
  }

  private float[] numbers(
      Network network,
      int from,
      int most,
      BiFunction<NDArray, List<LinearChain.Trace>, NDArray> formula) {
    List<LinearChain.Trace> traces = new ArrayList<>();
    return passes
        .values(
            network,
            from,
            most,
            batch -> chain.forward(network.store(), batch, traces),
            recorded -> new NDList(formula.apply(recorded.loss(), traces)))[0];
  }

  /** Returns the tangent kernel of some examples, the first of all. */
  ChainKernel kernel(Network network, int examples, int most) {
    int outputs = passes.outputs(network);
    List<LinearChain.Layer> trained =
        chain.layers().stream().filter(LinearChain.Layer::isTrained).toList();
    ChainKernel kernel = new ChainKernel(trained, examples, outputs);
    for (int from = 0; from < examples; from += most) {
      float[][] inputs = inputs(network, from, most);
      int rows = inputs[inputs.length - 1].length / outputs;
      kernel.putInputs(from, inputs, rows);
      for (int output = 0; output < outputs; output++) {
        kernel.putSlopes(from, output, slopesOfOutput(network, from, most, output), rows);
      }
    }
    return kernel;
  }

  /** Returns for each trained layer the gradient of one output of each row by what it gave. */
  private float[][] slopesOfOutput(Network network, int from, int most, int output) {
    List<LinearChain.Trace> traces = new ArrayList<>();
    return passes.values(
        network,
        from,
        most,
        batch -> chain.forward(network.store(), batch, traces),
        recorded ->
            autograd.gradient(
                recorded.outputs().get(":, " + output).sum(), LinearChain.outputs(traces)));
  }

  /** Returns for each trained layer what it got of each row; last the outputs. */
  private float[][] inputs(Network network, int from, int most) {
    List<LinearChain.Trace> traces = new ArrayList<>();
    return passes.values(
        network,
        from,
        most,
        batch -> chain.forward(network.store(), batch, traces),
        recorded -> {
          NDList inputs = new NDList();
          traces.forEach(trace -> inputs.add(trace.inputs()));
          inputs.add(recorded.outputs());
          return inputs;
        });
  }

  /** Returns weights of no meaning, none of which is 0. */
  static Point any(Layout layout) {
    return Point.build(
        layout,
        values -> {
          for (int i = 0; i < values.length; i++) {
            values[i] = (float) (0.1 * Math.sin(i + 1.0));
          }
        });
  }

  /**
   * Returns whether the first example's norm among others is that of its own gradient: layers may
   * see rows of rows, or what is between them may mix examples.
   */
  boolean agrees(Network network, int most, List<PtNDArray> parameters) {
    try {
      double together = squaredNorms(network, 0, most, slot -> Optional.empty())[0];
      double alone = 0;
      for (float[] gradient :
          passes.values(network, 0, 1, r -> autograd.gradient(r.loss(), parameters))) {
        for (float entry : gradient) {
          alone += (double) entry * entry;
        }
      }
      return Math.abs(together - alone) <= CLOSE * alone;
    } catch (CancellationException e) {
      throw e;
    } catch (RuntimeException e) {
      return false;
    }
  }
}
