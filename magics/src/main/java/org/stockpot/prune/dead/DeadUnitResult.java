package org.stockpot.prune.dead;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.stockpot.prune.PruneReplicate;
import org.stockpot.prune.PruneResult;
import org.stockpot.prune.Round;
import org.stockpot.prune.dead.ReluReader.Candidate;
import org.stockpot.prune.dead.ReluReader.Outputs;
import org.stockpot.task.Availability;
import org.stockpot.task.Outcome;
import org.stockpot.task.Progress;
import org.stockpot.task.Result;
import org.stockpot.task.Task;
import org.stockpot.task.Work;
import org.stockpot.task.analysis.Representations;
import org.stockpot.task.analysis.Subset;
import org.stockpot.task.replicates.Estimate;
import org.stockpot.task.replicates.Interval;
import org.stockpot.weights.MaskedPoint;
import org.stockpot.weights.Slot;

/**
 * Dead-neuron rates of networks, by layer: how many units of ReLU layers are dead because their
 * weights are pruned, and how often the others are zero.
 *
 * <p>See Liu et al., "AP: Selective Activation for De-sparsifying Pruned Networks" (Activate-While-
 * Pruning), TMLR 2023, of which we know the abstract; the definitions are from memory. Differs from
 * it: of a convolution a unit is a channel, and its places count one by one; units that are not
 * statically dead and yet zero on all examples are counted besides.
 *
 * @param task the task's name
 * @param options the settings
 * @param networks what was counted, in order
 * @param unseen layers with weights behind which no ReLU was seen
 * @param outcome whether all networks were read
 */
