package org.stockpot.merge.data;

import java.util.List;
import org.stockpot.task.Task;
import org.stockpot.weights.MergeInputs;

/** Whose data a merge looks at. */
final class MemberTasks {

  private MemberTasks() {}

  /** Copies tasks, of which there must be one at least. */
  static List<Task> copied(List<Task> tasks) {
    if (tasks.isEmpty()) {
      throw new IllegalArgumentException("a merge by data must have a task, got none");
    }
    return List.copyOf(tasks);
  }

  /** Returns the task that a member was trained for. */
  static Task of(List<Task> tasks, MergeInputs inputs, int member) {
    require(tasks, inputs);
    return tasks.get(tasks.size() == 1 ? 0 : member);
  }

  /** Returns each task once. */
  static List<Task> distinct(List<Task> tasks, MergeInputs inputs) {
    require(tasks, inputs);
    return tasks.stream().distinct().toList();
  }

  private static void require(List<Task> tasks, MergeInputs inputs) {
    int members = inputs.members().size();
    if (tasks.size() != 1 && tasks.size() != members) {
      throw new IllegalArgumentException(
          "a merge of "
              + members
              + " must have one task, or one for each member, got "
              + tasks.size());
    }
    tasks.forEach(task -> task.layout().requireSame(inputs.layout()));
  }

  /** Requires weights that a mean can have: at least 0, and not all of them 0. */
  static void requireShares(String method, MergeInputs inputs) {
    List<Double> weights = inputs.weights();
    if (weights.stream().anyMatch(c -> c < 0) || weights.stream().allMatch(c -> c == 0)) {
      throw new IllegalArgumentException(
          "the weights of " + method + " must be at least 0, and one above it, got " + weights);
    }
  }
}
