package org.stockpot.dense;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * One dense layer while it trains. Activations and gradients have one row per unit and one column
 * per example, in Java's memory where numbers change one by one, and in native memory for products.
 */
final class DenseLayer implements StepLayer {

  private final DenseNetwork.Layer layer;
  private final NDManager manager;
  private final WeightUpdate update;
  private final int batch;
  private final boolean last;
  private final NDArray below;
  private final NDArray weights;
  private final NDArray activations;
  private final NDArray gradients;
  private final int offset;
  private final int biasOffset;
  private final FloatBuffer biases;
  private final float[] active;
  private final float[] slope;
  private final List<Part> parts = new ArrayList<>();
  private NDArray aboveGradients;

  /**
   * Allocates what a step needs.
   *
   * @param below what the layer gets, one row per example
   * @param last whether its outputs are the network's, without ReLU
   */
  DenseLayer(
      DenseNetwork.Layer layer,
      ParameterArrays network,
      NDManager manager,
      WeightUpdate update,
      NDArray below,
      int threads,
      boolean last) {
    this.layer = layer;
    this.manager = manager;
    this.update = update;
    this.below = below;
    this.last = last;
    batch = (int) below.getShape().get(0);
    weights = network.array(layer.weight());
    offset = network.offset(layer.weight());
    biasOffset = layer.bias() < 0 ? -1 : network.offset(layer.bias());
    biases = layer.bias() < 0 ? null : NativeArrays.floats(network.array(layer.bias()));
    Shape shape = new Shape(layer.units(), batch);
    activations = manager.create(shape, DataType.FLOAT32);
    gradients = manager.create(shape, DataType.FLOAT32);
    active = new float[layer.units() * batch];
    slope = new float[layer.units() * batch];
    int count = layer.parts(threads);
    for (int i = 0; i < count; i++) {
      parts.add(new Part(layer.units() * i / count, layer.units() * (i + 1) / count));
    }
  }

  @Override
  public List<Part> parts() {
    return parts;
  }

  @Override
  public NDArray outputs() {
    return activations.transpose();
  }

  @Override
  public void feed(NDArray aboveWeights, NDArray aboveGradients) {
    NDArray columns = aboveWeights.transpose();
    columns.attach(manager);
    parts.forEach(part -> part.fans = rows(columns, part.from, part.to));
    this.aboveGradients = aboveGradients;
  }

  NDArray weights() {
    return weights;
  }

  /** Returns the gradient by what the units sum up. */
  NDArray gradients() {
    return gradients;
  }

  /** Returns the loss of the last layer's outputs, and keeps its gradient. */
  double loss(BatchLoss criterion, int[] chosen) {
    float[] outputs = new float[active.length];
    transpose(active, outputs, batch);
    float[] gradient = new float[active.length];
    double loss = criterion.loss(FloatBuffer.wrap(outputs), chosen, gradient);
    transpose(gradient, slope, layer.units());
    NativeArrays.floats(gradients).put(0, slope);
    return loss;
  }

  /** Writes rows as columns. */
  private static void transpose(float[] from, float[] to, int columns) {
    int rows = from.length / columns;
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        to[j * rows + i] = from[i * columns + j];
      }
    }
  }

  private NDArray rows(NDArray matrix, int from, int to) {
    return rows(matrix, from, to, manager);
  }

  /** Returns a view that lasts as a manager does. */
  static NDArray rows(NDArray matrix, int from, int to, NDManager manager) {
    NDArray rows = matrix.get(new NDIndex("{}:{}", from, to));
    rows.attach(manager);
    return rows;
  }

  /** Some units of the layer. */
  final class Part implements StepLayer.Part {
    private final int from;
    private final int to;
    private final NDArray own;
    private final NDArray pulls;
    private final FloatBuffer ownMemory;
    private final FloatBuffer activationMemory = NativeArrays.floats(activations);
    private final FloatBuffer gradientMemory = NativeArrays.floats(gradients);
    private NDArray fans;

    Part(int from, int to) {
      this.from = from;
      this.to = to;
      own = rows(weights, from, to);
      ownMemory =
          NativeArrays.floats(weights).slice(from * layer.inputs(), (to - from) * layer.inputs());
      pulls = rows(gradients, from, to);
    }

    @Override
    public void forward() {
      read(Libtorch.linear(own, below, null), active);
      for (int unit = from; unit < to; unit++) {
        activate(unit * batch, biases == null ? 0 : biases.get(unit));
      }
      activationMemory.put(from * batch, active, from * batch, (to - from) * batch);
    }

    private void activate(int start, float bias) {
      float least = last ? Float.NEGATIVE_INFINITY : 0;
      for (int i = start; i < start + batch; i++) {
        active[i] = Math.max(active[i] + bias, least);
      }
    }

    @Override
    public void backward() {
      read(Libtorch.product(fans, aboveGradients), slope);
      for (int i = from * batch; i < to * batch; i++) {
        slope[i] = ifPositive(active[i], slope[i]);
      }
      gradientMemory.put(from * batch, slope, from * batch, (to - from) * batch);
    }

    @Override
    public void update() {
      NDArray gradient = Libtorch.product(pulls, below);
      update.apply(offset + from * layer.inputs(), NativeArrays.floats(gradient), ownMemory);
      if (biases != null) {
        float[] sums = new float[to - from];
        for (int unit = from; unit < to; unit++) {
          sums[unit - from] = sum(unit);
        }
        update.apply(biasOffset + from, FloatBuffer.wrap(sums), biases.slice(from, to - from));
      }
    }

    private float sum(int unit) {
      double sum = 0;
      for (int i = unit * batch; i < (unit + 1) * batch; i++) {
        sum += slope[i];
      }
      return (float) sum;
    }

    private void read(NDArray product, float[] target) {
      NativeArrays.floats(product).get(0, target, from * batch, (to - from) * batch);
    }
  }

  /** Returns a value where another is above +0, else +0, without a branch that is hard to guess. */
  static float ifPositive(float sign, float value) {
    int mask = -Float.floatToRawIntBits(sign) >> 31;
    return Float.intBitsToFloat(Float.floatToRawIntBits(value) & mask);
  }
}
