package org.stockpot.error.example;

import java.util.Optional;
import java.util.stream.IntStream;
import org.stockpot.error.ErrorFunction;

/**
 * The behavioural distance of {@code a sin(ωx + c)} to {@code sin(2x + c)}, by a and ω: how far the
 * distributions of outputs are apart when c is drawn from [-½, ½]. Places x, 25 of them from -3 to
 * 3, are its examples. See {@link BehaviouralDistance}.
 *
 * <p>It is 0 at (1, 2) but for the draws of c, which are two of 100. Around it lies the basin of
 * the reference; others belong to waves that beat with it.
 */
public final class WaveDistance implements ErrorFunction.OfExamples {

  private static final int PLACES = 25;
  private static final double REACH = 3;
  private static final int DRAWS = 100;

  private final BehaviouralDistance distance =
      new BehaviouralDistance(
          IntStream.range(0, PLACES).mapToObj(i -> -REACH + 2 * REACH * i / (PLACES - 1)).toList(),
          -0.5,
          0.5,
          1,
          DRAWS,
          1);
  private final double[][] drawn = distance.drawn(distance.seed());
  private final double[][] reference =
      distance.outputs(wave(1, 2), distance.drawn(distance.seed() + 1));

  private static BehaviouralDistance.Expression wave(double amplitude, double frequency) {
    return (x, c) -> amplitude * StrictMath.sin(frequency * x + c[0]);
  }

  @Override
  public double[] errors(double[] parameters) {
    return distance.to(wave(parameters[0], parameters[1]), reference, drawn);
  }

  @Override
  public Optional<String> identity() {
    return Optional.of("wave, version 1, by " + distance);
  }
}
