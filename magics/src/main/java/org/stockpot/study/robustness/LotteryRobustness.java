package org.stockpot.study.robustness;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.stockpot.prune.NetworkKind;
import org.stockpot.prune.PruneReplicate;
import org.stockpot.prune.PruneResult;
import org.stockpot.prune.Round;
import org.stockpot.study.Level;
import org.stockpot.task.Distortion.Kind;
import org.stockpot.task.Outcome;
import org.stockpot.task.Progress;
import org.stockpot.task.Task;
import org.stockpot.task.replicates.Duplicates;
import org.stockpot.weights.MaskedPoint;

/**
 * Measures pruned networks beside their dense ones by more than the mean accuracy: under
 * corruptions (Hendrycks, Dietterich, ICLR 2019), class by class (Hooker et al., "What Do
 * Compressed Deep Neural Networks Forget?", 2019), by their calibration error (Guo et al., ICML
 * 2017) and by what their last hidden layer makes of the examples.
 */
public final class LotteryRobustness {

  private final List<String> names;
  private final List<PruneResult> runs;
  private final Task task;
  private final LotteryRobustnessOptions options;
  private final Progress progress;

  private LotteryRobustness(
      List<String> names,
      List<PruneResult> runs,
      Task task,
      LotteryRobustnessOptions options,
      Progress progress) {
    this.names = names;
    this.runs = runs;
    this.task = task;
    this.options = options;
    this.progress = progress;
  }

  /**
   * Measures pruning runs.
   *
   * @param names what they are called
   * @param runs one or more, in the same order
   * @param task what they pruned
   * @param options the settings
   * @return what was measured
   * @throws IllegalArgumentException if a corruption does not fit the inputs, or a run has no round
   *     of a density that was asked for
   */
  public static LotteryRobustnessResult of(
      List<String> names, List<PruneResult> runs, Task task, LotteryRobustnessOptions options) {
    return of(names, runs, task, options, Progress.NONE);
  }

  /**
   * Measures pruning runs. An interrupt keeps the finished levels.
   *
   * @param names what they are called
   * @param runs one or more, in the same order
   * @param task what they pruned
   * @param options the settings
   * @param progress told about each network
   * @return what was measured
   * @throws IllegalArgumentException if a corruption does not fit the inputs, or a run has no round
   *     of a density that was asked for
   */
  public static LotteryRobustnessResult of(
      List<String> names,
      List<PruneResult> runs,
      Task task,
      LotteryRobustnessOptions options,
      Progress progress) {
    Duplicates.refuse("names", names);
    if (runs.isEmpty() || runs.size() != names.size()) {
      throw new IllegalArgumentException(
          "pruning runs must be one or more, each with a name, got " + names);
    }
    runs.forEach(run -> task.layout().requireSame(run.round(0).solution().layout()));
    return new LotteryRobustness(names, runs, task, options, progress).measured();
  }

  /** A round of a run. */
  private record Place(int run, int round) {}

  private LotteryRobustnessResult measured() {
    List<Corruption> corruptions = corruptions();
    List<Place> places = places();
    NetworkMeter meter = new NetworkMeter(task, options, corruptions, progress);
    long networks =
        places.stream().mapToLong(p -> 2L * seeds(runs.get(p.run()), p.round()).size()).sum();
    progress.plan(meter.work(), networks);
    List<RobustnessLevel> levels = new ArrayList<>();
    List<String> missing = new ArrayList<>(meter.missing());
    Outcome outcome =
        Outcome.of(
            () ->
                places.forEach(
                    place ->
                        level(place, meter)
                            .ifPresentOrElse(levels::add, () -> missing.add(lost(place)))));
    return new LotteryRobustnessResult(
        task.name(),
        options,
        names,
        corruptions,
        meter.labels().map(TestLabels::classes).orElse(List.of()),
        missing,
        levels,
        outcome);
  }

