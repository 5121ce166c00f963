package org.stockpot.study;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.stockpot.barrier.BarrierResult;
import org.stockpot.barrier.ForkResult;
import org.stockpot.barrier.InstabilityResult;
import org.stockpot.barrier.PairResult;
import org.stockpot.prune.NetworkKind;
import org.stockpot.prune.PruneReplicate;
import org.stockpot.prune.PruneResult;
import org.stockpot.prune.Round;
import org.stockpot.soup.SoupComparison;
import org.stockpot.soup.SoupOrigin;
import org.stockpot.soup.SoupResult;
import org.stockpot.task.Baseline;
import org.stockpot.task.PerExample;
import org.stockpot.task.Score;
import org.stockpot.task.Task;
import org.stockpot.task.TrainResult;
import org.stockpot.task.replicates.Sample;
import org.stockpot.weights.Digests;
import org.stockpot.weights.Line;
import org.stockpot.weights.Point;

/**
 * The numbers of one variant that can be compared with those of another.
 *
 * <p>A replicate is a seed for prunings, trainings, instability and the pairs of pruning runs; the
 * networks themselves for other pairs and for soups, so that only what was made of the same
 * networks is paired.
 */
final class Measurements {

  /** The series of pairs that are given one by one. */
  private static final String PAIRS = "pairs";

  private final Task task;
  private final Match match;
  private final List<Measurement> all = new ArrayList<>();
  private final Set<Level> incomplete = new LinkedHashSet<>();
  private Score like;
  private Optional<Baseline> baseline = Optional.empty();
  private ResultKind kind;

  /**
   * Reads the results of a variant.
   *
   * @param task measures what results do not hold: single examples of trainings
   */
  Measurements(Variant variant, Match match, Task task) {
    this.task = task;
    this.match = match;
    variant.results().forEach(result -> add(variant.name(), result));
    if (variant.diverged() > 0) {
      incomplete.addAll(levels());
    }
  }

  /** Returns the levels in their order. */
  Set<Level> levels() {
    Set<Level> levels = new LinkedHashSet<>();
    all.forEach(measured -> levels.add(measured.level()));
    return levels;
  }

  List<Sample> at(Level level) {
    return all.stream()
        .filter(measured -> measured.level().equals(level))
        .map(Measurement::sample)
        .toList();
  }

  /** Returns whether no replicate is missing because it diverged. */
  boolean isComplete(Level level) {
    return !incomplete.contains(level);
  }

  ResultKind kind() {
    return kind;
  }

  Score like() {
    return like;
  }

  Optional<Baseline> baseline() {
    return baseline;
  }

  private void add(String name, Object named) {
    Object result = TicketStability.unforked(named);
    if (result instanceof PruneResult pruning) {
      is(name, ResultKind.PRUNING_RUNS);
      add(pruning);
    } else if (result instanceof TrainResult training) {
      is(name, ResultKind.TRAININGS);
      add(training);
    } else if (result instanceof BarrierResult barrier) {
      is(name, ResultKind.BARRIERS);
      add(barrier, (i, replicate) -> barrier.pairs().get(i).sample(replicate, above(barrier)));
    } else if (result instanceof AlignedBarrierResult aligned) {
      is(name, ResultKind.BARRIERS);
      add(aligned.before(), aligned::sampleAfter);
    } else if (result instanceof InstabilityResult instability) {
      is(name, ResultKind.INSTABILITIES);
      add(instability);
    } else if (result instanceof SoupResult soup) {
      is(name, ResultKind.SOUPS);
      add(Level.only(""), soup);
    } else if (result instanceof SoupComparison soups) {
      is(name, ResultKind.SOUP_COMPARISONS);
      soups.soups().forEach(soup -> add(Level.only(soup.row().name()), soup));
    } else {
      throw new IllegalArgumentException(
          "what is compared must be pruning runs, trainings, barriers, instabilities or soups, got "
              + name);
    }
  }

