package org.stockpot.dense;

import java.nio.FloatBuffer;
import org.stockpot.task.Snapshot;
import org.stockpot.task.optimizer.Regularizer;
import org.stockpot.weights.Point;

/**
 * A loss of logits with the trajectory loss beside it, and the outputs of past epochs that it is
 * about ({@link Regularizer.Saf}). The loss that it returns is the other alone; the gradient is
 * that of both.
 *
 * <p>Outputs are those of an epoch's first pass over an example, as a step may take a second one at
 * other weights. {@code E + 1} epochs are kept, so that what is written is not what is read.
 */
public final class TrajectoryLoss implements BatchLoss {

  private final BatchLoss plain;
  private final Regularizer.Saf saf;
  private final int examples;
  private final int classes;
  private final long perEpoch;

  /** For each epoch that is kept and each example: the epoch counted from 1, or 0, and outputs. */
  private final float[] rows;

  private long epoch;
  private boolean first;

  /**
   * Keeps nothing yet.
   *
   * @param plain the loss of a batch's logits
   * @param saf the settings
   * @param examples how many there are
   * @param classes outputs of each
   * @param perEpoch steps of one epoch
   * @throws IllegalArgumentException if the outputs do not fit into memory
   */
  TrajectoryLoss(BatchLoss plain, Regularizer.Saf saf, int examples, int classes, long perEpoch) {
    this.plain = plain;
    this.saf = saf;
    this.examples = examples;
    this.classes = classes;
    this.perEpoch = perEpoch;
    long size = (saf.back() + 1L) * examples * (classes + 1L);
    long most = Math.min(Integer.MAX_VALUE - 8, Runtime.getRuntime().maxMemory() / 4 / Float.BYTES);
    if (size > most) {
      throw new IllegalArgumentException(
          "the outputs that saf keeps must take at most a quarter of the memory, "
              + (most >> 18)
              + " MiB, got "
              + (size >> 18)
              + " MiB of "
              + examples
              + " training examples; "
              + (saf.back() == 1
                  ? "fewer examples take less"
                  : "saf:"
                      + saf.weight()
                      + ":"
                      + saf.temperature()
                      + ":1:"
                      + saf.begin()
                      + " keeps fewer epochs"));
    }
    rows = new float[(int) size];
  }

  /**
   * Begins a step.
   *
   * @param step counted from 0
   */
  public void begin(long step) {
    epoch = step / perEpoch;
    first = true;
  }

  @Override
  public double loss(FloatBuffer outputs, int[] batch, float[] gradient) {
    double loss = plain.loss(outputs, batch, gradient);
    double pull = 0;
    float[] z = new float[classes];
    for (int i = 0; i < batch.length; i++) {
      outputs.get(i * classes, z);
      long then = epoch - saf.back();
      int past = row(batch[i], Math.max(0, then));
      if (epoch >= saf.begin() && then >= 0 && rows[past] == then + 1) {
        pull += pull(past + 1, z, i * classes, batch.length, gradient);
      }
      if (first) {
        int now = row(batch[i], epoch);
        rows[now] = epoch + 1;
        System.arraycopy(z, 0, rows, now + 1, classes);
      }
    }
    first = false;
    return Double.isFinite(pull) ? loss : pull;
  }

  private int row(int example, long epoch) {
    return ((int) (epoch % (saf.back() + 1)) * examples + example) * (classes + 1);
  }

  /** Adds λ τ / |B| (q - p), and returns KL(p || q). */
  private double pull(int past, float[] z, int at, int batch, float[] gradient) {
    double t = saf.temperature();
    double before = logSumExp(rows, past, t);
    double now = logSumExp(z, 0, t);
    double divergence = 0;
    for (int k = 0; k < classes; k++) {
      double logP = rows[past + k] / t - before;
      double logQ = z[k] / t - now;
      double p = Math.exp(logP);
      divergence += p == 0 ? 0 : p * (logP - logQ);
      gradient[at + k] += (float) (saf.weight() * t * (Math.exp(logQ) - p) / batch);
    }
    return divergence;
  }

  private double logSumExp(float[] z, int from, double t) {
    double top = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < classes; k++) {
      top = Math.max(top, z[from + k] / t);
    }
    double sum = 0;
    for (int k = 0; k < classes; k++) {
      sum += Math.exp(z[from + k] / t - top);
    }
    return top + Math.log(sum);
  }

  /**
   * Returns a copy of what is kept.
   *
   * @return one number after another
   */
  public Point state() {
    return Point.of(Snapshot.outputs(rows.length), rows);
  }

  /**
   * Goes on from what was kept.
   *
   * @param state of the same training
   */
  public void resume(Point state) {
    state.values().get(0, rows);
  }
}
