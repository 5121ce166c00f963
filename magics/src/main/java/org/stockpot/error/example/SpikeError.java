package org.stockpot.error.example;

import java.util.Optional;
import java.util.SplittableRandom;
import org.stockpot.error.ErrorFunction;

/**
 * How far a neuron's spikes are from those of the same neuron at a target, by its two parameters.
 * Each input is an example: {@code I_t = 8 (sin(ν_1 δt + φ_1) + sin(ν_2 δt + φ_2))} over 500 steps,
 * with ν uniform in 4 to 12 and φ in 0 to 2π by a fixed seed. Its error is the mean over steps of
 * {@code (s_t - s*_t)²}, where s are the spikes filtered by {@code s_t = 0.9 s_{t-1} + z_t}.
 *
 * <p>Spikes are whole numbers at whole steps, so that the error is constant between jumps.
 */
public final class SpikeError implements ErrorFunction.OfExamples {

  private static final int INPUTS = 8;
  private static final int STEPS = 500;
  private static final double AMPLITUDE = 8;
  private static final double LEAST = 4;
  private static final double WIDTH = 8;
  private static final double FILTER = 0.9;

  private final SpikingNeuron neuron;
  private final String target;
  private final double[][] inputs = new double[INPUTS][STEPS];
  private final double[][] wanted = new double[INPUTS][];

  /**
   * Draws inputs.
   *
   * @param neuron the neuron
   * @param first its first parameter at the target
   * @param second its second one
   */
  public SpikeError(SpikingNeuron neuron, double first, double second) {
    this.neuron = neuron;
    target = first + ", " + second;
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < INPUTS; i++) {
      for (int tone = 0; tone < 2; tone++) {
        double frequency = LEAST + WIDTH * random.nextDouble();
        double phase = 2 * Math.PI * random.nextDouble();
        for (int t = 0; t < STEPS; t++) {
          inputs[i][t] += AMPLITUDE * StrictMath.sin(frequency * SpikingNeuron.STEP * t + phase);
        }
      }
      wanted[i] = filtered(neuron.spikes(inputs[i], first, second));
    }
  }

  private static double[] filtered(boolean[] spikes) {
    double[] filtered = new double[spikes.length];
    double s = 0;
    for (int t = 0; t < spikes.length; t++) {
      s = FILTER * s + (spikes[t] ? 1 : 0);
      filtered[t] = s;
    }
    return filtered;
  }

  @Override
  public double[] errors(double[] parameters) {
    double[] errors = new double[INPUTS];
    for (int i = 0; i < INPUTS; i++) {
      double[] got = filtered(neuron.spikes(inputs[i], parameters[0], parameters[1]));
      for (int t = 0; t < STEPS; t++) {
        double apart = got[t] - wanted[i][t];
        errors[i] += apart * apart / STEPS;
      }
    }
    return errors;
  }

  @Override
  public Optional<String> identity() {
    return Optional.of("spikes of " + neuron + " by " + target + ", version 1");
  }
}
