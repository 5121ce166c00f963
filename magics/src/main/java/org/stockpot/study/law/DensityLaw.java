package org.stockpot.study.law;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.stockpot.law.LawCheck;
import org.stockpot.law.LeastSquares;
import org.stockpot.law.Observed;
import org.stockpot.law.PruningLaw;
import org.stockpot.study.Variant;
import org.stockpot.task.Metric;

/**
 * The law of the error of pruned networks by their density, fitted to pruning runs, and held
 * against every second density and against the sparsest third, neither of which it was fitted to.
 * See {@link PruningLaw}.
 */
public final class DensityLaw {

  private static final double DENSER = 2.0 / 3;

  private DensityLaw() {}

  /**
   * Fits the law to one ladder, or one law to the ladders of networks of several depths and widths.
   *
   * @param ladders one or more pruning runs with their names; those of one variant are replicates
   * @return the law with its checks
   * @throws IllegalArgumentException if they are no pruning runs of networks with errors above 0,
   *     or replicates differ in number
   */
  public static DensityLawResult of(List<Variant> ladders) {
    return fitted(ladders.stream().map(ErrorLadder::of).toList());
  }

  static DensityLawResult fitted(List<ErrorLadder> all) {
    requireEqual(all);
    PruningLaw law =
        new PruningLaw(
            all.stream().mapToInt(ErrorLadder::depth).distinct().count() > 1,
            all.stream().mapToDouble(ErrorLadder::width).distinct().count() > 1);
    List<Observed> sparser = new ArrayList<>(of(all, ErrorLadder::levels));
    sparser.removeAll(of(all, ladder -> ladder.densest(DENSER)));
    return new DensityLawResult(
        all,
        LeastSquares.of(law, of(all, ErrorLadder::levels)),
        LawCheck.of(law, of(all, l -> l.everySecond(0)), of(all, l -> l.everySecond(1))),
        LawCheck.of(law, of(all, l -> l.densest(DENSER)), sparser));
  }

  private static List<Observed> of(
      List<ErrorLadder> ladders, Function<ErrorLadder, List<Observed>> part) {
    return ladders.stream().flatMap(ladder -> part.apply(ladder).stream()).toList();
  }

  /** Requires equal numbers of replicates, as the jackknife leaves out one of each ladder. */
  private static void requireEqual(List<ErrorLadder> ladders) {
    List<Integer> counts = ladders.stream().map(ErrorLadder::replicates).distinct().toList();
    if (counts.size() > 1) {
      throw new IllegalArgumentException(
          "ladders must have equal numbers of replicates (--seeds), got " + counts);
    }
    if (ladders.get(0).like().metric() == Metric.NEGATIVE_ERROR) {
      throw new IllegalArgumentException(
          "the law is of errors that chance bounds, got the error of an error function");
    }
    List<String> measures = ladders.stream().map(DensityLaw::measure).distinct().toList();
    if (measures.size() > 1) {
      throw new IllegalArgumentException(
          "ladders must be measured by one metric on one test set, got " + measures);
    }
  }

  private static String measure(ErrorLadder ladder) {
    return ladder.like().metric().label() + " of " + ladder.like().examples() + " examples";
  }
}
