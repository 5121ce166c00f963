package org.stockpot.magic.soup;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.stockpot.magic.UsageException;
import org.stockpot.magic.session.Call;
import org.stockpot.magic.session.RunRecorder;
import org.stockpot.report.parts.Scores;
import org.stockpot.report.soup.MultiTaskReport;
import org.stockpot.soup.SoupOptions;
import org.stockpot.study.merge.MergeMembers;
import org.stockpot.study.merge.MergeTask;
import org.stockpot.study.merge.MultiTaskMerge;
import org.stockpot.study.merge.MultiTaskResult;
import org.stockpot.study.merge.MultiTaskRow;
import org.stockpot.task.Outcome;
import org.stockpot.task.Plan;
import org.stockpot.task.Task;

/** {@code %soup METHOD,… --on TASK,…}: experts of several tasks become one network for all. */
final class SoupAcrossTasks {

  private final Call call;
  private final MergeLine words;
  private final SoupOptions options;
  private final List<MergeTask> tasks;

  SoupAcrossTasks(Call call, String methods, List<String> points) {
    this.call = call;
    words = new MergeLine(call, methods, points);
    options = call.options(SoupOptions.class).withShift();
    if (call.arguments().options().containsKey("shift")) {
      throw new UsageException("shift is of one task, and on of several: use one of them");
    }
    tasks =
        call.options(MergeArguments.class).on().stream()
            .map(name -> new MergeTask(name, task(name)))
            .toList();
  }

  private Task task(String name) {
    Object value = call.session().value(name, "name tasks by " + '%' + "task … --as NAME");
    if (value instanceof Task task) {
      return task;
    }
    throw new UsageException(
        "on must name tasks, got " + name + ", " + call.session().words(value));
  }

  Plan plan() {
    return MultiTaskMerge.plan(words.names(), words.members(), tasks, words.grid(), options);
  }

  MultiTaskResult run() {
    MergeMembers members = words.members();
    for (MergeTask each : tasks) {
      SoupIngredients.seeStatistics(call, each.task());
      call.requireNoLeak(each.task());
    }
    Task first = tasks.get(0).task();
    call.echo(first, java(members));
    RunRecorder recorder = new RunRecorder(call, first);
    List<MergeTask> kept =
        tasks.stream()
            .map(
                each ->
                    new MergeTask(
                        each.name(),
                        each.task() == first ? recorder.task() : recorder.kept(each.task())))
            .toList();
    MultiTaskResult result =
        call.live(
            "soup",
            progress ->
                MultiTaskMerge.of(words.names(), members, kept, words.grid(), options, progress),
            r -> recorder.outcome(outcome(r)));
    if (result.rows().stream().allMatch(row -> row.point().isEmpty())) {
      throw new UsageException("interrupted before a merge was measured");
    }
    recorder.list(outcome(result), MultiTaskReport.table(result));
    call.showResult(MultiTaskReport.display(result));
    call.show(MultiTaskReport.chart(result));
    MultiTaskReport.axes(result).forEach(axis -> call.show(MultiTaskReport.grid(result, axis)));
    return call.finish(MultiTaskResult.class, result);
  }

  private String java(MergeMembers members) {
    String on =
        tasks.stream()
            .map(task -> "new MergeTask(" + call.java(task.name()) + ", " + task.name() + ")")
            .collect(Collectors.joining(", ", "List.of(", ")"));
    return call.assigned(
        "MultiTaskResult",
        "MultiTaskMerge.of("
            + call.java(words.names())
            + ", "
            + words.java(members)
            + ", "
            + on
            + ", "
            + words.gridJava()
            + ", "
            + call.java(options)
            + ")");
  }

  private static Outcome outcome(MultiTaskResult result) {
    if (result.rows().stream().allMatch(row -> row.point().isEmpty())) {
      return new Outcome(result.outcome().state(), "no merge was measured");
    }
    MultiTaskRow best = result.best();
    String test =
        best.isTested()
            ? IntStream.range(0, result.tasks().size())
                .mapToObj(
                    t -> result.tasks().get(t) + " " + Scores.text(best.scores().get(t).test()))
                .collect(Collectors.joining(", ", "test ", ""))
            : best.scores().get(0).missing();
    return new Outcome(result.outcome().state(), "validation chose " + best.name() + ": " + test);
  }
}
