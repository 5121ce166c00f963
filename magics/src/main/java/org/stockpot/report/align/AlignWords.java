package org.stockpot.report.align;

import java.util.List;
import org.stockpot.align.AlignBy;
import org.stockpot.align.AlignResult;
import org.stockpot.align.AlignedNetwork;
import org.stockpot.align.GroupMatch;
import org.stockpot.align.Search;
import org.stockpot.text.Numbers;
import org.stockpot.weights.MaskedPoint;

/** What alignments mean, in sentences. */
final class AlignWords {

  private static final int DIGITS = 3;

  private AlignWords() {}

  static String of(AlignResult result) {
    return kept(result) + found(result) + activations(result) + caveats(result);
  }

  private static String kept(AlignResult result) {
    List<AlignedNetwork> networks = result.networks();
    double largest = networks.stream().mapToDouble(AlignedNetwork::difference).max().orElse(0);
    boolean one = networks.size() == 1;
    return (one ? networks.get(0).name() + " computes" : "Networks compute")
        + " what "
        + (one ? "it" : "they")
        + " computed: values only changed places"
        + (networks.stream().anyMatch(n -> n.given().mask().pruned() > 0)
            ? ", masks with them"
            : "")
        + (largest == 0
            ? ", and nothing differs."
            : ", and "
                + (networks.get(0).byOutputs() ? "outputs differ" : "validation losses differ")
                + " by at most "
                + Numbers.significant(largest, 2)
                + (networks.get(0).byOutputs() ? " of the largest" : "")
                + ", as sums are taken in another order.");
  }

  private static String found(AlignResult result) {
    if (result.to().isEmpty()) {
      Search search = result.searches().get(0);
      return " The sum of inner products over pairs rose from "
          + number(search.before())
          + " to "
          + number(search.best())
          + starts(search)
          + "; the first network is as it was.";
    }
    AlignedNetwork first = result.networks().get(0);
    return " The distance of "
        + first.name()
        + " to "
        + result.to().get()
        + " went from "
        + number(first.distanceBefore())
        + " to "
        + number(first.distance())
        + (result.options().by() == AlignBy.WEIGHTS ? starts(result.searches().get(0)) : "")
        + ".";
  }

  private static String starts(Search search) {
    boolean alone = search.ends().size() == 1;
    String limit = search.converged() ? "" : ", and the limit of sweeps ended some of them";
    return alone
        ? " from one start" + limit
        : ", the best of "
            + search.ends().size()
            + " starts, which ended between "
            + number(search.worst())
            + " and "
            + number(search.best())
            + limit;
  }

  private static String activations(AlignResult result) {
    if (result.options().by() != AlignBy.ACTIVATIONS) {
      return "";
    }
    List<String> rest =
        result.networks().get(0).groups().stream()
            .filter(group -> group.layers().isEmpty())
            .map(GroupMatch::group)
            .toList();
    return rest.isEmpty()
        ? ""
        : " "
            + Numbers.counted(rest.size(), "group")
            + " inside of residual branches "
            + (rest.size() == 1 ? "has" : "have")
            + " no layer of activations, and "
            + (rest.size() == 1 ? "was" : "were")
            + " matched by weights.";
  }

  private static String caveats(AlignResult result) {
    MaskedPoint network = result.networks().get(0).aligned();
    boolean statistics = network.point().layout().hasStatistics();
    boolean several = result.groups().groups().size() > 1;
    return (several && result.options().by() == AlignBy.WEIGHTS
            ? " With several groups of units the search finds a local optimum."
            : "")
        + " Near weights are not a low barrier yet: %barrier measures it"
        + (statistics
            ? ", and --recalibrate re-estimate gives blends running statistics of their own."
            : ".");
  }

  private static String number(double value) {
    return Numbers.significant(value, DIGITS);
  }
}
