package org.stockpot.magic.session;

import java.util.List;
import java.util.Set;
import org.stockpot.task.Plan;

/** A magic that can tell how much work a call is, and whose options take several values. */
public interface PlannedCommand extends Command {

  /** Returns a call whose settings are complete, or fails as the call would. */
  default Call resolved(Call call) {
    return call;
  }

  /** Returns how much work a call is, or fails as the call would. */
  Plan plan(Call call);

  /** Requires that options can have several values beside some words, or fails. */
  default void requireVariants(List<String> words) {}

  /** Returns the options whose values are replicates of one another rather than variants. */
  default Set<String> replicates() {
    return Set.of();
  }
}
