package org.stockpot.magic.soup;

import java.util.List;
import org.stockpot.magic.UsageException;
import org.stockpot.magic.session.Call;
import org.stockpot.magic.session.RunRecorder;
import org.stockpot.report.parts.Scores;
import org.stockpot.report.soup.MergeReport;
import org.stockpot.report.soup.SoupReport;
import org.stockpot.soup.SoupComparison;
import org.stockpot.soup.SoupOptions;
import org.stockpot.study.merge.MergeComparison;
import org.stockpot.study.merge.MergeMembers;
import org.stockpot.study.merge.MergeResult;
import org.stockpot.study.merge.MergeRow;
import org.stockpot.task.Outcome;
import org.stockpot.task.Plan;
import org.stockpot.task.Task;

/** {@code %soup METHOD,…}: merges by several methods in one comparison. */
final class SoupByMethods {

  private final Call call;
  private final MergeLine words;
  private final SoupOptions options;

  SoupByMethods(Call call, String methods, List<String> points) {
    this.call = call;
    words = new MergeLine(call, methods, points);
    options = call.options(SoupOptions.class);
  }

  Plan plan() {
    return MergeComparison.plan(
        words.names(), words.members(), call.session().task(), words.grid(), options);
  }

  MergeResult run() {
    Task task = call.session().task();
    SoupIngredients.seeStatistics(call, task);
    MergeMembers members = words.members();
    call.echo(task, java(members));
    RunRecorder recorder = new RunRecorder(call, task);
    MergeResult result =
        call.live(
            "soup",
            progress ->
                MergeComparison.of(
                        words.names(), members, recorder.task(), words.grid(), options, progress)
                    .dropping(words.dropped()),
            r -> recorder.outcome(outcome(r)));
    if (result.rows().stream().allMatch(row -> row.point().isEmpty())) {
      throw new UsageException("interrupted before a merge was measured");
    }
    recorder.list(outcome(result), MergeReport.table(result));
    call.showResult(MergeReport.display(result));
    call.show(MergeReport.chart(result));
    MergeReport.axes(result).forEach(axis -> call.show(MergeReport.grid(result, axis)));
    result.soups().map(SoupComparison::soups).orElse(List.of()).stream()
        .filter(SoupReport::hasRefused)
        .forEach(soup -> call.show(SoupReport.gate(soup)));
    return call.finish(MergeResult.class, result);
  }

  private String java(MergeMembers members) {
    return call.assigned(
        "MergeResult",
        "MergeComparison.of("
            + call.java(words.names())
            + ", "
            + words.java(members)
            + ", Stockpot.task(), "
            + words.gridJava()
            + ", "
            + call.java(options)
            + ")");
  }

  private static Outcome outcome(MergeResult result) {
    boolean made = result.rows().stream().anyMatch(row -> row.point().isPresent());
    if (!made) {
      return new Outcome(result.outcome().state(), "no merge was measured");
    }
    MergeRow best = result.best();
    String test =
        best.scores().missing().isEmpty()
            ? "test " + Scores.text(best.scores().test())
            : best.scores().missing();
    return new Outcome(result.outcome().state(), "validation chose " + best.method() + ": " + test);
  }
}
