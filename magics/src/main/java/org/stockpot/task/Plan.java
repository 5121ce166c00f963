package org.stockpot.task;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * How much work something is, before it is done.
 *
 * @param trainings the trainings, in order
 * @param amounts all work of each kind, trainings among it
 */
public record Plan(List<PlannedTraining> trainings, List<Amount> amounts) {

  /** Nothing to do. */
  public static final Plan NONE = new Plan(List.of(), List.of());

  /**
   * A training to come.
   *
   * @param key what decides it; trainings of one key are the same
   * @param steps its optimizer steps
   */
  public record PlannedTraining(String key, long steps) {}

  /**
   * Work of one kind.
   *
   * @param work the kind
   * @param units how many of it
   */
  public record Amount(Work work, long units) {}

  /** Copies the lists. */
  public Plan {
    trainings = List.copyOf(trainings);
    amounts = List.copyOf(amounts);
  }

  /**
   * Returns the plan of what is announced.
   *
   * @param trainings the trainings
   * @param announce announces all work, trainings among it
   * @return the plan
   */
  public static Plan of(List<PlannedTraining> trainings, Consumer<Progress> announce) {
    List<Amount> amounts = new ArrayList<>();
    announce.accept(
        new Progress() {
          @Override
          public void plan(long units) {
            plan(Work.ANY, units);
          }

          @Override
          public void plan(Work work, long units) {
            amounts.add(new Amount(work, units));
          }
        });
    return new Plan(trainings, amounts);
  }

  /**
   * Returns the work of several plans.
   *
   * @param plans the plans
   * @return all of it, where what is the same still comes as often as it is planned
   */
  public static Plan sum(List<Plan> plans) {
    return new Plan(
        plans.stream().flatMap(plan -> plan.trainings.stream()).toList(),
        plans.stream().flatMap(plan -> plan.amounts.stream()).toList());
  }

  /**
   * Announces all work.
   *
   * @param progress who is told
   */
  public void announce(Progress progress) {
    amounts.forEach(amount -> progress.plan(amount.work(), amount.units()));
  }

  /**
   * Returns the trainings that differ: each needs to be done once.
   *
   * @return the first of each key
   */
  public List<PlannedTraining> distinct() {
    Map<String, PlannedTraining> first = new LinkedHashMap<>();
    trainings.forEach(training -> first.putIfAbsent(training.key(), training));
    return List.copyOf(first.values());
  }

  /**
   * Returns how many points are scored.
   *
   * @return the units of all work but optimizer steps
   */
  public long measurements() {
    return amounts.stream()
        .filter(amount -> !amount.work().isStep())
        .mapToLong(Amount::units)
        .sum();
  }
}
