package org.stockpot.magic.landscape;

import java.util.List;
import org.stockpot.landscape.RoughnessOptions;
import org.stockpot.landscape.RoughnessResult;
import org.stockpot.magic.UsageException;
import org.stockpot.magic.session.Call;
import org.stockpot.magic.session.Command;
import org.stockpot.magic.session.Output;
import org.stockpot.magic.session.ResultType;
import org.stockpot.magic.session.RunRecorder;
import org.stockpot.magic.session.Session;
import org.stockpot.magic.session.SharedOptions;
import org.stockpot.report.landscape.RoughnessReport;
import org.stockpot.task.Outcome;
import org.stockpot.task.Task;
import org.stockpot.text.Numbers;

/** How rough the loss is around networks. */
public final class RoughnessCommand implements Command {

  @Override
  public String name() {
    return "roughness";
  }

  @Override
  public String summary() {
    return "how rough the loss is around a network, along random rays";
  }

  @Override
  public String words() {
    return "POINT…";
  }

  @Override
  public List<String> examples() {
    return List.of("%roughness base", "%roughness imp.0 imp.7 soup --scale filter --reach 1");
  }

  @Override
  public List<ResultType<?>> results() {
    return List.of(ResultType.of(RoughnessResult.class, RoughnessReport::display));
  }

  @Override
  public List<String> otherNames() {
    return List.of("rough", "total-variation", "ruggedness");
  }

  @Override
  public List<Record> standards(Session session) {
    return List.of(
        RoughnessOptions.defaults(),
        SharedOptions.Leak.defaults(),
        SharedOptions.Chart.defaults(),
        SharedOptions.Reuse.defaults(),
        Output.defaults());
  }

  @Override
  public Object run(Call call) {
    Task task = call.session().task();
    RoughnessOptions options = call.options(RoughnessOptions.class);
    SurroundedPoints points = SurroundedPoints.of(call);
    call.echo(task, java(call, points));
    RunRecorder recorder = new RunRecorder(call, task);
    RoughnessResult result =
        call.live(
            "roughness",
            progress -> RoughnessResult.of(points.points(), recorder.task(), options, progress),
            r -> recorder.outcome(outcome(r)));
    if (result.points().isEmpty()) {
      throw new UsageException("interrupted before a network was measured");
    }
    recorder.list(outcome(result), RoughnessReport.table(result));
    call.showResult(RoughnessReport.display(result));
    call.show(RoughnessReport.chart(result));
    return call.finish(RoughnessResult.class, result);
  }

  private static String java(Call call, SurroundedPoints points) {
    String options = call.java(call.options(RoughnessOptions.class));
    return call.assigned(
        "RoughnessResult",
        "RoughnessResult.of(" + points.java() + ", Stockpot.task(), " + options + ")");
  }

  private static Outcome outcome(RoughnessResult result) {
    String message = Numbers.counted(result.points().size(), "network") + " measured";
    return new Outcome(result.outcome().state(), message);
  }
}
