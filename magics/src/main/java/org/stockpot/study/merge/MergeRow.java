package org.stockpot.study.merge;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stockpot.soup.Masks;
import org.stockpot.soup.SoupRow;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;

/**
 * A method of a comparison with the options that validation chose, or a recipe with the members
 * that it chose.
 *
 * @param method the method's or recipe's name
 * @param options values of all options of a method; empty for a recipe
 * @param tried how many settings were tried
 * @param members the names of the networks in it
 * @param scores its scores; without those that were not measured, and why
 * @param point the network; empty if there is none
 * @param mask what it keeps
 * @param masks what became of its members' masks
 * @param notes what the method says of its result
 * @param cost what it took
 */
public record MergeRow(
    String method,
    Map<String, String> options,
    int tried,
    List<String> members,
    SoupRow scores,
    Optional<Point> point,
    Mask mask,
    Masks masks,
    List<String> notes,
    MergeCost cost) {

  /** Copies the lists; options keep their order. */
  public MergeRow {
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    members = List.copyOf(members);
    notes = List.copyOf(notes);
  }
}
