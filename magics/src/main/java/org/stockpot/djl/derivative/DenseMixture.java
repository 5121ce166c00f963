package org.stockpot.djl.derivative;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.stockpot.dense.FirstLayer;
import org.stockpot.dense.NativeArrays;
import org.stockpot.djl.binding.Binding;
import org.stockpot.djl.engine.Engines;
import org.stockpot.djl.network.DenseFirstLayer;
import org.stockpot.djl.network.Network;
import org.stockpot.task.analysis.MixtureSlopes;
import org.stockpot.task.work.Interrupts;
import org.stockpot.task.work.Workers;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Mixture;
import org.stockpot.weights.Point;
import org.stockpot.weights.Slot;

/**
 * Derivatives by the coefficients of mixtures of networks whose first layer is dense, most of their
 * weights: what it gives is linear in them, so that its products with the examples are computed
 * once for each member, and neither its mixed weights nor a gradient by them are needed. With δ for
 * the gradient by what the layer gives, the derivative by the coefficient of member m is {@code
 * sum_i <δ_i, (W_m - W_o) x_i>}.
 */
final class DenseMixture implements MixtureSlopes {

  /** Examples whose products are computed at a time. */
  private static final int CHUNK = 500;

  /** How many examples' products take about the time of a step without them. */
  private static final int WORTH = 8;

  private final DerivedModel model;
  private final DenseFirstLayer parts;
  private final RecordedPasses passes;
  private final AutogradModule autograd;
  private final Mixture mixture;
  private final List<Integer> first;
  private final List<Integer> rest;
  private final Mixture tail;
  private final int units;
  private final Part origin;
  private final List<Part> members;

  /** What the origin, or a member beyond it, has in the first layer. */
  private static final class Part {
    private final int bias;
    private final float[] biases;
    private final float[] products;

    /** Keeps the slot of biases or -1, a number for each unit, and a row for each example. */
    Part(int bias, float[] biases, float[] products) {
      this.bias = bias;
      this.biases = biases;
      this.products = products;
    }

    float[] of(int slot) {
      return slot == bias ? biases : products;
    }

    int start(int slot, int example, int units) {
      return slot == bias ? 0 : example * units;
    }
  }

  private DenseMixture(
      DerivedModel model,
      DenseFirstLayer parts,
      RecordedPasses passes,
      AutogradModule autograd,
      Mixture mixture) {
    this.model = model;
    this.parts = parts;
    this.passes = passes;
    this.autograd = autograd;
    this.mixture = mixture;
    units = Math.toIntExact(parts.width());
    first = slots(true);
    rest = slots(false);
    tail = mixture.part(Layout.together(rest.stream().map(this::slot).toList()));
    List<Part> all = products();
    origin = all.get(mixture.members());
    members = all.subList(0, mixture.members());
  }

  /** Returns the derivatives, if the network and the work are such, and products fit in memory. */
  static Optional<MixtureSlopes> of(
      DerivedModel model,
      RecordedPasses passes,
      AutogradModule autograd,
      Mixture mixture,
      long steps) {
    Layout layout = model.binding().layout();
    long examples = passes.batches().examples().count();
    boolean all = layout.trained().equals(layout.slots());
    return DenseFirstLayer.of(model.block())
        .filter(parts -> all && isPart(parts, model.binding()))
        .filter(parts -> examples <= WORTH * steps && fits(parts, mixture, examples))
        .map(parts -> new DenseMixture(model, parts, passes, autograd, mixture));
  }

  private static boolean isPart(DenseFirstLayer parts, Binding binding) {
    return !binding.entries().stream().allMatch(entry -> parts.isFirst(entry.parameter()));
  }

  private static boolean fits(DenseFirstLayer parts, Mixture mixture, long examples) {
    double bytes = Float.BYTES * (mixture.members() + 1.0) * examples * parts.width();
    return bytes < Runtime.getRuntime().maxMemory() / 8.0;
  }

  private List<Integer> slots(boolean ofFirst) {
    List<Binding.Entry> entries = model.binding().entries();
    return IntStream.range(0, entries.size())
        .filter(i -> parts.isFirst(entries.get(i).parameter()) == ofFirst)
        .boxed()
        .toList();
  }

  private Slot slot(int slot) {
    return model.binding().layout().slots().get(slot);
  }

  private List<Part> products() {
    List<Integer> all = IntStream.rangeClosed(0, mixture.members()).boxed().toList();
    return model
        .networks()
        .shared(
            (network, threads) ->
                Workers.map(
                    threads,
                    all,
                    m -> part(m < mixture.members() ? mixture.added(m) : mixture.origin())));
  }

  private Part part(Point point) {
    int bias = first.stream().filter(s -> slot(s).shape().size() == 1).findFirst().orElse(-1);
    float[] biases = new float[bias < 0 ? 0 : units];
    Point weights = point;
    if (bias >= 0) {
      point.values(slot(bias)).get(biases);
      float[] values = point.toArray();
      Arrays.fill(values, slot(bias).offset(), slot(bias).end(), 0);
      weights = Point.of(point.layout(), values);
    }
    return new Part(bias, biases, product(weights));
  }

