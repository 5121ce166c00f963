package org.stockpot.soup;

import java.util.ArrayList;
import java.util.List;
import org.stockpot.weights.Mask;

/**
 * What an average was made from.
 *
 * @param sources the networks it could be made from, each once
 * @param dropped what was named besides and did not count, and why
 * @param mask what the average keeps: the union of the masks of the networks in it
 */
public record SoupOrigin(List<Source> sources, List<Dropped> dropped, Mask mask) {

  /**
   * A network that went in, or could have.
   *
   * @param name what it was called
   * @param digest the digest of its point, which tells whether that name still means it
   */
  public record Source(String name, String digest) {}

  /**
   * A network that was named and did not count.
   *
   * @param name what it was called
   * @param why the reason, in a few words
   */
  public record Dropped(String name, String why) {}

  /** Copies the lists. */
  public SoupOrigin {
    sources = List.copyOf(sources);
    dropped = List.copyOf(dropped);
  }

  /**
   * Returns the origin of an average.
   *
   * @param sources the networks it could be made from
   * @param dropped what did not count
   * @param members the networks in it, at least one
   */
  static SoupOrigin of(List<Ingredient> sources, List<Dropped> dropped, List<Ingredient> members) {
    Mask mask = members.stream().map(Ingredient::mask).reduce(Mask::or).orElseThrow();
    List<Source> named =
        sources.stream().map(i -> new Source(i.name(), i.point().digest())).toList();
    return new SoupOrigin(named, dropped, mask);
  }

  /**
   * Returns this origin with more that did not count, such as what a pattern matched that is no
   * solution.
   *
   * @param more names and reasons
   * @return the changed origin
   */
  public SoupOrigin dropping(List<Dropped> more) {
    List<Dropped> all = new ArrayList<>(more);
    all.addAll(dropped);
    return new SoupOrigin(sources, all, mask);
  }

  /** Returns how many networks it was made from. */
  @Override
  public String toString() {
    return "made from " + sources.size() + " networks";
  }
}
