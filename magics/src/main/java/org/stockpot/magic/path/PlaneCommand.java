package org.stockpot.magic.path;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.stockpot.barrier.BoxPlane;
import org.stockpot.barrier.PlaneOptions;
import org.stockpot.barrier.PlaneResult;
import org.stockpot.barrier.PlaneSurvey;
import org.stockpot.barrier.TrajectoryPlane;
import org.stockpot.magic.UsageException;
import org.stockpot.magic.path.PlaneDirections.Along;
import org.stockpot.magic.session.Call;
import org.stockpot.magic.session.Command;
import org.stockpot.magic.session.NamedPoint;
import org.stockpot.magic.session.Output;
import org.stockpot.magic.session.Points;
import org.stockpot.magic.session.ResultType;
import org.stockpot.magic.session.RunRecorder;
import org.stockpot.magic.session.Session;
import org.stockpot.magic.session.SharedOptions;
import org.stockpot.magic.session.Zeros;
import org.stockpot.report.barrier.PlaneReport;
import org.stockpot.report.barrier.TopologyReport;
import org.stockpot.study.CurvaturePlane;
import org.stockpot.task.Outcome;
import org.stockpot.task.Part;
import org.stockpot.task.Progress;
import org.stockpot.task.Task;
import org.stockpot.task.TrainResult;
import org.stockpot.task.analysis.ExampleCount;
import org.stockpot.weights.MaskedPoint;
import org.stockpot.weights.Point;

/** Error or loss over a plane. */
public final class PlaneCommand implements Command {

  @Override
  public String name() {
    return "plane";
  }

  @Override
  public String summary() {
    return "error or loss over the plane through three points, or around one along chosen directions";
  }

  @Override
  public String words() {
    return "A B C, or A --along random|top, or TRAINING --along pca, or [A…] --along box";
  }

