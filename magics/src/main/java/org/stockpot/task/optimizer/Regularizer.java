package org.stockpot.task.optimizer;

import java.util.List;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Slot;

/**
 * What a training adds to its loss, beside weight decay, which is the optimizer's. Losses that are
 * told of a training are without it.
 */
public sealed interface Regularizer {

  /**
   * Reads a regularizer.
   *
   * @param text such as {@code none}, {@code saf:0.3}, {@code saf:0.3:5:3:5} (weight, temperature,
   *     epochs back, first epoch), {@code compressibility:1e-4} or {@code
   *     compressibility:1e-4:layer}
   * @return the regularizer
   * @throws IllegalArgumentException if the text is none
   */
  static Regularizer parse(String text) {
    String[] parts = text.split(":", -1);
    try {
      if (text.equals("none")) {
        return None.NONE;
      } else if (parts[0].equals("saf") && parts.length <= 5) {
        return new Saf(
            parts.length > 1 ? Double.parseDouble(parts[1]) : Saf.USUAL.weight,
            parts.length > 2 ? Double.parseDouble(parts[2]) : Saf.USUAL.temperature,
            parts.length > 3 ? Integer.parseInt(parts[3]) : Saf.USUAL.back,
            parts.length > 4 ? Integer.parseInt(parts[4]) : Saf.USUAL.begin);
      } else if (parts[0].equals("compressibility") && parts.length > 1) {
        boolean layers = parts.length == 3 && parts[2].equals("layer");
        if (parts.length == 2 || layers) {
          return new Compressibility(Double.parseDouble(parts[1]), layers);
        }
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    throw new IllegalArgumentException(
        "a regularizer must look like none, saf:0.3, saf:0.3:5:3:5, compressibility:1e-4 or"
            + " compressibility:1e-4:layer, got "
            + text);
  }

  private static void requireWeight(double weight, String of) {
    if (!(weight > 0) || Double.isInfinite(weight)) {
      throw new IllegalArgumentException("the weight of " + of + " must be above 0, got " + weight);
    }
  }

  /**
   * Requires that it acts on a training.
   *
   * @param first the step at which the training begins
   * @param total the step at which it ends
   * @param perEpoch steps of one epoch
   * @throws IllegalArgumentException if it does not
   */
  default void requireFits(long first, long total, long perEpoch) {}

  /** Nothing is added. */
  enum None implements Regularizer {
    /** The only one. */
    NONE;

    @Override
    public String toString() {
      return "none";
    }
  }

  /**
   * The trajectory loss of sharpness-aware training for free: {@code λ τ² / |B| Σ KL(softmax(z' /
   * τ) || softmax(z / τ))} over the batch, z being an example's outputs now and z' those that it
   * had E epochs before, when it was trained on. It keeps the loss from dropping suddenly, as it
   * does into sharp minima, at the price of memory: {@code E + 1} epochs of outputs for each
   * training example.
   *
   * <p>See Du et al., "Sharpness-Aware Training for Free", NeurIPS 2022, and their code, which has
   * the factor τ²; weight 0.3, temperature 5, E = 3 and a start at epoch 5 are theirs. An example
   * without outputs of E epochs before, as the last ones of an epoch that fill no batch, adds
   * nothing. Outputs are those of the examples as they were augmented.
   *
   * @param weight λ, above 0
   * @param temperature τ, above 0
   * @param back E, at least 1
   * @param begin the first epoch that it acts in, counted from 0
   */
  record Saf(double weight, double temperature, int back, int begin) implements Regularizer {

    private static final Saf USUAL = new Saf(0.3, 5, 3, 5);

    /**
     * Checks the components.
     *
     * @throws IllegalArgumentException if one is out of its range
     */
    public Saf {
      requireWeight(weight, "saf");
      if (!(temperature > 0) || Double.isInfinite(temperature)) {
        throw new IllegalArgumentException(
            "the temperature of saf must be above 0, got " + temperature);
      }
      if (back < 1 || begin < 0) {
        throw new IllegalArgumentException(
            "saf must go back at least 1 epoch and begin at epoch 0 or later, got "
                + back
                + " and "
                + begin);
      }
    }

    @Override
    public void requireFits(long first, long total, long perEpoch) {
      long acts = Math.max(begin, first / perEpoch + back);
      if (acts * perEpoch >= total) {
        throw new IllegalArgumentException(
            "saf must begin before the last step, "
                + total
                + ", got "
                + this
                + ", which begins at step "
                + acts * perEpoch
                + "; fewer epochs back or an earlier begin, such as saf:0.3:5:1:1, come sooner");
      }
    }

    @Override
    public String toString() {
      return "saf:" + weight + ":" + temperature + ":" + back + ":" + begin;
    }
  }

  /**
   * The compressibility loss {@code λ ||θ||₁ / ||θ||₂} over the weights that can be pruned, all
   * together or layer by layer and summed. It does not depend on their scale; where it is critical
   * they are ternary, 0 or of one magnitude, and it is the square root of how many are not 0.
   *
   * <p>See Aytekin, Cricri, Aksu, "Compressibility Loss for Neural Network Weights", 2019 (from its
   * abstract). Its gradient is taken at the weights themselves, as that of weight decay, where
   * {@link Sharpness} takes that of the loss elsewhere. What is 0 gets none, so that pruned weights
   * do not count.
   *
   * @param weight λ, above 0
   * @param byLayer whether each layer has its own quotient
   */
  record Compressibility(double weight, boolean byLayer) implements Regularizer {

    /**
     * Checks the components.
     *
     * @throws IllegalArgumentException if the weight is not above 0
     */
    public Compressibility {
      requireWeight(weight, "compressibility");
    }

    /**
     * Adds the gradient {@code λ (sign θ / ||θ||₂ - θ ||θ||₁ / ||θ||₂³)}.
     *
     * @param layout of the weights
     * @param weights θ and all else
     * @param gradient as many numbers, which are added to
     * @return the loss
     */
    public double add(Layout layout, float[] weights, float[] gradient) {
      List<Slot> slots = layout.slots().stream().filter(s -> s.role().isPrunable()).toList();
      return byLayer
          ? slots.stream().mapToDouble(slot -> add(List.of(slot), weights, gradient)).sum()
          : add(slots, weights, gradient);
    }

    private double add(List<Slot> slots, float[] weights, float[] gradient) {
      double sum = 0;
      double squares = 0;
      for (Slot slot : slots) {
        for (int i = slot.offset(); i < slot.end(); i++) {
          sum += Math.abs(weights[i]);
          squares += (double) weights[i] * weights[i];
        }
      }
      double norm = Math.sqrt(squares);
      for (Slot slot : slots) {
        for (int i = slot.offset(); norm > 0 && i < slot.end(); i++) {
          double slope = Math.signum(weights[i]) / norm - weights[i] * sum / (norm * squares);
          gradient[i] += (float) (weight * slope);
        }
      }
      return norm > 0 ? weight * sum / norm : 0;
    }

    @Override
    public String toString() {
      return "compressibility:" + weight + (byLayer ? ":layer" : "");
    }
  }
}