  private float[] product(Point weights) {
    int examples = passes.batches().examples().count();
    float[] products = new float[examples * units];
    try (NDManager held = passes.batches().manager().newSubManager()) {
      FirstLayer layer = parts.head(held, model.binding(), weights, Optional.empty());
      for (int from = 0; from < examples; from += CHUNK) {
        Interrupts.check();
        int start = from;
        int count = Math.min(CHUNK, examples - from);
        float[] some =
            Engines.inference(
                1, () -> layer.product(passes.batches().range(start, count)).toFloatArray());
        System.arraycopy(some, 0, products, from * units, some.length);
      }
    }
    return products;
  }

  @Override
  public double[][] at(double[][] coefficients, int... chosen) {
    float[] given = given(coefficients, chosen);
    Point behind = tail.at(rows(coefficients));
    float[][] gradients =
        model.networks().single(network -> gradients(network, behind, given, chosen));
    double[][] slopes = new double[mixture.slots().size()][mixture.members()];
    for (int slot : first) {
      slopes[row(slot)] = ofFirst(slot, gradients[0], chosen);
    }
    double[][] others = tail.slopes(point(behind.layout(), gradients));
    for (int s = 0; s < others.length; s++) {
      slopes[row(rest.get(s))] = others[s];
    }
    return slopes;
  }

  /** Returns the coefficients of the slots behind the first layer. */
  private double[][] rows(double[][] coefficients) {
    return rest.stream().map(slot -> coefficients[row(slot)]).toArray(double[][]::new);
  }

  private int row(int slot) {
    return mixture.slots().indexOf(slot(slot));
  }

  /** Returns what the mixed first layer gives of some examples. */
  private float[] given(double[][] coefficients, int... chosen) {
    float[] given = new float[chosen.length * units];
    double[] sums = new double[units];
    for (int i = 0; i < chosen.length; i++) {
      Arrays.fill(sums, 0);
      for (int slot : first) {
        double[] k = coefficients[row(slot)];
        add(1, origin, slot, chosen[i], sums);
        for (int m = 0; m < k.length; m++) {
          add(k[m], members.get(m), slot, chosen[i], sums);
        }
      }
      for (int unit = 0; unit < units; unit++) {
        given[i * units + unit] = (float) sums[unit];
      }
    }
    return given;
  }

  private void add(double factor, Part part, int slot, int example, double[] sums) {
    float[] from = part.of(slot);
    int start = part.start(slot, example, units);
    for (int unit = 0; unit < units; unit++) {
      sums[unit] += factor * from[start + unit];
    }
  }

  /** Returns the gradients of the mean loss by what the first layer gave and by what follows. */
  private float[][] gradients(Network network, Point behind, float[] given, int... chosen) {
    Interrupts.check();
    JniUtils.setNumThreads(1);
    for (int s = 0; s < rest.size(); s++) {
      Slot slot = behind.layout().slots().get(s);
      NativeArrays.floats(network.array(rest.get(s))).put(0, behind.values(slot), 0, slot.size());
    }
    RecordedLoss losses = passes.loss().some(chosen);
    return Engines.recording(
        () -> {
          try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            NDArray product =
                passes.batches().manager().create(given, new Shape(chosen.length, units));
            product.setRequiresGradient(true);
            NDArray outputs = parts.outputs(network.store(), product);
            NDArray loss = losses.each(passes.batches().manager(), outputs, 0, chosen.length).sum();
            List<PtNDArray> by = new ArrayList<>(List.of((PtNDArray) product));
            rest.forEach(slot -> by.add((PtNDArray) network.array(slot)));
            return autograd.gradient(loss.div(chosen.length), by).stream()
                .map(NDArray::toFloatArray)
                .toArray(float[][]::new);
          }
        });
  }

  private static Point point(Layout layout, float[][] gradients) {
    return Point.build(
        layout,
        values -> {
          for (int s = 0; s < layout.slots().size(); s++) {
            Slot slot = layout.slots().get(s);
            System.arraycopy(gradients[s + 1], 0, values, slot.offset(), slot.size());
          }
        });
  }

  /** Two sums, as one would wait for each addition. */
  private double product(float[] a, int inA, float[] b, int inB) {
    double even = 0;
    double odd = 0;
    int unit = 0;
    for (; unit + 1 < units; unit += 2) {
      even += (double) a[inA + unit] * b[inB + unit];
      odd += (double) a[inA + unit + 1] * b[inB + unit + 1];
    }
    return unit < units ? even + odd + (double) a[inA + unit] * b[inB + unit] : even + odd;
  }

  /** Returns the derivatives by the coefficients of a slot of the first layer. */
  private double[] ofFirst(int slot, float[] delta, int... chosen) {
    double[] slopes = new double[members.size()];
    for (int m = 0; m < slopes.length; m++) {
      Part part = members.get(m);
      float[] from = part.of(slot);
      double sum = 0;
      for (int i = 0; i < chosen.length; i++) {
        sum += product(delta, i * units, from, part.start(slot, chosen[i], units));
      }
      slopes[m] = sum;
    }
    return slopes;
  }
}
