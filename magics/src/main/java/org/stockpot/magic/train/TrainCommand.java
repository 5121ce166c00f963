package org.stockpot.magic.train;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.stockpot.data.DataTask;
import org.stockpot.display.Tables;
import org.stockpot.magic.UsageException;
import org.stockpot.magic.session.Call;
import org.stockpot.magic.session.NamedPoint;
import org.stockpot.magic.session.Output;
import org.stockpot.magic.session.PlannedCommand;
import org.stockpot.magic.session.Provenance;
import org.stockpot.magic.session.ResultPoints;
import org.stockpot.magic.session.ResultType;
import org.stockpot.magic.session.RunRecorder;
import org.stockpot.magic.session.Session;
import org.stockpot.magic.session.SharedOptions;
import org.stockpot.magic.session.StartPoints;
import org.stockpot.prune.Scope;
import org.stockpot.prune.SparseStart;
import org.stockpot.prune.preset.Preset;
import org.stockpot.report.parts.Scores;
import org.stockpot.report.task.MaskReport;
import org.stockpot.report.task.TestSetsReport;
import org.stockpot.report.task.TrainReport;
import org.stockpot.task.Job;
import org.stockpot.task.Outcome;
import org.stockpot.task.Plan;
import org.stockpot.task.Recipe;
import org.stockpot.task.Task;
import org.stockpot.task.TrainResult;
import org.stockpot.task.option.Help;
import org.stockpot.task.sparse.MaskRule;
import org.stockpot.task.sparse.SparseTraining;
import org.stockpot.text.Numbers;
import org.stockpot.weights.Mask;
import org.stockpot.weights.MaskedPoint;
import org.stockpot.weights.Point;
import tech.tablesaw.api.Table;

/** Trains one network. */
public final class TrainCommand implements PlannedCommand {

  /**
   * Where a training starts.
   *
   * @param from the point; empty for the pre-trained weights, or a fresh initialisation
   * @param seed the seed
   */
  record Options(
      @Help("point to start at, under its mask; else pre-trained weights, else a fresh init")
          String from,
      @Help("seed of initialisation and data order") long seed) {}

  /**
   * Where a mask that moves begins.
   *
   * @param sparseLayers how the first mask's density is shared among layers
   */
  record FirstMask(
      @Help("for set and rigl, how layers share the density: layerwise, erdos-renyi, …")
          Scope sparseLayers) {}

  @Override
  public String name() {
    return "train";
  }

  @Override
  public String summary() {
    return "trains a point";
  }

  @Override
  public String words() {
    return "";
  }

  @Override
  public List<String> examples() {
    return List.of(
        "%train --for 5ep --lr 1.2e-3 --seed 1 --as base",
        "%train --lr 1e-4..1e-2:5 --seed 1..3 --as rates   # one comparison",
        "%train --from imp.3 --for 1ep",
        "%train --from theirs.npz --zeros mask",
        "%train --sparse rigl:90% --sparse-every 10it --as sparse",
        "%train --sharpness none,sam:0.05,asam:0.5 --seed 1..3 --as flat",
        "%train --regularizer none,saf:0.3:5:1:1 --average none,swa:60% --seed 1..3",
        "%train --optimizer sgd --lr 0.1 --schedule cosine --warmup 1ep --for 10ep");
  }

  @Override
  public List<ResultType<?>> results() {
    return List.of(
        ResultType.of(TrainResult.class, TrainReport::display)
            .called("a training")
            .offering(TrainCommand::addPoints)
            .telling((r, part) -> Provenance.training(r.job().recipe(), r.job().seed())));
  }

  @Override
  public List<String> otherNames() {
    return List.of("fit", "learn", "training", "run-training");
  }

  @Override
  public List<Record> standards(Session session) {
    return List.of(
        Recipe.defaults(),
        new Options("", 1),
        SparseTraining.defaults(),
        new FirstMask(Scope.ERDOS_RENYI_KERNEL),
        SharedOptions.LearningCurve.defaults(),
        SharedOptions.Published.defaults(),
        SharedOptions.ZeroWeights.defaults(),
        SharedOptions.Leak.defaults(),
        SharedOptions.Chart.defaults(),
        SharedOptions.Reuse.defaults(),
        SharedOptions.Planning.defaults(),
        Output.defaults());
  }

  @Override
  public Set<String> idle(Call call) {
    Set<String> idle = new HashSet<>(call.options(SharedOptions.Published.class).idle());
    idle.addAll(call.options(SharedOptions.LearningCurve.class).idle());
    SparseTraining sparse = call.options(SparseTraining.class);
    if (!sparse.moves()) {
      idle.addAll(Set.of("sparse", "sparse-begin", "sparse-end", "sparse-every"));
    }
    if (!sparse.sparse().exchanges()) {
      idle.addAll(Set.of("sparse-share", "sparse-layers"));
    }
    idle.addAll(StartPoints.idle(call, call.options(Options.class).from()));
    return idle;
  }

