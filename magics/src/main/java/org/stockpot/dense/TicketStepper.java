package org.stockpot.dense;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.stockpot.task.Snapshot;
import org.stockpot.task.optimizer.UpdateRule;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;

/**
 * Steps of a network of dense layers most of whose weights are pruned: products over the kept ones
 * alone, and updates of nothing else.
 *
 * <p>Activations and slopes have one row per unit and one number per example, so that a weight's
 * share of a product is a sum of rows. Threads share the units of a layer; each number is computed
 * by one of them, in an order that depends on the mask alone.
 */
public final class TicketStepper implements Stepper, TrainedWeights {

  private final BatchLoss criterion;
  private final IdleCores cores;
  private final UpdateRule rule;
  private final List<SparseWeights> layers = new ArrayList<>();
  private final int batch;
  private final float[] written;

  /** Inputs, then what each layer gives. */
  private final List<float[][]> active = new ArrayList<>();

  /** The slopes by what each layer's units sum up. */
  private final List<float[][]> slopes = new ArrayList<>();

  private final int size;
  private final int helpers;
  private final StepThreads team;
  private float[] rest;
  private long steps;

  /**
   * Allocates what steps need.
   *
   * @param dense the network's layers
   * @param network what has threads for it
   * @param batch examples of a step
   * @param threads in how many parts a layer is shared
   * @param cores where helpers are borrowed
   * @param criterion the loss
   * @param rule what a step does to weights
   * @param mask the weights that are kept
   */
  public TicketStepper(
      DenseNetwork dense,
      ParameterArrays network,
      int batch,
      int threads,
      IdleCores cores,
      BatchLoss criterion,
      UpdateRule rule,
      Mask mask) {
    this.criterion = criterion;
    this.cores = cores;
    this.rule = rule;
    this.batch = batch;
    size = mask.layout().size();
    written = new float[batch * dense.inputs()];
    active.add(new float[dense.inputs()][batch]);
    for (DenseNetwork.Layer layer : dense.layers()) {
      int[] order = IntStream.range(0, layer.inputs()).toArray();
      layers.add(new SparseWeights(layer, mask, order, rule.moments()));
      active.add(new float[layer.units()][batch]);
      slopes.add(new float[layer.units()][batch]);
    }
    helpers = threads - 1;
    team = network.threads(helpers);
  }

  @Override
  public void set(FloatBuffer values) {
    rest = new float[size];
    values.get(0, rest);
    layers.forEach(layer -> layer.load(values));
  }

  @Override
  public void get(float[] values) {
    System.arraycopy(rest, 0, values, 0, size);
    layers.forEach(layer -> layer.store(values));
  }

  @Override
  public void begin(double rate) {
    steps++;
    rule.begin(rate, steps);
  }

  @Override
  public List<float[]> moments() {
    return IntStream.range(0, rule.moments())
        .mapToObj(
            moment -> {
              float[] flat = new float[size];
              layers.forEach(layer -> layer.storeMoment(moment, flat));
              return flat;
            })
        .toList();
  }

  @Override
  public void resume(Snapshot snapshot, long done) {
    List<FloatBuffer> flat = snapshot.moments().stream().map(Point::values).toList();
    layers.forEach(layer -> layer.loadMoments(flat));
    steps = done;
  }

  @Override
  public double step(int[] chosen, Inputs inputs) {
    int borrowed = cores.borrow(helpers);
    try {
      share(batch, borrowed, (from, to) -> write(inputs, from, to));
      return step(chosen, borrowed);
    } finally {
      cores.giveBack(borrowed);
    }
  }

  private void write(Inputs inputs, int from, int to) {
    int width = active.get(0).length;
    inputs.write(from, to, FloatBuffer.wrap(written, from * width, (to - from) * width).slice());
  }

  private double step(int[] chosen, int borrowed) {
    float[][] given = active.get(0);
    share(
        given.length,
        borrowed,
        (from, to) -> UnitRows.turn(written, given.length, given, from, to));
    for (int l = 0; l < layers.size(); l++) {
      int layer = l;
      share(layers.get(l).units, borrowed, (from, to) -> forward(layer, from, to));
    }
    double loss = loss(chosen);
    if (!Double.isFinite(loss)) {
      return loss;
    }
    for (int l = layers.size() - 1; l > 0; l--) {
      backward(l);
    }
    for (int l = 0; l < layers.size(); l++) {
      int layer = l;
      share(layers.get(l).units, borrowed, (from, to) -> update(layer, from, to));
    }
    return loss;
  }

  private interface Pass {
    void over(int from, int to);
  }

  private void share(int count, int borrowed, Pass pass) {
    int pieces = 1 + helpers;
    team.run(pieces, borrowed, i -> pass.over(count * i / pieces, count * (i + 1) / pieces));
  }

  private void forward(int layer, int from, int to) {
    boolean last = layer == layers.size() - 1;
    for (int unit = from; unit < to; unit++) {
      float[] sums = active.get(layer + 1)[unit];
      layers.get(layer).sum(unit, layers.get(layer).bias(unit), active.get(layer), sums);
      if (!last) {
        SparseWeights.rectify(sums);
      }
    }
  }

  private double loss(int[] chosen) {
    float[][] sums = active.get(layers.size());
    float[][] slope = slopes.get(layers.size() - 1);
    float[] outputs = new float[batch * sums.length];
    UnitRows.turnBack(sums, batch, outputs, 0);
    float[] gradient = new float[outputs.length];
    double loss = criterion.loss(FloatBuffer.wrap(outputs), chosen, gradient);
    UnitRows.turn(gradient, slope.length, slope, 0, slope.length);
    return loss;
  }

  private void backward(int layer) {
    float[][] below = slopes.get(layer - 1);
    for (float[] row : below) {
      Arrays.fill(row, 0f);
    }
    for (int unit = 0; unit < layers.get(layer).units; unit++) {
      layers.get(layer).pull(unit, slopes.get(layer)[unit], below);
    }
    for (int unit = 0; unit < below.length; unit++) {
      float[] sums = active.get(layer)[unit];
      for (int i = 0; i < batch; i++) {
        below[unit][i] = DenseLayer.ifPositive(sums[i], below[unit][i]);
      }
    }
  }

  private void update(int layer, int from, int to) {
    for (int unit = from; unit < to; unit++) {
      layers.get(layer).derive(unit, slopes.get(layer)[unit], active.get(layer));
    }
    layers.get(layer).update(rule, from, to);
  }

  @Override
  public void close() {
    // All of its memory is Java's.
  }
}
