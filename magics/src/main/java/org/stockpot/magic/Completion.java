package org.stockpot.magic;

import java.util.List;

/**
 * What can replace a part of a line: of {@code %imp --rou}, {@code --rounds} from 5 to 10.
 *
 * @param candidates full replacements, in order
 * @param from the start of the replaced part
 * @param to its end
 */
public record Completion(List<String> candidates, int from, int to) {

  /** Copies the candidates. */
  public Completion {
    candidates = List.copyOf(candidates);
  }
}
