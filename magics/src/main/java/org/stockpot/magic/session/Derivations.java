package org.stockpot.magic.session;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the results of a session were derived with. Results are told by identity. */
public final class Derivations {

  private record Entry(WeakReference<Object> result, Derivation derivation) {}

  private final List<Entry> entries = new ArrayList<>();

  /** Remembers what made a result. */
  void put(Object result, Derivation made) {
    entries.removeIf(entry -> entry.result().get() == null || entry.result().get() == result);
    entries.add(new Entry(new WeakReference<>(result), made));
  }

  /** Returns the settings of results by option: of replicates, the values of each in turn. */
  public Map<String, String> settings(List<Object> results) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (Object result : results) {
      of(result)
          .ifPresent(
              made ->
                  made.settings()
                      .forEach(
                          (option, value) ->
                              settings.merge(
                                  option, value, (a, b) -> a.equals(b) ? a : a + "|" + b)));
    }
    return settings;
  }

  public Optional<Derivation> of(Object result) {
    return entries.stream()
        .filter(entry -> entry.result().get() == result)
        .findFirst()
        .map(Entry::derivation);
  }

  /** Returns the lines that make a result, in the order in which they are to be run. */
  public List<String> lines(Object result) {
    return lines(List.of(result));
  }

  /** Returns the lines that make several results, each once. */
  public List<String> lines(List<?> results) {
    Listing listing = new Listing();
    results.forEach(listing::add);
    return listing.lines;
  }

  /** Lines in order; the task's comes where another was current before. */
  private final class Listing {
    private final List<String> lines = new ArrayList<>();
    private final Set<Derivation> seen = new LinkedHashSet<>();
    private String task = "";

    private void add(Object result) {
      Optional<Derivation> found = of(result).filter(seen::add);
      found.ifPresent(
          derivation -> {
            derivation.sources().forEach(this::add);
            derivation.setting().ifPresent(setting -> use(setting.line()));
            if (!derivation.line().equals(task)) {
              lines.add(derivation.line());
            }
          });
    }

    private void use(String line) {
      if (!line.isEmpty() && !line.equals(task)) {
        lines.add(line);
        task = line;
      }
    }
  }
}
