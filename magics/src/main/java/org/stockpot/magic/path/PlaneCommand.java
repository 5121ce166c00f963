package org.stockpot.magic.path;

import java.util.List;
import java.util.stream.Collectors;
import org.stockpot.barrier.PlaneOptions;
import org.stockpot.barrier.PlaneResult;
import org.stockpot.barrier.PlaneSurvey;
import org.stockpot.magic.session.Call;
import org.stockpot.magic.session.Command;
import org.stockpot.magic.session.Output;
import org.stockpot.magic.session.Points;
import org.stockpot.magic.session.ResultType;
import org.stockpot.magic.session.RunRecorder;
import org.stockpot.magic.session.Session;
import org.stockpot.magic.session.SharedOptions;
import org.stockpot.report.barrier.PlaneReport;
import org.stockpot.report.barrier.TopologyReport;
import org.stockpot.task.Outcome;
import org.stockpot.task.Progress;
import org.stockpot.task.Task;
import org.stockpot.weights.Point;

/** Error or loss over a plane. */
public final class PlaneCommand implements Command {

  @Override
  public String name() {
    return "plane";
  }

  @Override
  public String summary() {
    return "error or loss over the plane through three points, or a random one around a point";
  }

  @Override
  public String words() {
    return "A B C, or A --random";
  }

  @Override
  public List<String> examples() {
    return List.of(
        "%plane base1 base2 base3",
        "%plane imp.0 imp.1 imp.2 --axes barycentric --grid 21",
        "%plane base --random --quantity test-loss --topology");
  }

  @Override
  public List<ResultType<?>> results() {
    return List.of(ResultType.of(PlaneResult.class, PlaneReport::display));
  }

  @Override
  public List<String> otherNames() {
    return List.of("landscape", "loss-landscape", "surface", "contour");
  }

  @Override
  public List<Record> standards(Session session) {
    return List.of(
        PlaneOptions.defaults(),
        TopologyOption.defaults(),
        SharedOptions.Leak.defaults(),
        SharedOptions.Chart.defaults(),
        SharedOptions.Reuse.defaults(),
        Output.defaults());
  }

  @Override
  public Object run(Call call) {
    Task task = call.session().task();
    PlaneOptions options = call.options(PlaneOptions.class);
    List<String> names = options.random() ? call.words(1, 1) : call.words(3, 3);
    Points points = call.points();
    points.requireDifferent("a plane goes through three different networks", names);
    List<Point> corners = names.stream().map(points::resolve).toList();
    call.echo(task, java(call, points, names));
    RunRecorder recorder = new RunRecorder(call, task);
    PlaneResult result =
        call.live(
            "plane",
            progress -> survey(names, corners, recorder.task(), options, progress),
            r -> recorder.outcome(outcome(r)));
    recorder.list(outcome(result), PlaneReport.grid(result));
    call.showResult(PlaneReport.display(result));
    call.show(PlaneReport.map(result));
    call.show(PlaneReport.contours(result));
    if (call.options(TopologyOption.class).topology()) {
      call.show(TopologyReport.display(result));
      call.show(TopologyReport.barcode(result));
    }
    return call.finish(PlaneResult.class, result);
  }

  private static Outcome outcome(PlaneResult result) {
    String message = result.xs().size() + " × " + result.ys().size() + " places";
    return new Outcome(result.outcome().state(), message);
  }

  private static PlaneResult survey(
      List<String> names, List<Point> points, Task task, PlaneOptions options, Progress progress) {
    return options.random()
        ? PlaneSurvey.around(names.get(0), points.get(0), task, options, progress)
        : PlaneSurvey.through(names, points, task, options, progress);
  }

  private static String java(Call call, Points points, List<String> names) {
    PlaneOptions options = call.options(PlaneOptions.class);
    String end = ", Stockpot.task(), " + call.java(options) + ")";
    if (options.random()) {
      String name = names.get(0);
      String center = "PlaneSurvey.around(" + call.java(name) + ", " + points.java(name);
      return call.assigned("PlaneResult", center + end);
    }
    String corners =
        names.stream().map(points::java).collect(Collectors.joining(", ", "List.of(", ")"));
    return call.assigned(
        "PlaneResult", "PlaneSurvey.through(" + call.java(names) + ", " + corners + end);
  }
}
