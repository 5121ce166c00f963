package org.stockpot.task;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Words by which another JVM makes the same task, and digests that prove it did.
 *
 * @param data the words of a data source, such as {@code digits}
 * @param model the words of a model, such as {@code mlp:64,32}
 * @param options what is decided beside them, as text by name
 * @param digests what the task that was made must agree with, by name: see {@link Task#identity}
 */
public record TaskSpec(
    String data,
    String model,
    SortedMap<String, String> options,
    SortedMap<String, String> digests) {

  /**
   * Copies the maps.
   *
   * @throws IllegalArgumentException if there are no words for the data or the model
   */
  public TaskSpec {
    if (data.isBlank() || model.isBlank()) {
      throw new IllegalArgumentException(
          "a task's spec must name data and a model, got '" + data + "' and '" + model + "'");
    }
    options = Collections.unmodifiableSortedMap(new TreeMap<>(options));
    digests = Collections.unmodifiableSortedMap(new TreeMap<>(digests));
  }

  /**
   * Requires that a task made from this spec is the task that the spec is of.
   *
   * @param found the digests of the task that was made
   * @throws IllegalStateException if one differs; the message names the first that does
   */
  public void requireSame(SortedMap<String, String> found) {
    digests.forEach(
        (name, digest) -> {
          if (!digest.equals(found.get(name))) {
            throw new IllegalStateException(
                "a task of "
                    + data
                    + " "
                    + model
                    + " must have the same "
                    + name
                    + " here, got "
                    + found.get(name)
                    + " in place of "
                    + digest);
          }
        });
  }
}