  /** Returns the corruptions that were asked for, or those that fit. */
  private List<Corruption> corruptions() {
    if (!options.corruptions().isEmpty()) {
      options.corruptions().stream()
          .flatMap(corruption -> corruption.distortions().stream())
          .forEach(task::shifted);
      return options.corruptions();
    }
    List<Kind> kinds = List.of(Kind.NOISE, Kind.BLUR, Kind.TRANSLATE, Kind.CONTRAST);
    return (isOfImages() ? kinds : List.of(Kind.NOISE, Kind.CONTRAST, Kind.DROP))
        .stream().map(Corruption::of).toList();
  }

  private boolean isOfImages() {
    try {
      task.shifted(Corruption.of(Kind.BLUR).distortions().get(0));
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private List<Place> places() {
    List<Place> places = new ArrayList<>();
    for (int i = 0; i < runs.size(); i++) {
      PruneResult run = runs.get(i);
      int last = run.longest().rounds().size() - 1;
      List<Double> kept = new ArrayList<>();
      for (int round = 1; round <= last; round++) {
        double density = run.rounds(NetworkKind.TICKET, round).get(0).density();
        kept.add(density);
        if (isWanted(density)) {
          places.add(new Place(i, round));
        }
      }
      requireAll(names.get(i), kept);
    }
    return places;
  }

  private boolean isWanted(double density) {
    return options.densities().isEmpty()
        || options.densities().stream().anyMatch(wanted -> Level.sameDensity(wanted, density));
  }

  private void requireAll(String name, List<Double> kept) {
    if (kept.isEmpty()) {
      throw new IllegalArgumentException(name + " must have a finished round, got none");
    }
    for (double wanted : options.densities()) {
      if (kept.stream().noneMatch(density -> Level.sameDensity(wanted, density))) {
        String all =
            new TreeSet<>(kept)
                .descendingSet().stream()
                    .map(LotteryRobustness::percent)
                    .collect(Collectors.joining(", "));
        throw new IllegalArgumentException(
            "densities must be those of rounds of " + name + ", " + all + ", got " + wanted);
      }
    }
  }

  private static String percent(double density) {
    BigDecimal percent = BigDecimal.valueOf(100 * density).round(new MathContext(4));
    return percent.stripTrailingZeros().toPlainString() + "%";
  }

  /** Returns the seeds that have a round. */
  private static List<PruneReplicate> seeds(PruneResult run, int round) {
    return run.replicates().stream().filter(r -> r.rounds().size() > round).toList();
  }

  private String lost(Place place) {
    return names.get(place.run())
        + "."
        + place.round()
        + " is left out: its dense networks diverged.";
  }

  /** Returns a round as measured; empty if no seed has a dense network beside it. */
  private Optional<RobustnessLevel> level(Place place, NetworkMeter meter) {
    PruneResult run = runs.get(place.run());
    String name = names.get(place.run());
    List<NetworkMeasures> dense = new ArrayList<>();
    List<NetworkMeasures> pruned = new ArrayList<>();
    for (PruneReplicate replicate : seeds(run, place.round())) {
      progress.phase(name + "." + place.round() + ", seed " + replicate.seed());
      Optional<Round> beside = run.find(replicate, NetworkKind.DENSE, place.round());
      if (beside.isEmpty()) {
        continue;
      }
      MaskedPoint whole = network(beside.get());
      dense.add(meter.measures(replicate.seed(), whole, whole));
      pruned.add(meter.measures(replicate.seed(), network(replicate.round(place.round())), whole));
    }
    if (dense.isEmpty()) {
      return Optional.empty();
    }
    double density = run.rounds(NetworkKind.TICKET, place.round()).get(0).density();
    boolean complete = run.isComplete(NetworkKind.TICKET, NetworkKind.DENSE, place.round());
    return Optional.of(
        new RobustnessLevel(
            name, place.round(), density, dense, pruned, complete, run.tolerance()));
  }

  private static MaskedPoint network(Round round) {
    return new MaskedPoint(round.solution(), round.mask());
  }
}
