package org.stockpot.magic.soup;

import java.util.List;
import org.stockpot.merge.trajectory.Averaging;
import org.stockpot.merge.trajectory.Ema;
import org.stockpot.merge.trajectory.Lawa;
import org.stockpot.merge.trajectory.Swa;
import org.stockpot.task.Span;
import org.stockpot.task.Statistics;
import org.stockpot.task.option.Help;

/**
 * How points of a training are averaged.
 *
 * @param after where averaging begins
 * @param every how far apart points are
 * @param decay what an exponential average keeps
 * @param uncorrected whether it begins at the training's start
 * @param latest how many checkpoints
 */
record AveragingOptions(
    @Help("for swa: share of the training before averaging begins, in [0, 1)") double after,
    @Help(
            "for swa, lawa, ema: how far apart points are, such as 1ep or 50it; by default each epoch,"
                + " for ema each step")
        String every,
    @Help("for ema: how much the average keeps from point to point, in [0, 1)") double decay,
    @Help("for ema: begin at the training's start, which then counts decay^points")
        boolean uncorrected,
    @Help("for lawa: how many of the latest points, from 1") int latest) {

  static final List<String> SWA = List.of("swa");
  static final List<String> EMA = List.of("ema");
  static final List<String> LAWA = List.of("lawa");

  static AveragingOptions defaults() {
    return new AveragingOptions(
        Swa.defaults().from(), "", Ema.defaults().decay(), false, Lawa.defaults().latest());
  }

  /** Returns the way of a name; statistics are its own where none are given. */
  Averaging averaging(String name, List<Statistics> given) {
    return switch (name) {
      case "swa" -> {
        Swa own = Swa.defaults();
        yield new Swa(after, every(own.every()), statistics(own, given));
      }
      case "ema" -> {
        Ema own = Ema.defaults();
        yield new Ema(decay, !uncorrected, every(own.every()), statistics(own, given));
      }
      default -> {
        Lawa own = Lawa.defaults();
        yield new Lawa(latest, every(own.every()), statistics(own, given));
      }
    };
  }

  private Span every(Span own) {
    return every.isEmpty() ? own : Span.parse(every);
  }

  private static Statistics statistics(Averaging own, List<Statistics> given) {
    return given.isEmpty() ? own.statistics() : given.get(0);
  }
}
