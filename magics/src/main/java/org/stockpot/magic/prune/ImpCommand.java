package org.stockpot.magic.prune;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.stockpot.magic.UsageException;
import org.stockpot.magic.option.Values;
import org.stockpot.magic.session.Call;
import org.stockpot.magic.session.Output;
import org.stockpot.magic.session.PlannedCommand;
import org.stockpot.magic.session.ResultType;
import org.stockpot.magic.session.RunRecorder;
import org.stockpot.magic.session.SaliencyNames;
import org.stockpot.magic.session.Session;
import org.stockpot.magic.session.SharedOptions;
import org.stockpot.magic.session.StartPoints;
import org.stockpot.prune.Control;
import org.stockpot.prune.Copies;
import org.stockpot.prune.CopyMerger;
import org.stockpot.prune.IterativePruning;
import org.stockpot.prune.PruneOptions;
import org.stockpot.prune.PruneResult;
import org.stockpot.prune.Retraining;
import org.stockpot.prune.Rewind;
import org.stockpot.prune.Saliency;
import org.stockpot.prune.SparsityPattern;
import org.stockpot.report.prune.EarlyStopReport;
import org.stockpot.report.prune.PruneReport;
import org.stockpot.report.study.TicketStabilityReport;
import org.stockpot.soup.SoupRecipe;
import org.stockpot.soup.Soups;
import org.stockpot.study.TicketStability;
import org.stockpot.task.Outcome;
import org.stockpot.task.Plan;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Statistics;
import org.stockpot.task.Task;
import org.stockpot.text.Numbers;
import org.stockpot.weights.MaskedPoint;

/** Iterative magnitude pruning. */
public final class ImpCommand implements PlannedCommand {

  @Override
  public String name() {
    return "imp";
  }

  @Override
  public String summary() {
    return "iterative magnitude pruning with rewinding";
  }

  @Override
  public String words() {
    return "";
  }

  @Override
  public List<String> examples() {
    return List.of(
        "%imp --rounds 12 --for 5ep --seeds 1,2,3 --as imp",
        "%imp --rewind 500it --controls random-mask,random-init",
        "%imp --to 5% --scope global,layerwise --seeds 1..3 --as scopes   # one comparison",
        "%imp --rewind init,20it,1ep --instability --seeds 1..3   # Frankle et al., 2020, Fig. 5",
        "%imp --pruning iterative,one-shot --rounds 6 --seeds 1..3   # two ladders, one comparison",
        "%imp --to 10% --rounds 3 --controls random-mask,random-search   # is any sparse net as good?",
        "%imp --saliency snip --at start --rounds 1 --to 10% --controls sanity",
        "%imp --scope layerwise --fractions fc3=0.1",
        "%imp --preset lth-lenet --scale 10% --rounds 15 --seeds 1..5",
        "%imp --for 10ep --validate-every 100it --controls random-init   # early stopping",
        "%imp --saliency synflow --at start --rounds 1 --to 10%|3%|1%   # pruning before training",
        "%imp --saliency sparsegpt --rewind lr --rounds 1 --pattern 2:4",
        "%imp --rewind lr --rounds 5 --fraction 0.5 --copies 3 --merge uniform   # sparse model soups",
        "%imp --rewind 100it --rounds 5 --for 8ep --copies 3 --swa 25% --controls longer-retraining   # SWAMP",
        "%imp --rewind lr --optimizer sgd --lr 0.1 --schedule step --milestones 4ep",
        "%imp --rewind weights,lr,none --retrain 1ep,2ep,4ep --rounds 1 --fraction 0.8   # Renda et al.",
        "%imp --rewind none --schedule cosine --finetune-lr 1e-5 --matching 0.2%");
  }

  @Override
  public List<ResultType<?>> results() {
    return List.of(
        ResultType.of(PruneResult.class, PruneReport::display)
            .called("a pruning run")
            .offering(PruneRunPoints::add)
            .telling(PruneRunPoints::facts),
        ResultType.of(TicketStability.class, TicketStabilityReport::display)
            .called("a pruning run with its instability")
            .offering((both, points) -> points.addPart("", ".pruning()", both.pruning()))
            .telling((both, part) -> PruneRunPoints.facts(both.pruning(), part)),
        ResultType.named(Saliency.class, "a Saliency"));
  }

