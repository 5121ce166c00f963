package org.stockpot.magic;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.stockpot.task.Task;
import org.stockpot.weights.RowSet;

/** The points that one use of a magic works with, and what is to be said of them. */
final class Uses {

  private final Map<String, NamedPoint> points = new LinkedHashMap<>();
  private final Set<String> notes = new LinkedHashSet<>();
  private RowSet seen = RowSet.NONE;
  private Optional<String> mark = Optional.empty();
  private Optional<Kept> kept = Optional.empty();

  void add(String name, NamedPoint point) {
    points.put(name, point);
  }

  /** Adds the weights that a task's model came with, if it did and they are where work starts. */
  void addPretrained(Task task) {
    task.pretrained().ifPresent(p -> add("the pre-trained network", NamedPoint.of(p, "")));
  }

  /** Adds what another use of the magic worked with, and what is to be said of it. */
  void addAll(Uses other) {
    points.putAll(other.points);
    notes.addAll(other.notes);
    seen = seen.union(other.seen);
    mark = mark.or(() -> other.mark);
  }

  void note(String sentence) {
    notes.add(sentence);
  }

  /** Adds rows that what is made was fitted to without a training, as statistics are. */
  void sees(RowSet rows) {
    seen = seen.union(rows);
  }

  /** Says what is to stand under every table and chart of this call. */
  void mark(String sentence) {
    mark = Optional.of(sentence);
  }

  Optional<String> mark() {
    return mark;
  }

  /** Says who lists the call as a run. */
  void keptBy(Kept lister) {
    kept = Optional.of(lister);
  }

  /** Returns who lists the call as a run, once it has begun to work. */
  Optional<Kept> kept() {
    return kept;
  }

  /** Returns the points by the names they were asked for, in order. */
  Map<String, NamedPoint> points() {
    return points;
  }

  Set<String> notes() {
    return notes;
  }

  /** Returns the rows that each point was trained on. */
  Map<String, RowSet> rows(KnownPoints known) {
    Map<String, RowSet> rows = new LinkedHashMap<>();
    points.forEach((name, point) -> rows.put(name, known.rows(point)));
    return rows;
  }

  /** Returns the rows that a result inherits from what it is made of. */
  RowSet inherited(KnownPoints known) {
    return rows(known).values().stream().reduce(seen, RowSet::union);
  }
}
