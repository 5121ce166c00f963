package org.stockpot.magic.landscape;

import java.util.List;
import org.stockpot.landscape.BasinOptions;
import org.stockpot.landscape.BasinResult;
import org.stockpot.magic.UsageException;
import org.stockpot.magic.session.Call;
import org.stockpot.magic.session.Command;
import org.stockpot.magic.session.Output;
import org.stockpot.magic.session.ResultType;
import org.stockpot.magic.session.RunRecorder;
import org.stockpot.magic.session.Session;
import org.stockpot.magic.session.SharedOptions;
import org.stockpot.report.landscape.BasinReport;
import org.stockpot.task.Outcome;
import org.stockpot.task.Task;
import org.stockpot.text.Numbers;

/** How far one can go until the loss has risen. */
public final class BasinCommand implements Command {

  @Override
  public String name() {
    return "basin";
  }

  @Override
  public String summary() {
    return "how far one can go from a network until its loss doubles, in random, weight-noise and gradient directions";
  }

  @Override
  public String words() {
    return "POINT…";
  }

  @Override
  public List<String> examples() {
    return List.of(
        "%basin base",
        "%basin imp.0 imp.7 --factor 1.5", "%basin base --factor 1 --rise 0.1 --on test");
  }

  @Override
  public List<ResultType<?>> results() {
    return List.of(ResultType.of(BasinResult.class, BasinReport::display));
  }

  @Override
  public List<String> otherNames() {
    return List.of("radius", "basin-volume", "flat-radius");
  }

  @Override
  public List<Record> standards(Session session) {
    return List.of(
        BasinOptions.defaults(),
        SharedOptions.Leak.defaults(),
        SharedOptions.Chart.defaults(),
        SharedOptions.Reuse.defaults(),
        Output.defaults());
  }

  @Override
  public Object run(Call call) {
    Task task = call.session().task();
    BasinOptions options = call.options(BasinOptions.class);
    SurroundedPoints points = SurroundedPoints.of(call);
    call.echo(task, java(call, points));
    RunRecorder recorder = new RunRecorder(call, task);
    BasinResult result =
        call.live(
            "basin",
            progress -> BasinResult.of(points.points(), recorder.task(), options, progress),
            r -> recorder.outcome(outcome(r)));
    if (result.points().isEmpty()) {
      throw new UsageException("interrupted before a network was measured");
    }
    recorder.list(outcome(result), BasinReport.table(result));
    call.showResult(BasinReport.display(result));
    call.show(BasinReport.chart(result));
    return call.finish(BasinResult.class, result);
  }

  private static String java(Call call, SurroundedPoints points) {
    String options = call.java(call.options(BasinOptions.class));
    return call.assigned(
        "BasinResult", "BasinResult.of(" + points.java() + ", Stockpot.task(), " + options + ")");
  }

  private static Outcome outcome(BasinResult result) {
    String message = Numbers.counted(result.points().size(), "network") + " measured";
    return new Outcome(result.outcome().state(), message);
  }
}