  private void is(String name, ResultKind what) {
    if (kind != null && kind != what) {
      throw new IllegalArgumentException(
          name + " must be of one kind, got " + kind + " and " + what);
    }
    kind = what;
  }

  private void add(Level level, long replicate, Point network, double value, PerExample by) {
    all.add(new Measurement(level, new Sample(replicate, network.digest(), "", value, by)));
  }

  private void add(PruneResult pruning) {
    for (int round = 0; round < pruning.longest().rounds().size(); round++) {
      Level level = level(pruning, round);
      for (PruneReplicate replicate : pruning.replicates()) {
        Optional<Round> found = pruning.find(replicate, NetworkKind.TICKET, round);
        found.ifPresent(r -> add(level, replicate.seed(), r));
      }
      if (pruning.diverged(round) > 0) {
        incomplete.add(level);
      }
    }
  }

  private Level level(PruneResult pruning, int round) {
    return match == Match.ROUND
        ? new Level("", "" + round, round)
        : Level.density(100 * pruning.longest().rounds().get(round).density());
  }

  private void add(Level level, long seed, Round round) {
    like = round.test();
    add(level, seed, round.solution(), round.test().error(), round.errors());
  }

  private void add(TrainResult training) {
    like = training.test();
    boolean fits = task.layout().equals(training.point().layout());
    PerExample errors = fits ? task.test().errors(training.point()) : PerExample.NONE;
    add(Level.only(""), training.job().seed(), training.point(), like.error(), errors);
  }

  private static Baseline above(BarrierResult result) {
    return result.options().baseline();
  }

  /** Tells the barrier of a pair by its place and its replicate. */
  @FunctionalInterface
  private interface Heights {
    Sample of(int pair, long replicate);
  }

  /** Adds barriers of pairs; those of aligned networks are known by what the networks were. */
  private void add(BarrierResult result, Heights heights) {
    baseline = Optional.of(above(result));
    boolean alone = result.pairs().stream().allMatch(pair -> pair.pair().level() == 0);
    for (int i = 0; i < result.pairs().size(); i++) {
      PairResult pair = result.pairs().get(i);
      boolean free = pair.pair().series().equals(PAIRS);
      int level = pair.pair().level();
      String series = free ? "" : pair.pair().series();
      Level where =
          free && alone
              ? Level.only("")
              : new Level(series, free ? "pair " + (level + 1) : "level " + level, level);
      long replicate = free ? replicate(ends(pair)) : pair.pair().replicate();
      like = pair.path().test().get(0);
      all.add(new Measurement(where, heights.of(i, replicate)));
    }
  }

  private void add(InstabilityResult result) {
    baseline = Optional.of(result.barrier().baseline());
    for (ForkResult fork : result.forks()) {
      String name = fork.step() == 0 ? "init" : fork.at().toString();
      add(new Level(fork.series(), name, fork.step()), fork.seed(), fork.pair());
    }
    result.diverged().forEach(lost -> levels().forEach(incomplete::add));
  }

  private void add(Level level, long replicate, PairResult pair) {
    like = pair.path().test().get(0);
    all.add(new Measurement(level, pair.sample(replicate, baseline.orElseThrow())));
  }

  private static String ends(PairResult pair) {
    Line line = pair.pair().line();
    return String.join(" ", new TreeSet<>(Set.of(line.from().digest(), line.to().digest())));
  }

  private void add(Level level, SoupResult soup) {
    like = soup.row().test();
    TreeSet<String> sources = new TreeSet<>();
    soup.origin().sources().stream().map(SoupOrigin.Source::digest).forEach(sources::add);
    long replicate = replicate(String.join(" ", sources));
    PerExample errors = soup.row().errors().get(0);
    add(level, replicate, soup.soup(), like.error(), errors);
  }

  /** Returns a number for what is told by its digests. */
  private static long replicate(String digests) {
    return Long.parseUnsignedLong(Digests.of(digests).substring(0, 16), 16);
  }
}
