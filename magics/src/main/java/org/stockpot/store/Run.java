package org.stockpot.store;

import java.util.Collections;
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
 * @param trainings the keys of its trainings, in their order
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
    List<String> trainings,
    String outcome,
    double seconds,
    String finished,
    String table) {

  /**
   * Copies the collections.
   *
   * @throws IllegalArgumentException if the key of a training is none
   */
  public Run {
    identity = Collections.unmodifiableSortedMap(new TreeMap<>(identity));
    trainings = List.copyOf(trainings);
    for (String key : trainings) {
      if (!Store.isKey(key)) {
        throw new IllegalArgumentException("a key must be 64 hexadecimal digits, got " + key);
      }
    }
  }

  /**
   * Returns what tells this run from others: its name, line, task and trainings, but not its time
   * and outcome.
   *
   * @return 64 hexadecimal digits
   */
  public String id() {
    return Digests.of("run", name, line, identity.toString(), trainings.toString());
  }

  /**
   * Returns everything that determined this run, by name, for comparison.
   *
   * @return an ordered map of texts
   */
  public Map<String, String> facts() {
    Map<String, String> facts = new TreeMap<>(identity);
    facts.put("task", task);
    String[] options = line.split(" (?=--)", -1);
    facts.put("magic", options[0]);
    for (int i = 1; i < options.length; i++) {
      String[] nameAndValue = options[i].split(" ", 2);
      facts.put(nameAndValue[0], nameAndValue.length > 1 ? nameAndValue[1] : "true");
    }
    return facts;
  }
}
