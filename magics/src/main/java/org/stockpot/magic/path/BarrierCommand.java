package org.stockpot.magic.path;

import java.util.List;
import java.util.Set;
import org.stockpot.barrier.BarrierOptions;
import org.stockpot.barrier.BarrierResult;
import org.stockpot.barrier.LinearBarrier;
import org.stockpot.magic.UsageException;
import org.stockpot.magic.session.Call;
import org.stockpot.magic.session.Output;
import org.stockpot.magic.session.PlannedCommand;
import org.stockpot.magic.session.ResultType;
import org.stockpot.magic.session.RunRecorder;
import org.stockpot.magic.session.Session;
import org.stockpot.magic.session.SharedOptions;
import org.stockpot.prune.PruneResult;
import org.stockpot.report.barrier.BarrierReport;
import org.stockpot.report.barrier.TopologyReport;
import org.stockpot.report.study.AlignedBarrierReport;
import org.stockpot.report.study.SuccessiveBarrierReport;
import org.stockpot.study.AlignedBarrierResult;
import org.stockpot.task.Outcome;
import org.stockpot.task.Pair;
import org.stockpot.task.Plan;
import org.stockpot.task.Task;
import org.stockpot.task.replicates.Tolerance;
import org.stockpot.text.Numbers;

/** Error along straight paths. */
public final class BarrierCommand implements PlannedCommand {

  @Override
  public String name() {
    return "barrier";
  }

  @Override
  public String summary() {
    return "error and loss along the straight path between networks";
  }

  @Override
  public String words() {
    return "A B [C…], or A,B C,D…, or the RESULT of %imp";
  }

  @Override
  public List<String> examples() {
    return List.of(
        "%barrier base1 base2",
        "%barrier imp.0 imp.1 imp.2",
        "%barrier a1,b1 a2,b2 a3,b3 --samples 11",
        "%barrier imp --test-only --stable sd",
        "%barrier a b --baseline mean --stable 2%",
        "%barrier net1 net2 --recalibrate none,carry,re-estimate",
        "%barrier base1 base2 --align weights");
  }

  @Override
  public List<ResultType<?>> results() {
    return List.of(
        ResultType.of(BarrierResult.class, BarrierReport::display).called("a barrier"),
        ResultType.of(AlignedBarrierResult.class, AlignedBarrierReport::display)
            .called("a barrier before and after alignment"));
  }

  @Override
  public List<String> otherNames() {
    return List.of("lmc", "connectivity", "interpolate", "linear-mode-connectivity", "path");
  }

  @Override
  public List<Record> standards(Session session) {
    return List.of(
        BarrierOptions.defaults(),
        TopologyOption.defaults(),
        AlignedPath.defaults(),
        GroupsOption.defaults(),
        SharedOptions.Leak.defaults(),
        SharedOptions.Chart.defaults(),
        SharedOptions.Reuse.defaults(),
        SharedOptions.Planning.defaults(),
        Output.defaults());
  }

  @Override
  public Set<String> files() {
    return Set.of("groups");
  }

  @Override
  public Object run(Call call) {
    List<String> words = call.words(1, Integer.MAX_VALUE);
    if (AlignedPath.isAsked(call)) {
      return AlignedPath.run(call, alignedPairs(call, words));
    }
    PruneResult pruning = words.size() == 1 ? pruning(call, words.get(0)) : null;
    if (pruning == null) {
      return paths(call, words);
    }
    return successive(resolved(call), words.get(0), pruning);
  }

  /** Levels of a pruning run are judged by the spread of its dense runs. */
  @Override
  public Call resolved(Call call) {
    List<String> words = call.arguments().words();
    return words.size() == 1 && pruning(call, words.get(0)) != null
        ? call.over(BarrierOptions.defaults().withStable(Tolerance.SPREAD))
        : call;
  }

