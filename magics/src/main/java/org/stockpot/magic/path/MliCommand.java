package org.stockpot.magic.path;

import java.util.ArrayList;
import java.util.List;
import org.stockpot.barrier.BarrierOptions;
import org.stockpot.barrier.MliResult;
import org.stockpot.magic.UsageException;
import org.stockpot.magic.option.JavaList;
import org.stockpot.magic.session.Call;
import org.stockpot.magic.session.Command;
import org.stockpot.magic.session.Output;
import org.stockpot.magic.session.Points;
import org.stockpot.magic.session.ResultType;
import org.stockpot.magic.session.RunRecorder;
import org.stockpot.magic.session.Session;
import org.stockpot.magic.session.SharedOptions;
import org.stockpot.report.barrier.MliReport;
import org.stockpot.report.barrier.TopologyReport;
import org.stockpot.task.Outcome;
import org.stockpot.task.Pair;
import org.stockpot.task.Task;
import org.stockpot.text.Numbers;

/** Monotonic linear interpolation. */
public final class MliCommand implements Command {

  @Override
  public String name() {
    return "mli";
  }

  @Override
  public String summary() {
    return "loss, error and the way of the outputs on the straight path from a training's start to its end";
  }

  @Override
  public String words() {
    return "POINT…";
  }

  @Override
  public List<String> examples() {
    return List.of("%mli base", "%mli imp.0 imp.7 --samples 50");
  }

  @Override
  public List<ResultType<?>> results() {
    return List.of(ResultType.of(MliResult.class, MliReport::display));
  }

  @Override
  public List<String> otherNames() {
    return List.of("monotonic", "trajectory");
  }

  @Override
  public List<Record> standards(Session session) {
    return List.of(
        BarrierOptions.defaults(),
        TopologyOption.defaults(),
        SharedOptions.Leak.defaults(),
        SharedOptions.Chart.defaults(),
        SharedOptions.Reuse.defaults(),
        Output.defaults());
  }

  @Override
  public Object run(Call call) {
    Task task = call.session().task();
    BarrierOptions options = call.options(BarrierOptions.class);
    Points points = call.points();
    List<Pair> pairs = new ArrayList<>();
    List<String> names = new ArrayList<>();
    call.words(1, Integer.MAX_VALUE).forEach(word -> names.addAll(points.expand(word)));
    for (String name : points.distinct(names)) {
      pairs.add(new Pair(points.start(name), pairs.size(), 0, name, points.trajectory(name)));
    }
    call.echo(task, java(call, points, pairs));
    RunRecorder recorder = new RunRecorder(call, task);
    MliResult result =
        call.live(
            "mli",
            progress -> MliResult.of(pairs, recorder.task(), options, progress),
            r -> recorder.outcome(outcome(r)));
    if (result.logits().isEmpty()) {
      throw new UsageException("interrupted before a path was measured");
    }
    recorder.list(outcome(result), MliReport.table(result));
    call.showResult(MliReport.display(result));
    call.show(MliReport.chart(result));
    if (call.options(TopologyOption.class).topology()) {
      call.show(TopologyReport.display(result.lines()));
    }
    return call.finish(MliResult.class, result);
  }

  private static String java(Call call, Points points, List<Pair> pairs) {
    List<String> lines =
        pairs.stream()
            .map(
                pair ->
                    String.format(
                        "new Pair(%s, %s, 0, %s, %s)",
                        call.java(pair.series()),
                        JavaList.PLACE,
                        call.java(pair.name()),
                        points.trajectoryJava(pair.name())))
            .toList();
    return call.assigned(
        "MliResult",
        "MliResult.of("
            + new JavaList(pairs.stream().map(Pair::name).toList(), lines).expression()
            + ", Stockpot.task(), "
            + call.java(call.options(BarrierOptions.class))
            + ")");
  }

  private static Outcome outcome(MliResult result) {
    return new Outcome(
        result.lines().outcome().state(),
        Numbers.counted(result.logits().size(), "path") + " measured");
  }
}
