package org.stockpot.magic.prune;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.stockpot.magic.UsageException;
import org.stockpot.magic.session.Call;
import org.stockpot.magic.session.Command;
import org.stockpot.magic.session.NamedResults;
import org.stockpot.magic.session.Output;
import org.stockpot.magic.session.Points;
import org.stockpot.magic.session.ResultType;
import org.stockpot.magic.session.RunRecorder;
import org.stockpot.magic.session.Session;
import org.stockpot.magic.session.SharedOptions;
import org.stockpot.magic.session.Zeros;
import org.stockpot.prune.PruneResult;
import org.stockpot.prune.dead.DeadUnitOptions;
import org.stockpot.prune.dead.DeadUnitResult;
import org.stockpot.report.prune.DeadUnitReport;
import org.stockpot.study.TicketStability;
import org.stockpot.task.Outcome;
import org.stockpot.task.Progress;
import org.stockpot.task.Task;
import org.stockpot.text.Numbers;
import org.stockpot.weights.MaskedPoint;

/** How many units of ReLU layers are dead. */
public final class DeadCommand implements Command {

  @Override
  public String name() {
    return "dead";
  }

  @Override
  public String summary() {
    return "dead units of ReLU layers, by the mask and by examples: each round of a pruning run, or points";
  }

  @Override
  public String words() {
    return "RESULT, or POINT…";
  }

  @Override
  public List<String> examples() {
    return List.of("%dead imp", "%dead base imp.3 --on test --examples all");
  }

  @Override
  public List<ResultType<?>> results() {
    return List.of(ResultType.of(DeadUnitResult.class, DeadUnitReport::display));
  }

  @Override
  public List<String> otherNames() {
    return List.of("dead-units", "dead-neurons", "dnr", "dormant", "relu");
  }

  @Override
  public List<Record> standards(Session session) {
    return List.of(
        DeadUnitOptions.defaults(),
        SharedOptions.ZeroWeights.defaults(),
        SharedOptions.Leak.defaults(),
        SharedOptions.Chart.defaults(),
        SharedOptions.Reuse.defaults(),
        Output.defaults());
  }

  @Override
  public Object run(Call call) {
    List<String> words = call.words(1, Integer.MAX_VALUE);
    DeadUnitOptions options = call.options(DeadUnitOptions.class);
    Object owner = words.size() == 1 ? call.session().value(words.get(0)) : null;
    if (TicketStability.unforked(owner) instanceof PruneResult pruning) {
      call.points().use(words.get(0) + ".0");
      return run(
          call,
          NamedResults.javaOfPruning(call, words.get(0)),
          (task, progress) -> DeadUnitResult.of(pruning, task, options, progress));
    }
    Points points = call.points();
    Zeros zeros = call.options(SharedOptions.ZeroWeights.class).zeros();
    List<String> named = new ArrayList<>();
    words.forEach(word -> named.addAll(points.expand(word)));
    List<String> names = points.distinct(named);
    List<MaskedPoint> networks = names.stream().map(n -> points.use(n).masked(zeros)).toList();
    String java =
        names.stream()
            .map(name -> points.java(name, zeros))
            .collect(Collectors.joining(", ", call.java(names) + ", List.of(", ")"));
    return run(
        call,
        java,
        (task, progress) -> DeadUnitResult.of(names, networks, task, options, progress));
  }

  /** Counts dead units of what was named. */
  private interface Count {
    DeadUnitResult of(Task task, Progress progress);
  }

  private static DeadUnitResult run(Call call, String java, Count count) {
    Task task = call.session().task();
    String options = call.java(call.options(DeadUnitOptions.class));
    call.echo(
        task,
        call.assigned(
            "DeadUnitResult", "DeadUnitResult.of(" + java + ", Stockpot.task(), " + options + ")"));
    RunRecorder recorder = new RunRecorder(call, task);
    DeadUnitResult result =
        call.live(
            "dead",
            progress -> count.of(recorder.task(), progress),
            r -> recorder.outcome(outcome(r)));
    if (result.networks().isEmpty()) {
      throw new UsageException("interrupted before a network was read");
    }
    recorder.list(outcome(result), DeadUnitReport.table(result));
    call.showResult(DeadUnitReport.display(result));
    call.show(DeadUnitReport.chart(result));
    return call.finish(DeadUnitResult.class, result);
  }

  private static Outcome outcome(DeadUnitResult result) {
    String message = Numbers.counted(result.networks().size(), "network") + " read";
    return new Outcome(result.outcome().state(), message);
  }
}