public record DeadUnitResult(
    String task,
    DeadUnitOptions options,
    List<DeadUnitNetwork> networks,
    List<String> unseen,
    Outcome outcome)
    implements Result {

  /** The name of all ReLU layers together. */
  public static final String ALL = "all";

  /** Copies the lists. */
  public DeadUnitResult {
    networks = List.copyOf(networks);
    unseen = List.copyOf(unseen);
  }

  /** A network and what it is counted with. */
  private record Named(String group, MaskedPoint at) {}

  /** What a network gave. */
  private record Reading(Named network, Map<Candidate, Outputs> outputs) {}

  /**
   * Counts dead units in each round of a pruning run, over its seeds.
   *
   * @param pruning the run
   * @param task the model and its data
   * @param options on which examples
   * @return the rates, round by round
   * @throws IllegalArgumentException if no ReLU layer is seen
   */
  public static DeadUnitResult of(PruneResult pruning, Task task, DeadUnitOptions options) {
    return of(pruning, task, options, Progress.NONE);
  }

  /**
   * Counts dead units in each round of a pruning run, over its seeds. An interrupt keeps the
   * networks that were read.
   *
   * @param pruning the run
   * @param task the model and its data
   * @param options on which examples
   * @param progress told about each network
   * @return the rates, round by round
   * @throws IllegalArgumentException if no ReLU layer is seen
   */
  public static DeadUnitResult of(
      PruneResult pruning, Task task, DeadUnitOptions options, Progress progress) {
    List<Named> networks = new ArrayList<>();
    for (int round = 0; round < pruning.longest().rounds().size(); round++) {
      for (PruneReplicate replicate : pruning.replicates()) {
        if (round < replicate.rounds().size()) {
          Round found = replicate.round(round);
          networks.add(
              new Named("round " + round, new MaskedPoint(found.solution(), found.mask())));
        }
      }
    }
    return count(networks, task, options, progress);
  }

  /**
   * Counts dead units of networks.
   *
   * @param names what they are called
   * @param networks the networks, with what is pruned of them
   * @param task the model and its data
   * @param options on which examples
   * @return the rates, network by network
   * @throws IllegalArgumentException if no ReLU layer is seen
   */
  public static DeadUnitResult of(
      List<String> names, List<MaskedPoint> networks, Task task, DeadUnitOptions options) {
    return of(names, networks, task, options, Progress.NONE);
  }

  /**
   * Counts dead units of networks. An interrupt keeps those that were read.
   *
   * @param names what they are called
   * @param networks the networks, with what is pruned of them
   * @param task the model and its data
   * @param options on which examples
   * @param progress told about each network
   * @return the rates, network by network
   * @throws IllegalArgumentException if no ReLU layer is seen
   */
  public static DeadUnitResult of(
      List<String> names,
      List<MaskedPoint> networks,
      Task task,
      DeadUnitOptions options,
      Progress progress) {
    if (names.size() != networks.size()) {
      throw new IllegalArgumentException(
          "names must be as many as networks, got " + names.size() + " of " + networks.size());
    }
    List<Named> named = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      named.add(new Named(names.get(i), networks.get(i)));
    }
    return count(named, task, options, progress);
  }

  private static DeadUnitResult count(
      List<Named> networks, Task task, DeadUnitOptions options, Progress progress) {
    if (networks.isEmpty()) {
      throw new IllegalArgumentException("networks must be one or more, got none");
    }
    networks.forEach(network -> task.layout().requireSame(network.at().point().layout()));
    Subset subset = options.examples().of(options.on(), options.seed());
    Availability<Representations> found = task.representations(subset);
    if (found.value().isEmpty()) {
      throw new IllegalArgumentException(
          "dead units need activations of layers: " + found.reason());
    }
    ReluReader reader = new ReluReader(found.value().get(), task.layout());
    List<Reading> readings = new ArrayList<>();
    Work work = Work.points("network", task.training());
    progress.plan(work, networks.size());
    Outcome outcome =
        Outcome.of(
            () -> {
              for (Named network : networks) {
                progress.phase(network.group());
                readings.add(new Reading(network, reader.read(network.at())));
                progress.done(work, 1);
              }
            });
    List<Candidate> relus =
        reader.candidates().stream().filter(candidate -> isRelu(candidate, readings)).toList();
    if (relus.isEmpty() && !readings.isEmpty()) {
      throw new IllegalArgumentException(
          "there must be a ReLU layer whose numbers are reached, got none in "
              + task.name()
              + ": layers inside residual branches and of TorchScript are not reached");
    }
    return new DeadUnitResult(
        task.name(),
        options,
        readings.stream().map(reading -> rates(reading, relus)).toList(),
        unseen(task, relus),
        outcome);
  }

  private static boolean isRelu(Candidate candidate, List<Reading> readings) {
    List<Outputs> outputs = readings.stream().map(r -> r.outputs().get(candidate)).toList();
    return outputs.stream().allMatch(Outputs::fitsRelu)
        && outputs.stream().anyMatch(Outputs::sawNegative);
  }

  private static DeadUnitNetwork rates(Reading reading, List<Candidate> relus) {
    MaskedPoint at = reading.network().at();
    List<DeadRates> layers = new ArrayList<>();
    relus.forEach(relu -> layers.add(ReluReader.rates(relu, reading.outputs().get(relu), at)));
    layers.add(DeadRates.sum(ALL, layers));
    return new DeadUnitNetwork(reading.network().group(), at.mask().density(), layers);
  }

  private static List<String> unseen(Task task, List<Candidate> relus) {
    List<Slot> seen = relus.stream().flatMap(relu -> relu.weight().stream()).toList();
    return task.layout().slots().stream()
        .filter(slot -> slot.role().isPrunable() && !seen.contains(slot))
        .map(Slot::name)
        .toList();
  }

  /**
   * Returns the layers, in order, and all together last.
   *
   * @return their names
   */
  public List<String> layers() {
    return networks.get(0).layers().stream().map(DeadRates::layer).toList();
  }

  /**
   * Returns the networks of each group, such as the seeds of a round.
   *
   * @return one or more networks by group, in order
   */
  public Map<String, List<DeadUnitNetwork>> groups() {
    Map<String, List<DeadUnitNetwork>> groups = new LinkedHashMap<>();
    networks.forEach(n -> groups.computeIfAbsent(n.group(), g -> new ArrayList<>()).add(n));
    return groups;
  }

  /**
   * Returns the mean of a rate over the networks of a group, with the noise of seeds.
   *
   * @param group such as {@code round 3}
   * @param layer one of {@link #layers}
   * @param rate such as {@link DeadRates#dynamicRate}
   * @return the mean as a share; empty if it is known of no network
   */
  public Optional<Interval> rate(String group, String layer, ToDoubleFunction<DeadRates> rate) {
    List<Double> rates =
        networks.stream()
            .filter(network -> network.group().equals(group))
            .flatMap(network -> network.layers().stream())
            .filter(found -> found.layer().equals(layer))
            .map(rate::applyAsDouble)
            .filter(value -> !value.isNaN())
            .toList();
    return rates.isEmpty() ? Optional.empty() : Optional.of(Interval.of(Estimate.of(rates)));
  }

  /** Returns task and networks in a phrase. */
  @Override
  public String toString() {
    return "dead units of " + networks.size() + " networks on " + task;
  }
}
