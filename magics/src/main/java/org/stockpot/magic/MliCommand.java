package org.stockpot.magic;

import java.util.ArrayList;
import java.util.List;
import org.stockpot.barrier.BarrierOptions;
import org.stockpot.barrier.BarrierResult;
import org.stockpot.barrier.LinearBarrier;
import org.stockpot.djl.DjlTask;
import org.stockpot.report.MliReport;
import org.stockpot.task.Outcome;
import org.stockpot.task.Pair;

/** Monotonic linear interpolation. */
final class MliCommand implements Command {

  @Override
  public String name() {
    return "mli";
  }

  @Override
  public String summary() {
    return "loss and error on the straight path from a network's initialisation to its solution";
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
  public List<Record> standards(Session session) {
    return List.of(BarrierOptions.defaults(), Output.defaults());
  }

  @Override
  public Object run(Call call) {
    DjlTask task = call.session().task();
    BarrierOptions options = call.options(BarrierOptions.class);
    Points points = new Points(call.session());
    List<Pair> pairs = new ArrayList<>();
    for (String name : call.words(1, Integer.MAX_VALUE)) {
      for (String one : points.expand(name)) {
        pairs.add(new Pair("mli", pairs.size(), 0, one, points.trajectory(one)));
      }
    }
    String first = pairs.get(0).name();
    call.echo(
        task,
        "/* the line from the start of "
            + first
            + " to "
            + first
            + "; then Monotonicity.of(curve, Quantity.TRAINING_LOSS) */\nLinearBarrier.of(pairs, task, "
            + call.java(options)
            + ", LinearBarrier.Watcher.NONE, Progress.NONE)");
    BarrierResult result =
        call.live(
            "mli",
            progress ->
                LinearBarrier.of(pairs, task, options, LinearBarrier.Watcher.NONE, progress),
            r -> new Outcome(r.outcome().state(), r.pairs().size() + " paths measured"));
    if (result.pairs().isEmpty()) {
      throw new UsageException("interrupted before a path was measured");
    }
    call.showResult(MliReport.display(result));
    call.show(MliReport.chart(result));
    return call.finish(BarrierResult.class, result);
  }
}
