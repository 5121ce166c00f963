package org.stockpot.magic.session;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;
import org.stockpot.weights.RowSet;

/**
 * What a session knows of points by their digests: a plain Java variable, or a file that holds
 * tensors alone, has the mask that its point had where it was made, and the rows that it was
 * trained on.
 */
public final class KnownPoints {

  private final ResultTypes types;
  private final Map<String, Mask> masks = new HashMap<>();
  private final Map<String, RowSet> rows = new HashMap<>();

  KnownPoints(ResultTypes types) {
    this.types = types;
  }

  /**
   * Remembers what a result says of its points. They inherit the rows of what they were made of;
   * one of these that came out again, as the best of an average's ends does, keeps its own.
   *
   * @param result any result
   * @param uses what it was made of
   */
  public void learn(Object result, UsedPoints uses) {
    RowSet inherited = inherited(uses);
    Map<String, RowSet> used = new HashMap<>();
    uses.points().values().forEach(p -> used.put(p.point().digest(), rows(p)));
    for (NamedPoint made : types.points(result).all()) {
      RowSet own = used.get(made.point().digest());
      learn(made.point(), made.mask(), own == null ? inherited.union(made.rows()) : own);
    }
  }

  public void learn(Point point, Mask mask, RowSet trainedOn) {
    if (mask.pruned() > 0) {
      masks.put(point.digest(), mask);
    }
    if (!trainedOn.isEmpty()) {
      rows.merge(point.digest(), trainedOn, RowSet::union);
    }
  }

  /** Returns the mask that was declared for a point; empty if none was, or none is known. */
  public Optional<Mask> mask(Point point) {
    return Optional.ofNullable(masks.get(point.digest()));
  }

  /** Returns the rows that a point was trained on, itself or what it was made of. */
  public RowSet rows(NamedPoint named) {
    RowSet all = named.rows().union(rows(named.point().digest()));
    for (String source : named.madeOf().get()) {
      all = all.union(rows(source));
    }
    return all;
  }

  /** Returns the rows that each point was trained on. */
  Map<String, RowSet> rows(UsedPoints uses) {
    Map<String, RowSet> all = new LinkedHashMap<>();
    uses.points().forEach((name, point) -> all.put(name, rows(point)));
    return all;
  }

  /** Returns the rows that a result inherits from what it is made of. */
  private RowSet inherited(UsedPoints uses) {
    return rows(uses).values().stream().reduce(uses.seen(), RowSet::union);
  }

  private RowSet rows(String digest) {
    return rows.getOrDefault(digest, RowSet.NONE);
  }
}
