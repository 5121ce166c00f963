package org.stockpot.magic.curvature;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.stockpot.curvature.Curvature;
import org.stockpot.curvature.CurvatureOptions;
import org.stockpot.curvature.CurvaturePoint;
import org.stockpot.curvature.CurvatureResult;
import org.stockpot.curvature.CurvatureSurvey;
import org.stockpot.magic.UsageException;
import org.stockpot.magic.session.Call;
import org.stockpot.magic.session.Command;
import org.stockpot.magic.session.Output;
import org.stockpot.magic.session.Points;
import org.stockpot.magic.session.ResultType;
import org.stockpot.magic.session.RunRecorder;
import org.stockpot.magic.session.SaliencyNames;
import org.stockpot.magic.session.Session;
import org.stockpot.magic.session.SharedOptions;
import org.stockpot.magic.session.Zeros;
import org.stockpot.report.curvature.CurvatureReport;
import org.stockpot.report.study.PruneBoundReport;
import org.stockpot.study.PruneBoundOptions;
import org.stockpot.study.PruneBoundResult;
import org.stockpot.task.Outcome;
import org.stockpot.task.Task;
import org.stockpot.task.option.Help;
import org.stockpot.text.Numbers;

/** The curvature of the loss at networks. */
public final class CurvatureCommand implements Command {

  /** Options of a prune bound alone. */
  private static final Set<String> BOUND =
      Set.of("prune-bound", "levels", "saliency", "draws", "budget", "epsilon", "exact");

  /** Options that mean nothing to a prune bound. */
  private static final Set<String> BOUND_IDLE =
      Set.of("top", "slots", "layers", "trace", "probes", "zeros");

  /**
   * What a call is for.
   *
   * @param pruneBound whether for how far the spectrum lets a network be pruned
   */
  record Mode(
      @Help("hold how far the spectrum lets a run or training be pruned against what survives")
          boolean pruneBound) {}

  @Override
  public String name() {
    return "curvature";
  }

  @Override
  public String summary() {
    return "how the loss bends around networks: largest and least eigenvalues, trace and spectral"
        + " density of the Hessian, of a ticket inside of its mask";
  }

  @Override
  public String words() {
    return "POINT…, or RUN --prune-bound";
  }

  @Override
  public List<String> examples() {
    return List.of(
        "%curvature base",
        "%curvature imp.0 imp.3 --top 10 --examples 500",
        "%curvature base --of gauss-newton --slots fc1.weight --densities 0",
        "%curvature imp --prune-bound --budget 1ep --levels 0.5,0.8,0.9");
  }

  @Override
  public Map<Class<?>, Function<String, Object>> readers(Session session) {
    return SaliencyNames.readers(session);
  }

  @Override
  public List<ResultType<?>> results() {
    return List.of(
        ResultType.of(CurvatureResult.class, CurvatureReport::display).called("curvature"),
        ResultType.of(PruneBoundResult.class, PruneBoundReport::display).called("a prune bound"));
  }

  @Override
  public List<String> otherNames() {
    return List.of("hessian", "pyhessian", "sharpness", "flatness", "eigenvalues");
  }

  @Override
  public List<Record> standards(Session session) {
    return List.of(
        CurvatureOptions.defaults(),
        new Mode(false),
        PruneBoundOptions.defaults(),
        SharedOptions.ZeroWeights.defaults(),
        SharedOptions.Leak.defaults(),
        SharedOptions.Chart.defaults(),
        SharedOptions.Reuse.defaults(),
        Output.defaults());
  }

  @Override
  public Set<String> idle(Call call) {
    if (call.options(Mode.class).pruneBound()) {
      return BOUND_IDLE;
    }
    boolean steps = call.options(CurvatureOptions.class).densities() > 0;
    return Stream.concat(BOUND.stream(), steps ? Stream.empty() : Stream.of("steps"))
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public Object run(Call call) {
    return call.options(Mode.class).pruneBound() ? new PruneBoundCall(call).run() : survey(call);
  }

  private static Object survey(Call call) {
    Task task = call.session().task();
    CurvatureOptions options = call.options(CurvatureOptions.class);
    Zeros zeros = call.options(SharedOptions.ZeroWeights.class).zeros();
    Points points = call.points();
    List<String> words = new ArrayList<>();
    call.words(1, Integer.MAX_VALUE).forEach(word -> words.addAll(points.expand(word)));
    List<String> names = points.distinct(words);
    List<CurvaturePoint> networks =
        names.stream()
            .map(name -> new CurvaturePoint(name, points.use(name).masked(zeros)))
            .toList();
    call.echo(task, java(call, points, names, zeros));
    RunRecorder recorder = new RunRecorder(call, task);
    CurvatureResult result =
        call.live(
            "curvature",
            progress -> CurvatureSurvey.of(networks, recorder.task(), options, progress),
            r -> recorder.outcome(outcome(r)));
    if (result.curvatures().isEmpty()) {
      throw new UsageException("interrupted before a network was measured");
    }
    recorder.list(outcome(result), CurvatureReport.table(result));
    call.showResult(CurvatureReport.display(result));
    if (result.curvatures().stream().anyMatch(c -> c.dimension() > 0)) {
      call.show(CurvatureReport.chart(result));
    }
    return call.finish(CurvatureResult.class, result);
  }

  private static Outcome outcome(CurvatureResult result) {
    int products = result.curvatures().stream().mapToInt(Curvature::products).sum();
    return new Outcome(
        result.outcome().state(),
        Numbers.counted(result.curvatures().size(), "spectrum").replace("spectrums", "spectra")
            + " by "
            + Numbers.counted(products, "product"));
  }

  private static String java(Call call, Points points, List<String> names, Zeros zeros) {
    String networks =
        names.stream()
            .map(
                name ->
                    "new CurvaturePoint(" + call.java(name) + ", " + points.java(name, zeros) + ")")
            .collect(Collectors.joining(",\n    ", "List.of(\n    ", ")"));
    return call.assigned(
        "CurvatureResult",
        "CurvatureSurvey.of("
            + networks
            + ", Stockpot.task(), "
            + call.java(call.options(CurvatureOptions.class))
            + ")");
  }
}
