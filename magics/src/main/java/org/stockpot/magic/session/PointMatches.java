package org.stockpot.magic.session;

import java.util.List;

/**
 * What a pattern means.
 *
 * @param names the points that it matches
 * @param starts the points that it would match too, but that trainings start at: a star stands for
 *     solutions
 */
public record PointMatches(List<String> names, List<String> starts) {

  /** Copies the lists. */
  public PointMatches {
    names = List.copyOf(names);
    starts = List.copyOf(starts);
  }
}