  @Override
  public List<String> otherNames() {
    return List.of("prune", "pruning", "lottery", "ticket", "lth", "sparsify", "magnitude");
  }

  @Override
  public List<Record> standards(Session session) {
    ImpOptions options =
        new ImpOptions("", 0, 1, SoupRecipe.UNIFORM, 0, List.of(), Statistics.RE_ESTIMATE);
    return List.of(
        PruneOptions.defaults(),
        Recipe.defaults(),
        options,
        ForkOptions.defaults(),
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
  public Map<Class<?>, Function<String, Object>> readers(Session session) {
    return SaliencyNames.readers(session);
  }

  @Override
  public Map<String, String> plain(Map<String, String> typed) {
    Map<String, String> plain = new LinkedHashMap<>(typed);
    String sanity = Values.write(Control.SANITY);
    plain.computeIfPresent("controls", (name, text) -> text.replaceAll("\\bsanity\\b", sanity));
    return plain;
  }

  @Override
  public Set<String> idle(Call call) {
    Set<String> idle = new HashSet<>(call.options(SharedOptions.Published.class).idle());
    idle.addAll(StartPoints.idle(call, call.options(ImpOptions.class).from()));
    if (call.options(ImpOptions.class).copies() == 1) {
      idle.addAll(Set.of("merge", "swa", "copy-weight-decays", "recalibrate"));
    }
    Retraining retraining = call.options(PruneOptions.class).retraining();
    if (retraining.finetuneLr() == 0) {
      idle.add("finetune-lr");
    }
    if (retraining.rewind().kind() == Rewind.Kind.WEIGHTS) {
      idle.add("retrain");
    }
    idle.add(call.options(ImpOptions.class).to() == 0 ? "to" : "fraction");
    idle.addAll(call.options(SharedOptions.LearningCurve.class).idle());
    idle.addAll(call.options(ForkOptions.class).idle());
    PruneOptions options = call.options(PruneOptions.class);
    if (options.pattern().kind() == SparsityPattern.Kind.N_OF_M) {
      idle.add("fraction");
    }
    if (!options.saliency().seesExamples()) {
      idle.add("saliency-examples");
    }
    return idle;
  }

  @Override
  public Call resolved(Call typed) {
    return PreparedImp.of(typed).call();
  }

  @Override
  public Plan plan(Call typed) {
    PreparedImp prepared = PreparedImp.of(typed);
    Task task = typed.session().task();
    Recipe recipe = prepared.recipe();
    PruneOptions options = prepared.options();
    Copies copies = copies(typed.options(ImpOptions.class), task);
    ForkOptions forks = typed.options(ForkOptions.class);
    return forks.instability()
        ? TicketStability.plan(
            task, recipe, options, copies, prepared.from(), forks.forks(), forks.barrier())
        : IterativePruning.plan(task, recipe, options, copies, prepared.from());
  }

  @Override
  public Object run(Call typed) {
    PreparedImp prepared = PreparedImp.of(typed);
    Optional<MaskedPoint> from = prepared.from();
    Call call = prepared.call();
    Task task = call.session().task();
    PruneOptions options = prepared.options();
    Recipe recipe = prepared.recipe();
    boolean forked = call.options(ForkOptions.class).instability();
    call.echo(task, forked ? stabilityJava(call) : call.assigned("PruneResult", java(call)));
    RunRecorder recorder = new RunRecorder(call, task);
    Copies copies = copies(call.options(ImpOptions.class), recorder.task());
    PruneResult result =
        call.live(
            "imp",
            progress ->
                IterativePruning.run(recorder.task(), recipe, options, copies, from, progress),
            r -> recorder.outcome(outcome(r)));
    if (result.replicates().isEmpty()) {
      throw new UsageException("interrupted before the dense run was finished");
    }
    if (forked) {
      return stability(call, recorder, result);
    }
    recorder.list(outcome(result), PruneReport.trainings(result));
    show(call, result);
    return call.finish(PruneResult.class, result);
  }

  private static TicketStability stability(Call call, RunRecorder recorder, PruneResult result) {
    ForkOptions forks = call.options(ForkOptions.class);
    Function<Progress, TicketStability> fork =
        progress ->
            TicketStability.of(result, recorder.task(), forks.forks(), forks.barrier(), progress);
    TicketStability found =
        result.outcome().state() == Outcome.State.DONE
            ? call.live("instability", fork, r -> recorder.outcome(outcome(r)))
            : fork.apply(Progress.NONE);
    recorder.list(both(result, found), PruneReport.trainings(result));
    show(call, result);
    call.show(TicketStabilityReport.ofStability(found));
    call.show(TicketStabilityReport.chart(found));
    return call.finish(TicketStability.class, found);
  }

  private static Outcome both(PruneResult result, TicketStability found) {
    Outcome pruned = outcome(result);
    Outcome forked = outcome(found);
    boolean done = pruned.state() == Outcome.State.DONE;
    return new Outcome(
        done ? forked.state() : pruned.state(), pruned.message() + "; " + forked.message());
  }

  private static Outcome outcome(TicketStability found) {
    int pairs = found.instability().forks().size();
    String message = Numbers.counted(pairs, "pair") + " of copies compared";
    Outcome outcome = found.instability().outcome();
    String why = outcome.message().isEmpty() ? "" : ", " + outcome.message();
    return new Outcome(outcome.state(), message + why);
  }

  private static Copies copies(ImpOptions options, Task task) {
    if (options.copies() == 1) {
      return Copies.ONE;
    }
    options.recalibrate().requireReach(task);
    CopyMerger merge = copies -> Soups.merge(options.merge(), copies, task, options.recalibrate());
    String name = Values.write(options.merge()) + " soup";
    return new Copies(options.copies(), options.copyWeightDecays(), options.swa(), name, merge);
  }

  private static void show(Call call, PruneResult result) {
    boolean stopped = result.outcome().state() == Outcome.State.INTERRUPTED;
    call.showResult(
        stopped
            ? PruneReport.display(result)
            : PruneReport.display(result, call.session().task().test()));
    call.show(PruneReport.chart(result));
    EarlyStopReport.charts(result).forEach(chart -> call.show(chart.figure().get()));
    call.show(PruneReport.slots(result));
    int rounds = result.replicates().get(0).rounds().size();
    if (rounds > 1) {
      call.show(PruneReport.magnitudes(result, rounds - 1));
    }
  }

  private static String java(Call call) {
    String from = new StartPoints(call).java(call.options(ImpOptions.class).from());
    boolean copies = call.options(ImpOptions.class).copies() > 1;
    String start = from.isEmpty() ? "Optional.empty()" : "Optional.of(" + from + ")";
    String rest = copies ? copiesJava(call) + ", " + start + ", Progress.NONE" : from;
    return "IterativePruning.run(Stockpot.task(), "
        + call.java(call.recipe())
        + ", "
        + call.java(call.options(PruneOptions.class))
        + (rest.isEmpty() ? ")" : ", " + rest + ")");
  }

  private static String stabilityJava(Call call) {
    ForkOptions forks = call.options(ForkOptions.class);
    return call.assigned(
        "TicketStability",
        "TicketStability.of("
            + java(call)
            + ", Stockpot.task(), "
            + forks.forks()
            + ", "
            + call.java(forks.barrier())
            + ")");
  }

  private static String copiesJava(Call call) {
    ImpOptions options = call.options(ImpOptions.class);
    return "new Copies("
        + options.copies()
        + ", "
        + call.java(options.copyWeightDecays())
        + ", "
        + call.java(options.swa())
        + ", \""
        + Values.write(options.merge())
        + " soup\", copies -> Soups.merge("
        + call.java(options.merge())
        + ", copies, Stockpot.task(), "
        + call.java(options.recalibrate())
        + "))";
  }

  private static Outcome outcome(PruneResult result) {
    int diverged = result.diverged().size();
    String message =
        Numbers.counted(trainings(result), "training")
            + " finished"
            + (diverged == 0 ? "" : ", " + diverged + " diverged");
    String why = result.outcome().message();
    return new Outcome(
        result.outcome().state(),
        message
            + (why.isEmpty() ? "" : ", " + why)
            + (result.replicates().isEmpty() ? "" : "; " + PruneReport.outcome(result)));
  }

  private static int trainings(PruneResult result) {
    Retraining how = result.options().retraining();
    int copies = result.copies().count();
    int trained = result.replicates().stream().mapToInt(r -> r.trainings(how, copies)).sum();
    return trained - (int) result.diverged().stream().filter(d -> d.copy() > 0).count();
  }
}
