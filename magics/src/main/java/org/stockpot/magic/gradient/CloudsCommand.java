package org.stockpot.magic.gradient;

import java.util.List;
import org.stockpot.curvature.gradient.CloudLoss;
import org.stockpot.curvature.gradient.CloudOptions;
import org.stockpot.curvature.gradient.CloudResult;
import org.stockpot.curvature.gradient.Clouds;
import org.stockpot.magic.UsageException;
import org.stockpot.magic.session.Call;
import org.stockpot.magic.session.Command;
import org.stockpot.magic.session.Output;
import org.stockpot.magic.session.ResultType;
import org.stockpot.magic.session.RunRecorder;
import org.stockpot.magic.session.Session;
import org.stockpot.magic.session.SharedOptions;
import org.stockpot.report.gradient.CloudChart;
import org.stockpot.report.gradient.CloudsReport;
import org.stockpot.task.Outcome;
import org.stockpot.task.Task;
import org.stockpot.text.Numbers;

/** Loss–gradient clouds. */
public final class CloudsCommand implements Command {

  @Override
  public String name() {
    return "clouds";
  }

  @Override
  public String summary() {
    return "loss, gradient and sign of curvature along gradient walks from random starts, and where"
        + " they end";
  }

  @Override
  public String words() {
    return "";
  }

  @Override
  public List<String> examples() {
    return List.of(
        "%clouds --walks 3 --steps 100 --examples 100",
        "%clouds --b 0.5,2 --squares --walks 2 --steps 50 --every 25 --examples 50");
  }

  @Override
  public List<String> otherNames() {
    return List.of("loss-gradient-clouds", "attractors", "gradient-walks");
  }

  @Override
  public List<ResultType<?>> results() {
    return List.of(
        ResultType.of(CloudResult.class, CloudsReport::display).called("loss–gradient clouds"));
  }

  @Override
  public List<Record> standards(Session session) {
    return List.of(
        CloudOptions.defaults(),
        SharedOptions.Chart.defaults(),
        SharedOptions.Reuse.defaults(),
        Output.defaults());
  }

  @Override
  public Object run(Call call) {
    Task task = call.session().task();
    CloudOptions options = call.options(CloudOptions.class);
    call.words(0, 0);
    call.echo(
        task,
        call.assigned("CloudResult", "Clouds.of(Stockpot.task(), " + call.java(options) + ")"));
    RunRecorder recorder = new RunRecorder(call, task);
    CloudResult result =
        call.live(
            "clouds",
            progress -> Clouds.of(recorder.task(), options, progress),
            r -> recorder.outcome(outcome(r)));
    if (result.walks().isEmpty()) {
      throw new UsageException("interrupted before a walk was finished");
    }
    recorder.list(outcome(result), CloudsReport.table(result));
    call.showResult(CloudsReport.display(result));
    call.show(CloudChart.chart(result));
    if (!result.of(CloudLoss.SQUARES).isEmpty()) {
      call.show(CloudChart.squares(result));
    }
    return call.finish(CloudResult.class, result);
  }

  private static Outcome outcome(CloudResult result) {
    String message = Numbers.counted(result.walks().size(), "walk") + " finished";
    return new Outcome(result.outcome().state(), message);
  }
}
