package org.stockpot.report.study;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.stockpot.prune.NetworkKind;
import org.stockpot.prune.PruneResult;
import org.stockpot.study.Comparison;
import org.stockpot.study.TicketStability;
import org.stockpot.study.Variant;
import org.stockpot.task.replicates.Interval;
import org.stockpot.task.replicates.Verdict;

/**
 * A pruning run at its rewind point.
 *
 * @param way how it was pruned besides; empty where nothing else differs
 * @param found what came out
 */
record RewindRow(String way, TicketStability found) {

  private static final String REWIND = "rewind";

  static RewindRow of(TicketStability found) {
    return new RewindRow("", found);
  }

  /** Returns the runs of a comparison of such. */
  static List<RewindRow> of(Comparison comparison) {
    List<String> others =
        comparison.differing().keySet().stream().filter(o -> !o.equals(REWIND)).toList();
    List<RewindRow> rows = new ArrayList<>();
    for (Variant variant : comparison.variants()) {
      String way =
          others.stream()
              .map(option -> variant.settings().getOrDefault(option, ""))
              .collect(Collectors.joining(", "));
      variant.results().forEach(result -> rows.add(new RewindRow(way, (TicketStability) result)));
    }
    return rows;
  }

  PruneResult pruning() {
    return found.pruning();
  }

  /** Returns whether a ticket was trained; else the last round is that of dense networks. */
  boolean hasTickets() {
    return found.round() > 0;
  }

  Interval ticketsMinusDense() {
    return pruning().difference(NetworkKind.DENSE, NetworkKind.TICKET, found.round());
  }

  Verdict matching() {
    return hasTickets() ? pruning().matching(found.round()) : Verdict.UNDECIDED;
  }

  String name() {
    return found.step() == 0 ? "init" : found.at().toString();
  }

  /** Returns the share of weights that the last round keeps. */
  double kept() {
    return pruning().longest().rounds().get(found.round()).density();
  }
}