  @Override
  public List<String> examples() {
    return List.of(
        "%plane base1 base2 base3",
        "%plane imp.0 imp.1 imp.2 --axes barycentric --grid 21",
        "%plane base --random --quantity test-loss --topology",
        "%plane base --along pca --quantity training-loss",
        "%plane base --along top --reach 0.1 --quantity training-loss",
        "%plane --along box --grid 61 --topology   # of an error function");
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
        PlaneDirections.defaults(),
        TopologyOption.defaults(),
        SharedOptions.Leak.defaults(),
        SharedOptions.Chart.defaults(),
        SharedOptions.Reuse.defaults(),
        Output.defaults());
  }

  @Override
  public Set<String> idle(Call call) {
    if (call.options(PlaneOptions.class).random()) {
      return Set.of("along", "snapshots", "examples", "parameters");
    }
    return switch (along(call)) {
      case POINTS, RANDOM -> Set.of("snapshots", "examples", "parameters");
      case PCA -> Set.of("examples", "parameters");
      case TOP -> Set.of("snapshots", "parameters");
      case BOX -> Set.of("snapshots", "examples", "axes", "margin", "reach", "seed");
    };
  }

  /** {@code --random} is the older word for {@code --along random}. */
  private static Along along(Call call) {
    boolean random = call.options(PlaneOptions.class).random();
    Along along = call.options(PlaneDirections.class).along();
    if (random && along != Along.POINTS && along != Along.RANDOM) {
      throw new UsageException(
          "along must be random with --random, got " + along.name().toLowerCase(Locale.ROOT));
    }
    return random ? Along.RANDOM : along;
  }

  @Override
  public Object run(Call call) {
    Task task = call.session().task();
    PlaneWork work = work(call, task);
    call.echo(task, call.assigned("PlaneResult", work.java()));
    RunRecorder recorder = new RunRecorder(call, task);
    PlaneResult result =
        call.live(
            "plane",
            progress -> work.survey().apply(recorder.task(), progress),
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

  /** What is surveyed, and the Java for it. */
  private record PlaneWork(BiFunction<Task, Progress, PlaneResult> survey, String java) {}

  private static PlaneWork work(Call call, Task task) {
    return switch (along(call)) {
      case POINTS -> through(call);
      case RANDOM -> random(call);
      case PCA -> trained(call);
      case TOP -> curved(call, task);
      case BOX -> boxed(call, task);
    };
  }

  private static PlaneWork boxed(Call call, Task task) {
    PlaneOptions options = call.options(PlaneOptions.class);
    List<String> typed = call.options(PlaneDirections.class).parameters();
    List<String> all = BoxPlane.box(task).names();
    List<String> parameters = typed.isEmpty() ? all.subList(0, Math.min(2, all.size())) : typed;
    List<String> names = call.words(0, Integer.MAX_VALUE);
    List<Point> points = names.stream().map(call.points()::resolve).toList();
    String list =
        names.stream().map(call.points()::java).collect(Collectors.joining(", ", "List.of(", ")"));
    return new PlaneWork(
        (on, progress) ->
            names.isEmpty()
                ? BoxPlane.of(parameters, on, options, progress)
                : BoxPlane.of(names, points, parameters, on, options, progress),
        "BoxPlane.of("
            + (names.isEmpty() ? "" : call.java(names) + ", " + list + ", ")
            + call.java(parameters)
            + ", Stockpot.task(), "
            + call.java(options)
            + ", Progress.NONE)");
  }

  private static PlaneWork through(Call call) {
    PlaneOptions options = call.options(PlaneOptions.class);
    List<String> names = call.words(3, 3);
    Points points = call.points();
    points.requireDifferent("a plane goes through three different networks", names);
    List<Point> corners = names.stream().map(points::resolve).toList();
    String list =
        names.stream().map(points::java).collect(Collectors.joining(", ", "List.of(", ")"));
    return new PlaneWork(
        (on, progress) -> PlaneSurvey.through(names, corners, on, options, progress),
        "PlaneSurvey.through("
            + call.java(names)
            + ", "
            + list
            + ", Stockpot.task(), "
            + call.java(options)
            + ")");
  }

  private static PlaneWork random(Call call) {
    PlaneOptions options = call.options(PlaneOptions.class).withRandom(true);
    String name = call.words(1, 1).get(0);
    Point center = call.points().resolve(name);
    return new PlaneWork(
        (on, progress) -> PlaneSurvey.around(name, center, on, options, progress),
        "PlaneSurvey.around("
            + call.java(name)
            + ", "
            + call.points().java(name)
            + ", Stockpot.task(), "
            + call.java(options)
            + ")");
  }

  private static PlaneWork trained(Call call) {
    PlaneOptions options = call.options(PlaneOptions.class);
    int snapshots = call.options(PlaneDirections.class).snapshots();
    String name = call.words(1, 1).get(0);
    if (!(call.session().value(name) instanceof TrainResult training)) {
      throw new UsageException(
          "along pca needs a training, such as base of %train --as base, got "
              + name
              + ", "
              + call.session().words(call.session().value(name)));
    }
    call.points().use(name);
    return new PlaneWork(
        (on, progress) ->
            TrajectoryPlane.of(name, training.job(), snapshots, on, options, progress),
        "TrajectoryPlane.of("
            + call.java(name)
            + ", "
            + name
            + ".job(), "
            + snapshots
            + ", Stockpot.task(), "
            + call.java(options)
            + ", Progress.NONE)");
  }

  private static PlaneWork curved(Call call, Task task) {
    PlaneOptions options = call.options(PlaneOptions.class);
    ExampleCount examples = call.options(PlaneDirections.class).examples();
    String name = call.words(1, 1).get(0);
    NamedPoint named = call.points().use(name);
    MaskedPoint at = new MaskedPoint(named.point(), named.mask());
    task.derivatives(examples.of(Part.TRAINING, options.seed())).orThrow();
    return new PlaneWork(
        (on, progress) -> CurvaturePlane.of(name, at, examples, on, options, progress),
        "CurvaturePlane.of("
            + call.java(name)
            + ", "
            + call.points().java(name, Zeros.WEIGHTS)
            + ", "
            + call.java(examples)
            + ", Stockpot.task(), "
            + call.java(options)
            + ", Progress.NONE)");
  }

  private static Outcome outcome(PlaneResult result) {
    String message = result.xs().size() + " × " + result.ys().size() + " places";
    return new Outcome(result.outcome().state(), message);
  }
}
