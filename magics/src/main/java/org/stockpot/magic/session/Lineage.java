package org.stockpot.magic.session;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What points and named results were made from, by digests: a name may mean another point by now.
 */
final class Lineage {

  private final ResultTypes types;
  private final Map<String, Set<String>> parents = new HashMap<>();
  private final Map<String, Set<String>> names = new HashMap<>();
  private final Map<String, Set<String>> results = new HashMap<>();

  Lineage(ResultTypes types) {
    this.types = types;
  }

  /** Remembers what a result's points were made of, and what names meant then. */
  void learn(Object result, UsedPoints uses) {
    uses.points()
        .forEach((name, p) -> names.computeIfAbsent(digest(p), d -> new HashSet<>()).add(name));
    Set<String> used = digests(uses);
    for (NamedPoint made : types.points(result).all()) {
      if (used.contains(digest(made))) {
        continue; // It came out as it went in.
      }
      Set<String> sources = new HashSet<>(made.madeOf().get());
      sources.remove(digest(made));
      parents.computeIfAbsent(digest(made), d -> new HashSet<>()).addAll(sources);
    }
  }

  /** Remembers what a named result was made with, whether it has points or not. */
  void name(String result, UsedPoints uses) {
    results.put(result, digests(uses));
  }

  private static Set<String> digests(UsedPoints uses) {
    return uses.points().values().stream().map(Lineage::digest).collect(Collectors.toSet());
  }

  private static String digest(NamedPoint named) {
    return named.point().digest();
  }

  /** Returns a sentence for each name that no longer means what another was made from. */
  Set<String> notes(Map<String, NamedPoint> used) {
    Set<String> notes = new LinkedHashSet<>();
    used.forEach(
        (made, point) -> {
          Set<String> ancestors = ancestors(point.madeOf().get());
          ancestors.addAll(ancestors(List.of(digest(point))));
          for (String name : used.keySet()) {
            if (isOther(name, made) && isStale(name, digest(used.get(name)), ancestors)) {
              notes.add(
                  name
                      + " is not the network that "
                      + PointNames.head(made)
                      + " was made from: it was made anew since");
            }
          }
        });
    return notes;
  }

  private static boolean isOther(String name, String made) {
    return !PointNames.head(name).equals(PointNames.head(made));
  }

  private boolean isStale(String name, String digest, Set<String> ancestors) {
    return !ancestors.contains(digest)
        && ancestors.stream().anyMatch(a -> !a.equals(digest) && called(a).contains(name));
  }

  private Set<String> called(String digest) {
    return names.getOrDefault(digest, Set.of());
  }

  /** Returns some points and all that they were made of. */
  private Set<String> ancestors(Collection<String> digests) {
    Set<String> all = new HashSet<>(digests);
    Deque<String> open = new ArrayDeque<>(digests);
    while (!open.isEmpty()) {
      for (String parent : parents.getOrDefault(open.pop(), Set.of())) {
        if (all.add(parent)) {
          open.push(parent);
        }
      }
    }
    return all;
  }

  /**
   * Says which named results were made from what a name meant before.
   *
   * @param name the name
   * @param before what it meant; null for nothing
   * @param now what it means
   * @param named the names of all results
   */
  Optional<String> stale(String name, Object before, Object now, Collection<String> named) {
    Set<String> gone = digests(before);
    gone.removeAll(digests(now));
    String stale =
        named.stream()
            .filter(other -> !other.equals(name))
            .filter(
                other ->
                    ancestors(results.getOrDefault(other, Set.of())).stream()
                        .anyMatch(gone::contains))
            .collect(Collectors.joining(", "));
    return stale.isEmpty()
        ? Optional.empty()
        : Optional.of(name + " has changed; made from what it was before, and still so: " + stale);
  }

  private Set<String> digests(Object result) {
    return types.points(result).named().values().stream()
        .map(Lineage::digest)
        .collect(Collectors.toCollection(HashSet::new));
  }
}
