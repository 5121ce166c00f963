package org.stockpot.store;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.stockpot.weights.Digests;

/**
 * What one magic did: enough to do it again, and to compare it with another.
 *
 * @param name what the user called the result; empty if nothing
 * @param line the magic's line with all options resolved
 * @param task the task's name
 * @param identity what decides trainings beside their jobs, by name
 * @param about what else is to be known of it, such as its split and what it was given, by name
 * @param trainings the keys of its trainings, in their order
 * @param scores the keys of its scores and re-estimated statistics, in their order
 * @param outcome how it ended, in one phrase
 * @param seconds how long it took
 * @param finished when it ended, as an ISO 8601 instant
 * @param table the result's table as CSV
 */
public record Run(
    String name,
    String line,
    String task,
    SortedMap<String, String> identity,
    Map<String, String> about,
    List<String> trainings,
    List<String> scores,
    String outcome,
    double seconds,
    String finished,
    String table) {

  /**
   * Copies the collections.
   *
   * @throws IllegalArgumentException if a key is none
   */
  public Run {
    identity = Collections.unmodifiableSortedMap(new TreeMap<>(identity));
    about = Collections.unmodifiableMap(new LinkedHashMap<>(about));
    trainings = List.copyOf(trainings);
    scores = List.copyOf(scores);
    requireKeys(trainings);
    requireKeys(scores);
  }

  private static void requireKeys(List<String> keys) {
    for (String key : keys) {
      if (!StoreKeys.isKey(key)) {
        throw new IllegalArgumentException("a key must be 64 hexadecimal digits, got " + key);
      }
    }
  }

  /**
   * Returns what tells this run from others: its name, line, task, trainings and scores, but not
   * its time and outcome.
   *
   * @return 64 hexadecimal digits
   */
  public String id() {
    List<String> parts = new ArrayList<>(List.of("run", name, line, identity.toString()));
    parts.add(trainings.toString());
    if (!scores.isEmpty()) { // Runs from before scores were kept have the ids they had.
      parts.add(scores.toString());
    }
    return Digests.of(parts.toArray(String[]::new));
  }

  /**
   * Returns everything that determined this run, by name, for comparison: its settings, its task
   * and what that is made of, and the digests behind them.
   *
   * @return an ordered map of texts
   */
  public Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>(settings());
    facts.put("task", task);
    facts.putAll(about);
    facts.putAll(identity);
    return facts;
  }

  /** Returns the magic and its options, in the order of the line. */
  private Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    String[] options = line.split(" (?=--)", -1);
    settings.put("magic", options[0]);
    for (int i = 1; i < options.length; i++) {
      String[] nameAndValue = options[i].split(" ", 2);
      settings.put(nameAndValue[0], nameAndValue.length > 1 ? nameAndValue[1] : "true");
    }
    return settings;
  }
}
