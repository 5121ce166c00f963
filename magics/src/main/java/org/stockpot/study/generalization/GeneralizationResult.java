package org.stockpot.study.generalization;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.stockpot.task.Outcome;
import org.stockpot.task.Result;
import org.stockpot.task.replicates.Estimate;
import org.stockpot.task.replicates.KendallTau;

/**
 * Measures of networks against their generalisation gaps.
 *
 * @param task the task's name
 * @param options the settings
 * @param networks what was measured
 * @param missing what could not be measured and why, a sentence each
 * @param outcome whether all networks were measured
 */
public record GeneralizationResult(
    String task,
    GeneralizationOptions options,
    List<NetworkGap> networks,
    List<String> missing,
    Outcome outcome)
    implements Result {

  /** Copies the lists. */
  public GeneralizationResult {
    networks = List.copyOf(networks);
    missing = List.copyOf(missing);
  }

  /**
   * Returns the options in which the networks' trainings differ.
   *
   * @return their names
   */
  public List<String> varied() {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (NetworkGap network : networks) {
      network
          .settings()
          .forEach((option, v) -> values.computeIfAbsent(option, o -> new ArrayList<>()).add(v));
    }
    return values.entrySet().stream()
        .filter(entry -> entry.getValue().stream().distinct().count() > 1)
        .map(Map.Entry::getKey)
        .toList();
  }

  /**
   * Returns how the measures go with the gap.
   *
   * @return one for each measure that at least two networks have
   */
  public List<MeasureCorrelation> correlations() {
    List<MeasureCorrelation> all = new ArrayList<>();
    for (GeneralizationMeasure measure : options.measures()) {
      List<NetworkGap> having =
          networks.stream().filter(network -> network.measures().containsKey(measure)).toList();
      if (having.size() > 1) {
        Map<String, Estimate> by = new LinkedHashMap<>();
        varied().forEach(option -> by.put(option, granulated(measure, option, having)));
        all.add(new MeasureCorrelation(measure, tau(measure, having), by));
      }
    }
    return all;
  }

  private static KendallTau tau(GeneralizationMeasure measure, List<NetworkGap> networks) {
    return KendallTau.of(
        networks.stream().mapToDouble(network -> network.measures().get(measure)).toArray(),
        networks.stream().mapToDouble(NetworkGap::gap).toArray());
  }

  private static Estimate granulated(
      GeneralizationMeasure measure, String option, List<NetworkGap> networks) {
    Map<String, List<NetworkGap>> groups = new TreeMap<>();
    for (NetworkGap network : networks) {
      Map<String, String> rest = new TreeMap<>(network.settings());
      rest.remove(option);
      rest.put("seed", String.valueOf(network.seed()));
      groups.computeIfAbsent(rest.toString(), key -> new ArrayList<>()).add(network);
    }
    return Estimate.of(
        groups.values().stream()
            .map(group -> tau(measure, group).tau())
            .filter(tau -> !Double.isNaN(tau))
            .toList());
  }

  /** Returns task and networks in a phrase. */
  @Override
  public String toString() {
    return "generalization on " + task + ", networks: " + networks.size();
  }
}
