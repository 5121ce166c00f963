package org.stockpot.dense;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.stockpot.dense.DenseNetwork.Layer;

/**
 * Products of a direction (V, c) with the Hessian of a dense network's loss, or with its
 * Gauss–Newton matrix, summed over some examples. With {@code R} for the derivative along the
 * direction, δ_l for the loss's gradient by z_l and H for its Hessian by the outputs,
 *
 * <pre>
 * z_l = W_l a_(l-1) + b_l, a_l = relu(z_l)
 * R z_l = V_l a_(l-1) + c_l + W_l R a_(l-1), R a_l = 1[z_l > 0] R z_l, R a_0 = 0
 * R δ_L = H R z_L, R δ_(l-1) = 1[z_(l-1) > 0] (W_lᵀ R δ_l + V_lᵀ δ_l)
 * product by W_l = R δ_l a_(l-1)ᵀ + δ_l (R a_(l-1))ᵀ, product by b_l = R δ_l
 * </pre>
 *
 * <p>The Gauss–Newton matrix leaves out what has δ. See Pearlmutter, "Fast Exact Multiplication by
 * the Hessian", Neural Computation 6, 1994, §4, and Schraudolph, "Fast Curvature Matrix-Vector
 * Products", Neural Computation 14, 2002, §3. Most work is in the first layer, whose inputs have no
 * derivative: three products of matrices, where a gradient has two.
 */
public final class DenseProducts {

  private final DenseNetwork network;
  private final boolean softmax;

  /**
   * Computes nothing yet.
   *
   * @param network the layers
   * @param softmax whether the loss is the cross-entropy of the outputs' softmax, in nats; else it
   *     is the squared error, as a mean over outputs
   */
  public DenseProducts(DenseNetwork network, boolean softmax) {
    this.network = network;
    this.softmax = softmax;
  }

  /** What a layer gets and makes of examples, one row for each, and the derivatives of both. */
  private record Trace(NDArray inputs, NDArray moved, NDArray outputs, NDArray movedOutputs) {}

  /**
   * Returns the product with the Hessian of the summed losses of some examples.
   *
   * @param inputs one row per example
   * @param targets one row per example: probabilities of classes, or the numbers
   * @param weights the array of a slot
   * @param direction the array of a slot
   * @return of each layer its weights' part, then that of its biases if it has some
   */
  public NDList hessianTimes(
      NDArray inputs,
      NDArray targets,
      IntFunction<NDArray> weights,
      IntFunction<NDArray> direction) {
    List<Trace> traces = forward(inputs, weights, direction);
    NDArray outputs = traces.get(traces.size() - 1).outputs;
    NDArray slopes =
        softmax
            ? outputs.softmax(1).sub(targets)
            : outputs.sub(targets).mul(2.0 / outputs.getShape().get(1));
    return backward(traces, slopes, weights, direction);
  }

  /**
   * Returns the product with the Gauss–Newton matrix of some examples, {@code sum_i J_iᵀ H_i J_i
   * v}, where J_i are the derivatives of an example's outputs.
   *
   * @param inputs one row per example
   * @param weights the array of a slot
   * @param direction the array of a slot
   * @return as of the Hessian
   */
  public NDList gaussNewtonTimes(
      NDArray inputs, IntFunction<NDArray> weights, IntFunction<NDArray> direction) {
    return backward(forward(inputs, weights, direction), null, weights, direction);
  }

  private List<Trace> forward(
      NDArray inputs, IntFunction<NDArray> weights, IntFunction<NDArray> direction) {
    List<Trace> traces = new ArrayList<>();
    NDArray a = inputs;
    NDArray moved = null;
    for (Layer layer : network.layers()) {
      if (!traces.isEmpty()) {
        NDArray open = open(traces.get(traces.size() - 1));
        moved = traces.get(traces.size() - 1).movedOutputs.mul(open);
        a = traces.get(traces.size() - 1).outputs.mul(open);
      }
      NDArray z = Libtorch.linear(a, weights.apply(layer.weight()), bias(layer, weights));
      NDArray rz = Libtorch.linear(a, direction.apply(layer.weight()), bias(layer, direction));
      if (moved != null) {
        rz = rz.add(Libtorch.linear(moved, weights.apply(layer.weight()), null));
      }
      traces.add(new Trace(a, moved, z, rz));
    }
    return traces;
  }

  private static NDArray bias(Layer layer, IntFunction<NDArray> arrays) {
    return layer.bias() < 0 ? null : arrays.apply(layer.bias());
  }

  /** Returns 1 where a ReLU lets through what a layer gives, else 0. */
  private static NDArray open(Trace trace) {
    return trace.outputs.gt(0).toType(DataType.FLOAT32, false);
  }

  /** Goes back from the outputs; without slopes δ, only what moves by H. */
  private NDList backward(
      List<Trace> traces,
      NDArray slopes,
      IntFunction<NDArray> weights,
      IntFunction<NDArray> direction) {
    NDArray delta = slopes;
    NDArray moved = bent(traces.get(traces.size() - 1));
    List<NDList> parts = new ArrayList<>();
    for (int l = traces.size() - 1; l >= 0; l--) {
      Layer layer = network.layers().get(l);
      parts.add(0, part(traces.get(l), layer, delta, moved));
      if (l > 0) {
        NDArray open = open(traces.get(l - 1));
        NDArray back = Libtorch.product(moved, weights.apply(layer.weight()));
        if (delta != null) {
          back = back.add(Libtorch.product(delta, direction.apply(layer.weight())));
          // The first layer's product has no need of its slopes.
          delta = l > 1 ? Libtorch.product(delta, weights.apply(layer.weight())).mul(open) : null;
        }
        moved = back.mul(open);
      }
    }
    NDList all = new NDList();
    parts.forEach(all::addAll);
    return all;
  }

  /** Returns H R z_L. */
  private NDArray bent(Trace last) {
    if (!softmax) {
      return last.movedOutputs.mul(2.0 / last.outputs.getShape().get(1));
    }
    NDArray p = last.outputs.softmax(1);
    NDArray weighed = p.mul(last.movedOutputs);
    return weighed.sub(p.mul(weighed.sum(new int[] {1}, true)));
  }

  private static NDList part(Trace trace, Layer layer, NDArray delta, NDArray moved) {
    NDArray product = outer(moved, trace.inputs);
    if (delta != null && trace.moved != null) {
      product = product.add(outer(delta, trace.moved));
    }
    NDList part = new NDList(product);
    if (layer.bias() >= 0) {
      part.add(moved.sum(new int[] {0}));
    }
    return part;
  }

  /** Returns aᵀ b: the sum over examples of the products of their rows. */
  private static NDArray outer(NDArray a, NDArray b) {
    return Libtorch.product(a.transpose(), b);
  }
}
