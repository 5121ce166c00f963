package org.stockpot.law;

import java.util.ArrayList;
import java.util.List;

/**
 * The error of trained networks by their size m and the number n of examples:
 *
 * <pre>{@code
 * ẽ(m, n) = a n^-α + b m^-β + c,   e = e_0 |ẽ / (ẽ - i η)| = e_0 ẽ / sqrt(ẽ² + η²),   i² = -1
 * }</pre>
 *
 * <p>with the error e_0 of chance. Only the ratio of ẽ and η counts, so η is e_0 here: far below
 * chance {@code e = ẽ}. See Rosenfeld et al., "A constructive prediction of the generalization
 * error across scales", ICLR 2020, §5. Differs from the paper: c can be left out, where a grid does
 * not tell it.
 *
 * <p>A place is m and n.
 *
 * @param chance e_0, the error of chance, above 0
 * @param floor whether c is fitted; else it is 0
 */
public record SizeLaw(double chance, boolean floor) implements Law {

  private static final double[] EXPONENTS = {0.3, 1};

  /**
   * Returns the laws of a chance error, of five constants and of four.
   *
   * @param chance e_0, the error of chance
   * @return the laws, in the order in which they are tried
   */
  public static List<SizeLaw> of(double chance) {
    return List.of(new SizeLaw(chance, true), new SizeLaw(chance, false));
  }

  @Override
  public List<Symbol> symbols() {
    List<Symbol> symbols = new ArrayList<>();
    for (String name : List.of("a", "α", "b", "β")) {
      symbols.add(new Symbol(name, true));
    }
    if (floor) {
      symbols.add(new Symbol("c", true));
    }
    return symbols;
  }

  @Override
  public double error(double[] constants, double[] place) {
    double power =
        constants[0] * Math.pow(place[1], -constants[1])
            + constants[2] * Math.pow(place[0], -constants[3])
            + (floor ? constants[4] : 0);
    return chance * power / Math.hypot(power, chance);
  }

  @Override
  public List<double[]> starts(List<Observed> observed) {
    Observed last = observed.get(observed.size() - 1);
    double least = observed.stream().mapToDouble(Observed::error).min().orElseThrow();
    double part = least / (floor ? 3 : 2);
    List<double[]> starts = new ArrayList<>();
    for (double byExamples : EXPONENTS) {
      for (double bySize : EXPONENTS) {
        double[] start = new double[symbols().size()];
        start[0] = part * Math.pow(last.place().get(1), byExamples);
        start[1] = byExamples;
        start[2] = part * Math.pow(last.place().get(0), bySize);
        start[3] = bySize;
        if (floor) {
          start[4] = part;
        }
        starts.add(start);
      }
    }
    return starts;
  }

  @Override
  public String toString() {
    return floor ? "with c" : "c = 0";
  }
}
