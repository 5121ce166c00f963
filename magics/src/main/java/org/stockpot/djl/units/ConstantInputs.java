package org.stockpot.djl.units;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.norm.BatchNorm;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import org.stockpot.djl.binding.Binding;
import org.stockpot.task.analysis.LayerInputs;
import org.stockpot.weights.Point;

/**
 * Finds channels that give one number for all examples and at all places of an image, by following
 * them from layer to layer in evaluation. A unit whose weights are zero for all inputs that vary is
 * one; behind zero padding a number other than 0 varies. What an operation without parameters does
 * is tried ({@link DependencyProbe}).
 */
public final class ConstantInputs implements LayerWalk<ConstantInputs.Channels> {

  private static final double VARIES = Double.NaN;

  private final Binding binding;
  private final Point at;
  private final NDManager manager;
  private final DependencyProbe probe;
  private final List<LayerInputs> layers = new ArrayList<>();

  /** The number that each channel of an example always is, or NaN. */
  static final class Channels {

    private final Shape shape;
    private final double[] constants;

    Channels(Shape shape, double... constants) {
      this.shape = shape;
      this.constants = constants;
    }
  }

  private ConstantInputs(Binding binding, Point at, NDManager manager) {
    this.binding = binding;
    this.at = at;
    this.manager = manager;
    probe = new DependencyProbe(manager);
  }

  /**
   * Returns what each layer of a block reads.
   *
   * @param block a block whose units can be derived
   * @param binding its parameters
   * @param example the shape of one example
   * @param at a point
   * @param parent makes arrays, which are freed
   * @return one for each dense layer and convolution, in the order in which data goes through them
   */
  public static List<LayerInputs> of(
      Block block, Binding binding, Shape example, Point at, NDManager parent) {
    try (NDManager manager = parent.newSubManager();
        NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      ConstantInputs walk = new ConstantInputs(binding, at, manager);
      double[] inputs = new double[(int) example.get(0)];
      Arrays.fill(inputs, VARIES);
      walk.through(manager, block, new Channels(example, inputs));
      return walk.layers;
    }
  }

  @Override
  public Shape shape(Channels channels) {
    return channels.shape;
  }

  @Override
  public Channels product(Block layer, Channels in) {
    Parameter weight = layer.getDirectParameters().get("weight");
    Optional<Parameter> bias =
        layer.getDirectParameters().contains("bias")
            ? Optional.of(layer.getDirectParameters().get("bias"))
            : Optional.empty();
    boolean padded =
        layer instanceof Conv2d c && Arrays.stream(c.getPadding().getShape()).anyMatch(p -> p > 0);
    Shape out = LayerWalk.outputs(layer, in.shape);
    layers.add(
        new LayerInputs(
            name(weight),
            bias.map(this::name),
            padded,
            out.size() / out.get(0),
            DoubleStream.of(in.constants).boxed().toList()));
    double[] made = new double[(int) out.get(0)];
    FloatBuffer weights = binding.values(weight, at);
    int perInput = weights.remaining() / made.length / in.constants.length;
    for (int i = 0; i < made.length; i++) {
      double start = bias.isPresent() ? binding.values(bias.get(), at).get(i) : 0;
      made[i] = made(weights, i * in.constants.length * perInput, perInput, in, padded, start);
    }
    return new Channels(out, made);
  }

  /** Returns the number that a unit always is, before its activation function. */
  private static double made(
      FloatBuffer weights, int from, int perInput, Channels in, boolean padded, double bias) {
    double sum = bias;
    for (int j = 0; j < in.constants.length; j++) {
      double constant = in.constants[j];
      for (int k = 0; k < perInput; k++) {
        double w = weights.get(from + j * perInput + k);
        if (w != 0 && (Double.isNaN(constant) || (padded && constant != 0))) {
          return VARIES;
        }
        sum += w == 0 ? 0 : w * constant;
      }
    }
    return sum;
  }

  private String name(Parameter parameter) {
    return binding.layout().slots().get(binding.slot(parameter)).name();
  }

  @Override
  public Channels normalisation(BatchNorm layer, Channels in) {
    double[] made = in.constants.clone();
    double epsilon = BlockFields.epsilon(layer);
    for (int c = 0; c < made.length; c++) {
      double scale = value(layer, "gamma", c, 1);
      double deviation = Math.sqrt(value(layer, "runningVar", c, 1) + epsilon);
      double shift = value(layer, "beta", c, 0);
      made[c] =
          scale == 0
              ? shift
              : (made[c] - value(layer, "runningMean", c, 0)) / deviation * scale + shift;
    }
    return new Channels(in.shape, made);
  }

  private double value(BatchNorm layer, String parameter, int channel, double other) {
    return layer.getDirectParameters().contains(parameter)
        ? binding.values(layer.getDirectParameters().get(parameter), at).get(channel)
        : other;
  }

  @Override
  public Channels operation(List<Channels> ins, Function<List<NDList>, NDList> operation) {
    List<Shape> shapes = ins.stream().map(in -> in.shape).toList();
    DependencyProbe.Found found = probe.of(shapes, operation);
    NDArray tried = operation.apply(ins.stream().map(this::example).toList()).singletonOrThrow();
    float[] values = tried.toFloatArray();
    double[] made = new double[(int) found.shape().get(0)];
    int width = values.length / made.length;
    for (int c = 0; c < made.length; c++) {
      made[c] = varies(ins, found, c) ? VARIES : uniform(values, c * width, width);
    }
    return new Channels(found.shape(), made);
  }

  private static boolean varies(List<Channels> ins, DependencyProbe.Found found, int channel) {
    for (int which = 0; which < ins.size(); which++) {
      int source = found.sources().get(which)[channel];
      if (source != UnitTable.NONE && Double.isNaN(ins.get(which).constants[source])) {
        return true;
      }
    }
    return false;
  }

  private static double uniform(float[] values, int from, int width) {
    for (int i = from; i < from + width; i++) {
      if (values[i] != values[from]) {
        return VARIES;
      }
    }
    return values[from];
  }

  /** Returns an example whose channels are the numbers that they always are, or 1. */
  private NDList example(Channels channels) {
    int width = (int) channels.shape.size() / channels.constants.length;
    float[] values = new float[channels.constants.length * width];
    for (int i = 0; i < values.length; i++) {
      double constant = channels.constants[i / width];
      values[i] = Double.isNaN(constant) ? 1 : (float) constant;
    }
    return new NDList(manager.create(values, new Shape(1).addAll(channels.shape)));
  }
}
