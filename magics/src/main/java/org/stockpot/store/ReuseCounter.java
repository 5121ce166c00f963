package org.stockpot.store;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.stockpot.text.Numbers;

/** What was asked of a store: each thing once, and whether it was there before. */
final class ReuseCounter {

  private final String what;
  private final SortedSet<String> keys = new TreeSet<>();
  private final Set<String> asked = new HashSet<>();
  private final Set<String> found = new HashSet<>();

  /** Counts things of one kind, such as {@code training}. */
  ReuseCounter(String what) {
    this.what = what;
  }

  /** Returns whether a part of an entry was counted. */
  synchronized boolean has(String key, String part) {
    return asked.contains(key + part);
  }

  /** Counts a part of an entry, once. */
  synchronized void count(String key, String part, boolean wasThere) {
    keys.add(key);
    if (asked.add(key + part) && wasThere) {
      found.add(key + part);
    }
  }

  /**
   * Adds what another one was asked for after this one: what both were, was there before or not as
   * this one saw it.
   */
  void addAll(ReuseCounter later) {
    Set<String> others = Set.copyOf(later.asked);
    Set<String> reused = Set.copyOf(later.found);
    synchronized (this) {
      keys.addAll(later.keys());
      others.stream().filter(asked::add).filter(reused::contains).forEach(found::add);
    }
  }

  /** Returns the keys of all entries, sorted. */
  synchronized List<String> keys() {
    return List.copyOf(keys);
  }

  /** Returns how many were not there before. */
  synchronized int made() {
    return asked.size() - found.size();
  }

  private synchronized void addTo(List<String> parts) {
    if (!found.isEmpty()) {
      parts.add(found.size() + " of " + Numbers.counted(asked.size(), what));
    }
  }

  /** Words how much of all was there before; empty if nothing was. */
  static String reused(ReuseCounter... tallies) {
    List<String> parts = new ArrayList<>();
    for (ReuseCounter tally : tallies) {
      tally.addTo(parts);
    }
    return parts.isEmpty() ? "" : "reused " + String.join(", ", parts);
  }
}
