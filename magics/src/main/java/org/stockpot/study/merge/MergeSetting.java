package org.stockpot.study.merge;

import java.util.List;
import java.util.Map;
import org.stockpot.merge.MergeMethod;
import org.stockpot.merge.data.DataMerge;
import org.stockpot.task.Progress;
import org.stockpot.task.Task;
import org.stockpot.weights.Merge;
import org.stockpot.weights.MergeInputs;
import org.stockpot.weights.Merged;

/** A method with values of its options, and what it computes by them. */
record MergeSetting(MergeMethod method, Map<String, String> options, Merge merge) {

  /** Returns all settings that methods try, one method after the other. */
  static List<MergeSetting> all(List<MergeMethod> methods, MergeGrid grid, List<Task> tasks) {
    return methods.stream()
        .flatMap(method -> grid.settings(method).stream().map(o -> of(method, o, tasks)))
        .toList();
  }

  private static MergeSetting of(
      MergeMethod method, Map<String, String> options, List<Task> tasks) {
    return new MergeSetting(method, options, method.with(options, tasks));
  }

  /** Announces what it asks of tasks; one that cannot give it is told of when it is asked. */
  void plan(MergeMembers members, Progress progress) {
    if (merge instanceof DataMerge asking) {
      try {
        asking.plan(members.inputs(method), progress);
      } catch (UnsupportedOperationException | IllegalArgumentException e) {
        // A task that does not know what the method needs: the trial says so, others go on.
        progress.phase(method.name());
      }
    }
  }

  Merged merged(MergeMembers members, Progress progress) {
    MergeInputs inputs = members.inputs(method);
    return merge instanceof DataMerge asking
        ? asking.merged(inputs, progress)
        : merge.merged(inputs);
  }

  /** Returns whether it asks a task, which has threads of its own. */
  boolean asksTask() {
    return method.needsTask();
  }
}
