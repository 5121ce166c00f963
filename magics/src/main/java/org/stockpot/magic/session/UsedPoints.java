package org.stockpot.magic.session;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.stockpot.task.Task;
import org.stockpot.weights.RowSet;

/** The points that one use of a magic works with, and what is to be said of them. */
public final class UsedPoints {

  private final Map<String, NamedPoint> points = new LinkedHashMap<>();
  private final Set<String> notes = new LinkedHashSet<>();
  private RowSet seen = RowSet.NONE;
  private Optional<String> mark = Optional.empty();
  private Optional<Consumer<Throwable>> failures = Optional.empty();

  public void add(String name, NamedPoint point) {
    points.put(name, point);
  }

  /** Adds the weights that a task's model came with, if it did and they are where work starts. */
  public void addPretrained(Task task) {
    task.pretrained().ifPresent(p -> add("the pre-trained network", NamedPoint.of(p, "")));
  }

  /** Adds what another use of the magic worked with, and what is to be said of it. */
  public void addAll(UsedPoints other) {
    points.putAll(other.points);
    notes.addAll(other.notes);
    seen = seen.union(other.seen);
    mark = mark.or(() -> other.mark);
  }

  public void note(String sentence) {
    notes.add(sentence);
  }

  /** Adds rows that what is made was fitted to without a training, as statistics are. */
  public void sees(RowSet rows) {
    seen = seen.union(rows);
  }

  /** Says what is to stand under every table and chart of this call. */
  public void mark(String sentence) {
    mark = Optional.of(sentence);
  }

  public Optional<String> mark() {
    return mark;
  }

  /** Says who lists the call as a run if it fails. */
  void onFailure(Consumer<Throwable> lister) {
    failures = Optional.of(lister);
  }

  /** Lists the call as a run that failed, if it had begun to work. */
  public void failed(Throwable failure) {
    failures.ifPresent(lister -> lister.accept(failure));
  }

  /** Returns the points by the names they were asked for, in order. */
  public Map<String, NamedPoint> points() {
    return points;
  }

  public Set<String> notes() {
    return notes;
  }

  /** Returns the rows that what is made was fitted to without a training. */
  RowSet seen() {
    return seen;
  }
}
