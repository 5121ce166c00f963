package org.stockpot.dense;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The first layer while it trains on inputs that are mostly background, of one value c. Its weights
 * are kept column by column, and both products pass over the background: with the gradient g of the
 * loss by z = W a + b = W (a - c) + c W 1 + b, that by W is g (a - c)ᵀ + c (g 1) 1ᵀ.
 *
 * <p>Parts share the examples of activations and their gradients, and the inputs of updates.
 */
final class SparseLayer implements StepLayer {

  private final DenseNetwork.Layer layer;
  private final NDManager manager;
  private final WeightUpdate update;
  private final float background;
  private final float[] inputs;
  private final SparseRows rows;
  private final float[][] columns;
  private final float[][] active;
  private final float[][] slope;
  private final NDArray activations;
  private final FloatBuffer weights;
  private final FloatBuffer biases;
  private final int biasOffset;
  private final List<Part> parts = new ArrayList<>();
  private NDArray fans;

  SparseLayer(
      DenseNetwork.Layer layer,
      ParameterArrays network,
      NDManager manager,
      WeightUpdate update,
      int batch,
      int threads) {
    this.layer = layer;
    this.manager = manager;
    this.update = update;
    background = update.order().background();
    inputs = new float[batch * layer.inputs()];
    rows = new SparseRows(background, batch, layer.inputs());
    columns = new float[layer.inputs()][layer.units()];
    active = new float[batch][layer.units()];
    slope = new float[batch][layer.units()];
    activations = manager.create(new Shape(batch, layer.units()), DataType.FLOAT32);
    weights = NativeArrays.floats(network.array(layer.weight()));
    biases = layer.bias() < 0 ? null : NativeArrays.floats(network.array(layer.bias()));
    biasOffset = layer.bias() < 0 ? -1 : network.offset(layer.bias());
    int count = layer.parts(threads);
    for (int i = 0; i < count; i++) {
      parts.add(new Part(i, count));
    }
  }

  /** Returns where the inputs of a batch go, one row per example. */
  FloatBuffer inputs() {
    return FloatBuffer.wrap(inputs);
  }

  @Override
  public NDArray outputs() {
    return activations;
  }

  @Override
  public void feed(NDArray aboveWeights, NDArray aboveGradients) {
    NDArray gradients = aboveGradients.transpose();
    gradients.attach(manager);
    for (Part part : parts) {
      part.pulls = DenseLayer.rows(gradients, part.example, part.lastExample, manager);
    }
    fans = aboveWeights;
  }

  @Override
  public void load() {
    for (int unit = 0; unit < layer.units(); unit++) {
      for (int input = 0; input < layer.inputs(); input++) {
        columns[input][unit] = weights.get(unit * layer.inputs() + input);
      }
    }
    parts.forEach(Part::sumColumns);
  }

  @Override
  public void store() {
    float[] row = new float[layer.inputs()];
    for (int unit = 0; unit < layer.units(); unit++) {
      for (int input = 0; input < layer.inputs(); input++) {
        row[input] = columns[input][unit];
      }
      weights.put(unit * layer.inputs(), row);
    }
  }

  @Override
  public List<Part> parts() {
    return parts;
  }

  /** Adds a row to another. */
  private static void add(float[] row, float[] sum) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += row[i];
    }
  }

  /** Multiplies a row. */
  private static void scale(float factor, float[] row) {
    for (int i = 0; i < row.length; i++) {
      row[i] *= factor;
    }
  }

  /** Some examples and some inputs. */
  final class Part implements StepLayer.Part {
    private final int example;
    private final int lastExample;
    private final int input;
    private final int lastInput;
    private final SparseRows turned;
    private final float[] columnSum = new float[layer.units()];
    private final float[] slopeSum = new float[layer.units()];
    private final float[] base = new float[layer.units()];
    private final float[] gradient = new float[layer.units()];
    private final FloatBuffer memory = NativeArrays.floats(activations);
    private NDArray pulls;

    Part(int index, int count) {
      example = active.length * index / count;
      lastExample = active.length * (index + 1) / count;
      input = layer.inputs() * index / count;
      lastInput = layer.inputs() * (index + 1) / count;
      turned = new SparseRows(background, lastInput - input, active.length);
    }

    private void sumColumns() {
      Arrays.fill(columnSum, 0f);
      for (int i = input; i < lastInput; i++) {
        add(columns[i], columnSum);
      }
    }

    @Override
    public void forward() {
      Arrays.fill(base, 0f);
      parts.forEach(part -> add(part.columnSum, base));
      scale(background, base);
      for (int i = 0; biases != null && i < base.length; i++) {
        base[i] += biases.get(i);
      }
      for (int i = example; i < lastExample; i++) {
        forward(i, active[i]);
      }
    }

    private void forward(int example, float[] sums) {
      System.arraycopy(base, 0, sums, 0, sums.length);
      rows.read(example, inputs, example * layer.inputs(), layer.inputs());
      rows.addTo(sums, example, columns);
      for (int i = 0; i < sums.length; i++) {
        sums[i] = Math.max(sums[i], 0f);
      }
      memory.put(example * layer.units(), sums);
    }

    @Override
    public void backward() {
      FloatBuffer product = NativeArrays.floats(Libtorch.product(pulls, fans));
      Arrays.fill(slopeSum, 0f);
      for (int i = example; i < lastExample; i++) {
        product.get((i - example) * layer.units(), slope[i]);
        backward(active[i], slope[i]);
      }
    }

    private void backward(float[] sums, float[] slopes) {
      for (int i = 0; i < slopes.length; i++) {
        slopes[i] = DenseLayer.ifPositive(sums[i], slopes[i]);
      }
      add(slopes, slopeSum);
    }

    @Override
    public void update() {
      Arrays.fill(base, 0f);
      parts.forEach(part -> add(part.slopeSum, base));
      if (biases != null && input == 0) {
        update.apply(biasOffset, FloatBuffer.wrap(base), biases);
      }
      scale(background, base);
      Arrays.fill(columnSum, 0f);
      turned.turn(rows, input);
      for (int i = input; i < lastInput; i++) {
        System.arraycopy(base, 0, gradient, 0, base.length);
        turned.addTo(gradient, i - input, slope);
        update.apply(i, gradient, columns[i]);
        add(columns[i], columnSum);
      }
    }
  }
}
