package org.stockpot.prune.preset;

import java.util.List;
import org.stockpot.prune.PruneOptions;
import org.stockpot.prune.Rewind;
import org.stockpot.task.Recipe;
import org.stockpot.task.Schedule;
import org.stockpot.task.Span;
import org.stockpot.task.Task;

/**
 * A published recipe of training and pruning.
 *
 * @param name such as {@code lth-lenet}
 * @param network the network and the data that it was published for
 * @param model the name of that network here
 * @param recipe how the networks are trained, all of its lengths in steps
 * @param options how they are pruned
 * @param source paper and table
 * @param memory what of it was not read in the paper or its code, but is known by heart; empty for
 *     nothing
 */
public record Preset(
    String name,
    String network,
    String model,
    Recipe recipe,
    PruneOptions options,
    String source,
    String memory) {

  /**
   * Returns this recipe for a lab: length, milestones, warm-up and rewind point are that much
   * shorter. Widths, batches and rates stay.
   *
   * @param share in (0, 1]
   * @return the changed preset; each length is rounded to whole steps, at least 1
   */
  public Preset scaled(double share) {
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("scale must lie in (0, 1], such as 10%, got " + share);
    }
    Schedule schedule = recipe.schedule();
    List<Span> milestones =
        schedule.milestones().stream().map(span -> scaled(span, share)).toList();
    Schedule shorter =
        new Schedule(
            schedule.schedule(), scaled(schedule.warmup(), share), milestones, schedule.gamma());
    Rewind rewind = options.rewind();
    return new Preset(
        name,
        network,
        model,
        recipe.withSchedule(shorter).withLength(scaled(recipe.length(), share)),
        options.withRewind(new Rewind(rewind.kind(), scaled(rewind.to(), share))),
        source,
        memory);
  }

  private static Span scaled(Span span, double share) {
    return span.equals(Span.ZERO)
        ? span
        : Span.iterations(Math.max(1, Math.round(share * span.iterations())));
  }

  /**
   * Says where it is from, in a sentence.
   *
   * @param task what it is used for
   * @return source, network, what is from memory, and whether the task has another network
   */
  public String words(Task task) {
    return name
        + " is the recipe of "
        + source
        + " for "
        + network
        + (memory.isEmpty() ? "" : "; from memory: " + memory)
        + (task.name().endsWith(" " + model)
            ? ""
            : "; the network that it is for is " + model + ", the task is " + task.name());
  }
}
