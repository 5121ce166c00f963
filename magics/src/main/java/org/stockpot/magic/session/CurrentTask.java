package org.stockpot.magic.session;

import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import org.stockpot.task.Task;

/**
 * The task that magics use. One that a magic made ends when it is neither current nor named; a
 * user's own is the user's to close.
 */
final class CurrentTask {

  private final Collection<Object> named;
  private final Set<Task> made = Collections.newSetFromMap(new IdentityHashMap<>());
  private Task task;

  /** Begins without a task; the named values are read whenever one could end. */
  CurrentTask(Collection<Object> named) {
    this.named = named;
  }

  Optional<Task> get() {
    return Optional.ofNullable(task);
  }

  void use(Task next) {
    Task before = task;
    task = next;
    release(before);
  }

  /** Is told of a task that a magic made, and that nobody else holds. */
  void own(Task task) {
    made.add(task);
  }

  /** Closes a value that has just lost its name or its place, if nobody can reach it any more. */
  void release(Object before) {
    if (before instanceof Task old
        && !old.equals(task)
        && !named.contains(old)
        && made.remove(old)) {
      old.close();
    }
  }
}
