package org.stockpot.dense;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import java.util.ArrayList;
import java.util.List;
import org.stockpot.dense.DensePass.Matrix;

/**
 * The gradient of a dense network's loss, and products of a direction (V, c) with the loss's
 * Hessian, or with its Gauss–Newton matrix, summed over some examples. With {@code R} for the
 * derivative along the direction, δ_l for the loss's gradient by z_l and H for its Hessian by the
 * outputs,
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
 * Products", Neural Computation 14, 2002, §3. What no direction changes, z_l, a_l and δ_l, is
 * computed once ({@link #pass}). Most work is in the first layer, whose inputs have no derivative:
 * two products of matrices for each direction, as many as a gradient has.
 */
public final class DenseProducts {

  private static final int[] ROWS = {0};
  private static final int[] COLUMNS = {1};

  private final int layers;
  private final int outputs;
  private final boolean softmax;

  /**
   * The arrays of a layer, or a direction of them.
   *
   * @param weights W or V, one row per unit
   * @param biases b or c
   */
  public record Affine(NDArray weights, NDArray biases) {

    NDArray of(NDArray inputs) {
      return Libtorch.linear(inputs, weights, biases);
    }
  }

  /**
   * Computes nothing yet.
   *
   * @param network the layers
   * @param softmax whether the loss is the cross-entropy of the outputs' softmax, in nats; else it
   *     is the squared error, as a mean over outputs
   */
  public DenseProducts(DenseNetwork network, boolean softmax) {
    layers = network.layers().size();
    outputs = network.layers().get(layers - 1).units();
    this.softmax = softmax;
  }

  /**
   * Passes some examples through the network.
   *
   * @param inputs one row per example
   * @param targets one row per example: probabilities of classes, or the numbers
   * @param weights of each layer
   * @return what products with any direction need
   */
  public DensePass pass(NDArray inputs, NDArray targets, List<Affine> weights) {
    List<NDArray> hidden = new ArrayList<>();
    NDArray z = weights.get(0).of(inputs);
    for (int l = 1; l < layers; l++) {
      hidden.add(z.maximum(0));
      z = weights.get(l).of(hidden.get(l - 1));
    }
    NDArray given = softmax ? z.softmax(1) : z;
    NDArray delta = given.sub(targets).mul(softmax ? 1 : 2.0 / outputs);
    List<NDArray> slopes = new ArrayList<>(List.of(delta));
    for (int l = layers - 1; l > 0; l--) {
      delta = Libtorch.product(delta, weights.get(l).weights).mul(open(hidden.get(l - 1)));
      slopes.add(0, delta);
    }
    return new DensePass(
        hidden.stream().map(Matrix::of).toList(),
        Matrix.of(given),
        slopes.stream().map(Matrix::of).toList());
  }

  /**
   * Returns the gradient of the summed losses of some examples.
   *
   * @param pass of these examples
   * @param inputs one row per example
   * @return of each layer its weights' part, then that of its biases
   */
  public NDList gradient(DensePass pass, NDArray inputs) {
    NDList parts = new NDList();
    for (int l = 0; l < layers; l++) {
      NDArray delta = pass.slopes(l, inputs.getManager());
      NDArray before = l == 0 ? inputs : pass.hidden(l - 1, inputs.getManager());
      parts.add(outer(delta, before));
      parts.add(delta.sum(ROWS));
    }
    return parts;
  }

  /**
   * Returns the product with the Hessian of the summed losses of some examples.
   *
   * @param pass of these examples
   * @param inputs one row per example
   * @param weights of each layer
   * @param direction of each layer
   * @return of each layer its weights' part, then that of its biases
   */
  public NDList hessianTimes(
      DensePass pass, NDArray inputs, List<Affine> weights, List<Affine> direction) {
    return new Product(pass, inputs, weights, direction, true).parts();
  }

  /**
   * Returns the product with the Gauss–Newton matrix of some examples, {@code sum_i J_iᵀ H_i J_i
   * v}, where J_i are the derivatives of an example's outputs.
   *
   * @param pass of these examples
   * @param inputs one row per example
   * @param weights of each layer
   * @param direction of each layer
   * @return as of the Hessian
   */
  public NDList gaussNewtonTimes(
      DensePass pass, NDArray inputs, List<Affine> weights, List<Affine> direction) {
    return new Product(pass, inputs, weights, direction, false).parts();
  }

  /** Returns 1 where a ReLU let something through, else 0. */
  private static NDArray open(NDArray activations) {
    return activations.gt(0).toType(DataType.FLOAT32, false);
  }

  /** Returns aᵀ b: the sum over examples of the products of their rows. */
  private static NDArray outer(NDArray a, NDArray b) {
    return Libtorch.product(a.transpose(), b);
  }

  /** One product: forward along the direction, and back. */
  private final class Product {
    private final DensePass pass;
    private final NDArray inputs;
    private final List<Affine> weights;
    private final List<Affine> direction;
    private final boolean whole;
    private final List<NDArray> open = new ArrayList<>();
    private final List<NDArray> before = new ArrayList<>();
    private final List<NDArray> movedBefore = new ArrayList<>();

    Product(
        DensePass pass,
        NDArray inputs,
        List<Affine> weights,
        List<Affine> direction,
        boolean whole) {
      this.pass = pass;
      this.inputs = inputs;
      this.weights = weights;
      this.direction = direction;
      this.whole = whole;
    }

    NDList parts() {
      NDArray moved = bent(forward());
      NDList parts = new NDList();
      for (int l = layers - 1; l > 0; l--) {
        NDArray product = outer(moved, before.get(l - 1));
        NDArray back = Libtorch.product(moved, weights.get(l).weights);
        if (whole) {
          NDArray delta = pass.slopes(l, inputs.getManager());
          product = product.add(outer(delta, movedBefore.get(l - 1)));
          back = back.add(Libtorch.product(delta, direction.get(l).weights));
        }
        parts.add(0, moved.sum(ROWS));
        parts.add(0, product);
        moved = back.mul(open.get(l - 1));
      }
      parts.add(0, moved.sum(ROWS));
      parts.add(0, outer(moved, inputs));
      return parts;
    }

    /** Returns R z_L. */
    private NDArray forward() {
      NDArray moved = direction.get(0).of(inputs);
      for (int l = 1; l < layers; l++) {
        before.add(pass.hidden(l - 1, inputs.getManager()));
        open.add(open(before.get(l - 1)));
        movedBefore.add(moved.mul(open.get(l - 1)));
        NDArray direct = direction.get(l).of(before.get(l - 1));
        moved = direct.add(Libtorch.linear(movedBefore.get(l - 1), weights.get(l).weights, null));
      }
      return moved;
    }

    /** Returns H R z_L. */
    private NDArray bent(NDArray moved) {
      if (!softmax) {
        return moved.mul(2.0 / outputs);
      }
      NDArray p = pass.outputs(inputs.getManager());
      NDArray weighed = p.mul(moved);
      return weighed.sub(p.mul(weighed.sum(COLUMNS, true)));
    }
  }
}
