package org.stockpot.magic.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.stockpot.task.Plan;
import org.stockpot.text.Numbers;

/**
 * How much work a plan is, in words: at most, as what the store has or what comes out equal is not
 * done again.
 *
 * @param plan the plan
 */
public record PlanText(Plan plan) {

  public String text() {
    List<Plan.PlannedTraining> distinct = plan.distinct();
    long steps = distinct.stream().mapToLong(Plan.PlannedTraining::steps).sum();
    int shared = plan.trainings().size() - distinct.size();
    List<String> parts = new ArrayList<>();
    if (!distinct.isEmpty()) {
      parts.add(count(distinct.size(), "training") + " of " + count(steps, "step") + " in all");
    }
    parts.add(count(plan.measurements(), "measurement"));
    if (shared > 0) {
      parts.add(count(shared, "training") + " saved, as variants share them");
    }
    return "Plan: at most " + String.join(", ", parts);
  }

  /**
   * Says what it will take by what was measured.
   *
   * @param seconds in all
   * @param how what they are by, such as {@code by measured steps}
   * @param bytes in the store
   * @return the text, with time and bytes
   */
  public String text(double seconds, String how, long bytes) {
    return String.format(
        "%s; about %s %s; %s in the store",
        text(),
        Numbers.time(Duration.ofMillis((long) (1000 * seconds))),
        how,
        Numbers.bytes(bytes));
  }

  private static String count(long count, String what) {
    return String.format(Locale.ROOT, "%,d %s%s", count, what, count == 1 ? "" : "s");
  }
}