  @Override
  public Call resolved(Call call) {
    Task task = call.session().task();
    Optional<Preset> preset = call.options(SharedOptions.Published.class).find();
    preset.ifPresent(published -> call.uses().note(published.words(task)));
    return preset.map(published -> call.over(published.recipe())).orElse(call);
  }

  @Override
  public Plan plan(Call typed) {
    typed.words(0, 0);
    Call call = resolved(typed);
    Task task = call.session().task();
    return TrainResult.plan(task, job(call, task));
  }

  @Override
  public Set<String> replicates() {
    return Set.of("seed");
  }

  @Override
  public Object run(Call typed) {
    typed.words(0, 0);
    Call call = resolved(typed);
    Task task = call.session().task();
    Job job = job(call, task);
    call.echo(task, java(call));
    RunRecorder recorder = new RunRecorder(call, task);
    TrainResult result =
        call.live(
            "train",
            progress -> TrainResult.of(recorder.task(), job, progress),
            r -> recorder.outcome(outcome(r)));
    Optional<Table> sets =
        task.as(DataTask.class)
            .flatMap(on -> TestSetsReport.table(recorder.task(), on.data(), result.point()));
    recorder.list(outcome(result), TrainReport.table(result));
    call.showResult(TrainReport.display(result));
    if (result.training().masks().isPresent()) {
      call.show(Tables.display(MaskReport.table(result)));
    }
    sets.ifPresent(table -> call.show(Tables.display(table)));
    call.show(TrainReport.chart(result));
    if (result.training().masks().isPresent()) {
      call.show(MaskReport.chart(result));
    }
    return call.finish(TrainResult.class, result);
  }

  private static void addPoints(TrainResult training, ResultPoints points) {
    Point start = training.job().start();
    Mask mask = training.job().mask();
    NamedPoint end = NamedPoint.of(training.point(), ".point()").masked(training.mask(), ".mask()");
    points.add("", end.trained(start, ".job().start()", training.rows()));
    points.add("init", NamedPoint.of(start, ".job().start()").masked(mask, ".job().mask()"));
  }

  private static Outcome outcome(TrainResult result) {
    String message = "the trained network: test " + Scores.text(result.test());
    return new Outcome(Outcome.State.DONE, message);
  }

  private static Job job(Call call, Task task) {
    Options options = call.options(Options.class);
    Recipe recipe = recipe(call);
    long perEpoch = task.stepsPerEpoch(recipe.batch());
    MaskedPoint start =
        new StartPoints(call)
            .optional(options.from(), task)
            .orElseGet(() -> MaskedPoint.dense(task.start(options.seed())));
    SparseTraining sparse = recipe.sparse();
    if (sparse.moves()) {
      sparse.over(recipe.length().steps(perEpoch), perEpoch);
    }
    return Job.of(
        sparse.sparse().exchanges() ? first(call, task, start) : start,
        recipe,
        perEpoch,
        options.seed());
  }

  private static Recipe recipe(Call call) {
    return call.recipe().withSparse(call.options(SparseTraining.class));
  }

  private static MaskedPoint first(Call call, Task task, MaskedPoint dense) {
    if (dense.mask().pruned() > 0) {
      throw new UsageException(
          "from must be a dense point for a mask that begins at random, got one that keeps "
              + Numbers.percent(dense.mask().density(), 1));
    }
    double sparsity = call.options(SparseTraining.class).sparse().sparsity();
    Scope layers = call.options(FirstMask.class).sparseLayers();
    return SparseStart.of(
        task, dense.point(), sparsity, layers, call.options(Options.class).seed());
  }

  /** Returns the Java of a start, which may be pruned at random first. */
  private static String start(Call call, String dense) {
    MaskRule rule = call.options(SparseTraining.class).sparse();
    if (!rule.exchanges()) {
      return dense;
    }
    String seed = seed(call);
    String point = dense.isEmpty() ? "Stockpot.task().start(" + seed + ")" : dense + ".point()";
    return "SparseStart.of(Stockpot.task(), "
        + point
        + ", "
        + rule.sparsity()
        + ", Scope."
        + call.options(FirstMask.class).sparseLayers().name()
        + ", "
        + seed
        + ")";
  }

  private static String seed(Call call) {
    long seed = call.options(Options.class).seed();
    return seed + (seed == (int) seed ? "" : "L");
  }

  private static String java(Call call) {
    Options options = call.options(Options.class);
    Recipe recipe = recipe(call);
    String start = start(call, new StartPoints(call).java(options.from()));
    return call.assigned(
        "TrainResult",
        "TrainResult.of(Stockpot.task(), "
            + (start.isEmpty() ? "" : start + ", ")
            + call.java(recipe)
            + ", "
            + seed(call)
            + ")");
  }
}
