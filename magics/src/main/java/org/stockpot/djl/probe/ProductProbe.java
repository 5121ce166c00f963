package org.stockpot.djl.probe;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.stockpot.dense.NativeArrays;
import org.stockpot.djl.binding.Binding;
import org.stockpot.djl.network.ExampleBatches;
import org.stockpot.djl.network.Network;
import org.stockpot.weights.Point;
import org.stockpot.weights.Role;
import org.stockpot.weights.Slot;

/**
 * Finds out whether a product multiplies by a matrix whose owner does not tell, by its gradients.
 *
 * <p>For one example, the gradient of any combination of the outputs by the matrix of a product z W
 * is an outer product of z and of what comes back: one factor is the same whatever combination is
 * asked for, and moves with the example, smoothly. A table that is added or multiplied entry by
 * entry has no such factor, one that is looked up has one that jumps. A product that sees several
 * positions of an example at once is not told apart, and is then none.
 */
public final class ProductProbe {

  private static final double EXACT = 1e-3;
  private static final double STEP = 1e-3;

  private final Network network;
  private final ExampleBatches batches;

  private ProductProbe(Network network, ExampleBatches batches) {
    this.network = network;
    this.batches = batches;
  }

  /**
   * Returns a binding in which matrices that are shown to be weights are.
   *
   * @param binding the model's parameters as slots
   * @param network the working copy, which the caller has for itself
   * @param batches makes inputs of examples
   * @param point a point of this layout
   * @return a binding in which matrices that are shown to be weights are
   */
  public static Binding of(Binding binding, Network network, ExampleBatches batches, Point point) {
    if (binding.entries().stream().allMatch(Binding.Entry::settled)) {
      return binding;
    }
    network.set(point.values());
    ProductProbe probe = new ProductProbe(network, batches);
    return binding.map(
        entry ->
            !entry.settled() && probe.isProduct(binding.layout().slot(entry.name()), binding)
                ? entry.with(Role.WEIGHT)
                : entry);
  }

  private boolean isProduct(Slot slot, Binding binding) {
    int columns = slot.shape().get(slot.shape().size() - 1);
    int index = binding.layout().slots().indexOf(slot);
    int rows = slot.size() / columns;
    if (slot.shape().size() != 2 || rows < 2 || columns < 2) {
      return false;
    }
    try {
      int other = batches.examples().count() / 2;
      double[][] once = gradient(index, 0, 0, 1);
      double[][] again = gradient(index, 0, 0, 2);
      double[][] elsewhere = gradient(index, other, 0, 1);
      double[][] near = gradient(index, 0, STEP, 1);
      return isInput(once[0], again[0], elsewhere[0], near[0], once[1], again[1])
          || isInput(once[1], again[1], elsewhere[1], near[1], once[0], again[0]);
    } catch (RuntimeException e) {
      // A model that takes no batch of one, or has no gradients, shows nothing.
      return false;
    }
  }

  private static boolean isInput(
      double[] once,
      double[] again,
      double[] elsewhere,
      double[] near,
      double[] back,
      double[] other) {
    double moves = apart(once, near);
    return apart(once, again) < EXACT
        && apart(once, elsewhere) > EXACT
        && apart(back, other) > EXACT
        && moves > 0
        && moves < 0.1;
  }

  /** Returns the distance of two factors of length 1, whatever their signs. */
  private static double apart(double[] a, double[] b) {
    double plus = 0;
    double minus = 0;
    for (int i = 0; i < a.length; i++) {
      plus += (a[i] + b[i]) * (a[i] + b[i]);
      minus += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return Math.sqrt(Math.min(plus, minus));
  }

  /** Returns the factors of a gradient by one example, or fails if it is no outer product. */
  private double[][] gradient(int slot, int example, double noise, long seed) {
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      NDArray input = batches.of(example);
      FloatBuffer memory = NativeArrays.floats(input);
      SplittableRandom random = new SplittableRandom(7);
      for (int i = 0; i < memory.capacity(); i++) {
        memory.put(i, (float) (memory.get(i) + noise * (2 * random.nextDouble() - 1)));
      }
      NDArray outputs = network.forwardWithGradient(input).get(0);
      SplittableRandom asked = new SplittableRandom(seed);
      float[] weights = new float[(int) outputs.size()];
      for (int i = 0; i < weights.length; i++) {
        weights[i] = (float) (2 * asked.nextDouble() - 1);
      }
      network.backward(outputs, weights);
      FloatBuffer gradient = network.gradient(slot);
      int columns = (int) network.array(slot).getShape().get(1);
      double[][] factors = factors(gradient, columns);
      network.forget();
      return factors;
    }
  }

  private static double[][] factors(FloatBuffer gradient, int columns) {
    int rows = gradient.capacity() / columns;
    int top = largest(gradient);
    double pivot = gradient.get(top);
    double[] column = new double[rows];
    double[] row = new double[columns];
    Arrays.setAll(column, r -> gradient.get(r * columns + top % columns));
    Arrays.setAll(row, c -> gradient.get(top / columns * columns + c));
    for (int i = 0; i < gradient.capacity(); i++) {
      double outer = column[i / columns] * row[i % columns] / pivot;
      if (!(Math.abs(outer - gradient.get(i)) <= EXACT * Math.abs(pivot))) {
        throw new IllegalArgumentException("no outer product");
      }
    }
    return new double[][] {unit(column), unit(row)};
  }

  private static int largest(FloatBuffer values) {
    int top = 0;
    for (int i = 0; i < values.capacity(); i++) {
      top = Math.abs(values.get(i)) > Math.abs(values.get(top)) ? i : top;
    }
    return top;
  }

  private static double[] unit(double[] values) {
    double norm = Math.sqrt(Arrays.stream(values).map(v -> v * v).sum());
    return Arrays.stream(values).map(v -> v / norm).toArray();
  }
}