  @Override
  public Plan plan(Call call) {
    List<String> words = call.words(1, Integer.MAX_VALUE);
    Task task = call.session().task();
    if (AlignedPath.isAsked(call)) {
      return AlignedPath.plan(call, alignedPairs(call, words).size());
    }
    PruneResult pruning = words.size() == 1 ? pruning(call, words.get(0)) : null;
    int pairs =
        pruning == null
            ? new PairArguments(call.points(), "a barrier").pairs(words).size()
            : pruning.pairs(words.get(0)).size();
    return LinearBarrier.plan(pairs, task, call.options(BarrierOptions.class));
  }

  private static List<Pair> alignedPairs(Call call, List<String> words) {
    if (words.size() == 1 && pruning(call, words.get(0)) != null) {
      String name = words.get(0);
      throw new UsageException(
          "align must come with pairs of points, such as "
              + name
              + ".0 "
              + name
              + ".1, got "
              + name);
    }
    return new PairArguments(call.points(), "a barrier").pairs(words);
  }

  private static PruneResult pruning(Call call, String word) {
    return call.session().value(word) instanceof PruneResult result ? result : null;
  }

  private static BarrierResult paths(Call call, List<String> words) {
    Task task = call.session().task();
    BarrierOptions options = call.options(BarrierOptions.class);
    if (options.stable().kind() == Tolerance.Kind.SPREAD) {
      throw new UsageException(
          "stable must be a share such as 2% for pairs: sd is that of the dense runs of %imp, whose"
              + " result is given as %barrier RESULT");
    }
    List<Pair> pairs = new PairArguments(call.points(), "a barrier").pairs(words);
    call.echo(task, java(call, PairArguments.java(call.points(), pairs)));
    RunRecorder recorder = new RunRecorder(call, task);
    LiveBarrierChart chart = new LiveBarrierChart(call.session(), options, task.name());
    LinearBarrier.Watcher watcher =
        call.output().quiet() || call.asFigure() ? LinearBarrier.Watcher.NONE : chart;
    BarrierResult result =
        call.live(
            "barrier",
            progress -> LinearBarrier.of(pairs, recorder.task(), options, watcher, progress),
            r -> recorder.outcome(outcome(r)));
    requireSome(result);
    recorder.list(outcome(result), BarrierReport.table(result));
    if (call.asFigure()) {
      call.show(BarrierReport.chart(result));
    } else if (!call.output().quiet()) {
      chart.draw(result);
    }
    call.showResult(BarrierReport.display(result));
    topology(call, result);
    return call.finish(BarrierResult.class, result);
  }

  private static String java(Call call, String pairs) {
    return call.assigned(
        "BarrierResult",
        "LinearBarrier.of("
            + pairs
            + ", Stockpot.task(), "
            + call.java(call.options(BarrierOptions.class))
            + ")");
  }

  private static BarrierResult successive(Call call, String name, PruneResult pruning) {
    Task task = call.session().task();
    call.points().use(name + ".0");
    BarrierOptions options = call.options(BarrierOptions.class);
    call.echo(task, java(call, name + ".pairs(" + call.java(name) + ")"));
    RunRecorder recorder = new RunRecorder(call, task);
    LinearBarrier.Watcher watcher = LinearBarrier.Watcher.NONE;
    BarrierResult result =
        call.live(
            "barrier",
            progress ->
                LinearBarrier.of(pruning.pairs(name), recorder.task(), options, watcher, progress),
            r -> recorder.outcome(outcome(r)));
    requireSome(result);
    SuccessiveBarrierReport report = new SuccessiveBarrierReport(pruning, result);
    recorder.list(outcome(result), report.table());
    call.showResult(report.display());
    call.show(report.chart());
    topology(call, result);
    return call.finish(BarrierResult.class, result);
  }

  private static void topology(Call call, BarrierResult result) {
    if (call.options(TopologyOption.class).topology()) {
      call.show(TopologyReport.display(result));
    }
  }

  private static void requireSome(BarrierResult result) {
    if (result.pairs().isEmpty()) {
      throw new UsageException("there is no finished pair to show");
    }
  }

  private static Outcome outcome(BarrierResult result) {
    String message = Numbers.counted(result.pairs().size(), "pair") + " measured";
    return new Outcome(result.outcome().state(), message);
  }
}
