package org.stockpot.error.example;

/**
 * A neuron in discrete time: from inputs to spikes. All three begin at rest, and are driven by
 * {@code I_t} at steps of 0.01.
 *
 * <p>The resonate-and-fire neurons have a complex membrane {@code u}, a refractory level q and
 *
 * <pre>{@code
 * b_t = p(ω) - b' - q_t                              p(ω) = (-1 + sqrt(1 - (δω)²)) / δ
 * u_{t+1} = u_t + δ((b_t + iω) u_t + I_t)
 * z_{t+1} = [Re u_{t+1} > ϑ_c + q_t]
 * q_{t+1} = γ q_t + z_{t+1}
 * }</pre>
 *
 * with δ = 0.01, γ = 0.9, ϑ_c = 1 and |δω| ≤ 1. The divergence boundary p keeps {@code |1 + δ(b_t +
 * iω)| ≤ 1} as long as {@code b' + q_t ≤ 2 sqrt(1 - (δω)²) / δ}, which is 197 at ω = 16: without it
 * a discrete oscillator grows by itself where b' is small beside δω². See Higuchi, Kairat, Bohté,
 * Otte, "Balanced Resonate-and-Fire Neurons", ICML 2024; the definition is from memory of its
 * abstract and formulas.
 */
public enum SpikingNeuron {
  /** The balanced resonate-and-fire neuron; its parameters are ω and b'. */
  BALANCED {
    @Override
    public boolean[] spikes(double[] inputs, double first, double second) {
      return resonate(inputs, first, boundary(first) - second);
    }
  },
  /** The same without the boundary, {@code b_t = -b' - q_t}. */
  UNBALANCED {
    @Override
    public boolean[] spikes(double[] inputs, double first, double second) {
      return resonate(inputs, first, -second);
    }
  },
  /**
   * An adaptive leaky integrator, {@code u_{t+1} = α u_t + (1 - α) I_t - ϑ_t z_t} with a threshold
   * {@code ϑ_t = 1 + β a_t} that past spikes raise, {@code a_{t+1} = 0.99 a_t + z_{t+1}}; its
   * parameters are α and β.
   */
  LEAKY {
    @Override
    public boolean[] spikes(double[] inputs, double first, double second) {
      boolean[] spikes = new boolean[inputs.length];
      double u = 0;
      double a = 0;
      double threshold = THRESHOLD;
      boolean fired = false;
      for (int t = 0; t < inputs.length; t++) {
        u = first * u + (1 - first) * inputs[t] - (fired ? threshold : 0);
        threshold = THRESHOLD + second * a;
        fired = u > threshold;
        a = ADAPTATION * a + (fired ? 1 : 0);
        spikes[t] = fired;
      }
      return spikes;
    }
  };

  /** δ, the length of a step. */
  static final double STEP = 0.01;

  private static final double REFRACTORY = 0.9;
  private static final double THRESHOLD = 1;
  private static final double ADAPTATION = 0.99;

  /**
   * Returns the divergence boundary, {@code p(ω) = (-1 + sqrt(1 - (δω)²)) / δ}.
   *
   * @param omega ω, at most 100
   * @return the largest b with {@code |1 + δ(b + iω)| ≤ 1}, at most 0
   */
  public static double boundary(double omega) {
    return (-1 + Math.sqrt(1 - STEP * STEP * omega * omega)) / STEP;
  }

  /**
   * Returns when the neuron fires.
   *
   * @param inputs I_t, one for each step
   * @param first ω, or α
   * @param second b', or β
   * @return z_t for each step
   */
  public abstract boolean[] spikes(double[] inputs, double first, double second);

  private static boolean[] resonate(double[] inputs, double omega, double b) {
    boolean[] spikes = new boolean[inputs.length];
    double real = 0;
    double imaginary = 0;
    double q = 0;
    for (int t = 0; t < inputs.length; t++) {
      double damping = b - q;
      double next = real + STEP * (damping * real - omega * imaginary + inputs[t]);
      imaginary += STEP * (omega * real + damping * imaginary);
      real = next;
      spikes[t] = real > THRESHOLD + q;
      q = REFRACTORY * q + (spikes[t] ? 1 : 0);
    }
    return spikes;
  }
}
