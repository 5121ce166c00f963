package org.stockpot.study;

import java.util.ArrayList;
import java.util.List;
import org.stockpot.align.AlignOptions;
import org.stockpot.align.AlignResult;
import org.stockpot.align.AlignedNetwork;
import org.stockpot.align.Alignment;
import org.stockpot.barrier.BarrierOptions;
import org.stockpot.barrier.BarrierResult;
import org.stockpot.barrier.LinearBarrier;
import org.stockpot.barrier.PairResult;
import org.stockpot.task.Pair;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Task;
import org.stockpot.weights.Line;
import org.stockpot.weights.MaskedPoint;
import org.stockpot.weights.UnitGroups;

/**
 * Barriers before and after alignment: the straight path between two networks, and that to the
 * second one with its units permuted next to those of the first, which computes the same.
 *
 * <p>See Ainsworth, Hayase, Srinivasa, "Git Re-Basin", ICLR 2023, §5, and Entezari et al., "The
 * Role of Permutation Invariance in Linear Mode Connectivity of Neural Networks", ICLR 2022.
 */
public final class AlignedBarriers {

  /** What is added to the name of a pair whose second network was aligned. */
  private static final String ALIGNED = ", aligned";

  private AlignedBarriers() {}

  /**
   * Measures pairs before and after alignment.
   *
   * @param pairs what to connect
   * @param task what they are networks of
   * @param options how barriers are measured
   * @param groups which units move together, such as {@code task.unitGroups().orThrow()}
   * @param align how the second network of each pair is aligned to the first
   * @param recipe how the weights of straight-through matching are trained; unused by the others
   * @return the pairs that were measured both ways
   */
  public static AlignedBarrierResult of(
      List<Pair> pairs,
      Task task,
      BarrierOptions options,
      UnitGroups groups,
      AlignOptions align,
      Recipe recipe) {
    return of(pairs, task, options, groups, align, recipe, Progress.NONE);
  }

  /**
   * Measures pairs before and after alignment. An interrupt keeps those that were measured both
   * ways.
   *
   * @param pairs what to connect
   * @param task what they are networks of
   * @param options how barriers are measured
   * @param groups which units move together
   * @param align how the second network of each pair is aligned to the first
   * @param recipe how the weights of straight-through matching are trained; unused by the others
   * @param progress told about alignments and points measured
   * @return the pairs that were measured both ways
   * @throws IllegalArgumentException as {@link Alignment#to}
   * @throws UnsupportedOperationException as {@link Alignment#to}
   */
  public static AlignedBarrierResult of(
      List<Pair> pairs,
      Task task,
      BarrierOptions options,
      UnitGroups groups,
      AlignOptions align,
      Recipe recipe,
      Progress progress) {
    List<AlignedNetwork> networks = new ArrayList<>();
    List<Pair> both = new ArrayList<>();
    for (Pair pair : pairs) {
      progress.phase("aligning " + pair.name());
      AlignResult aligned =
          Alignment.to(
              "the first",
              pair.line().from(),
              List.of(pair.name()),
              List.of(MaskedPoint.dense(pair.line().to())),
              task,
              groups,
              align,
              recipe,
              progress);
      networks.add(aligned.networks().get(0));
      both.add(pair);
      both.add(
          new Pair(
              pair.series(),
              pair.level(),
              pair.replicate(),
              pair.name() + ALIGNED,
              new Line(pair.line().from(), aligned.point())));
    }
    BarrierResult all = LinearBarrier.of(both, task, options, LinearBarrier.Watcher.NONE, progress);
    List<PairResult> before = new ArrayList<>();
    List<PairResult> after = new ArrayList<>();
    for (int i = 0; i + 1 < all.pairs().size(); i += 2) {
      before.add(all.pairs().get(i));
      after.add(all.pairs().get(i + 1));
    }
    return new AlignedBarrierResult(
        task.name(),
        align,
        networks.subList(0, before.size()),
        new BarrierResult(task.name(), options, before, all.outcome()),
        new BarrierResult(task.name(), options, after, all.outcome()));
  }
}
