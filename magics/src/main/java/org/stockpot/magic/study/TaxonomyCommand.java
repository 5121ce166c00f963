package org.stockpot.magic.study;

import java.util.List;
import java.util.Set;
import org.stockpot.display.Display;
import org.stockpot.magic.UsageException;
import org.stockpot.magic.session.Call;
import org.stockpot.magic.session.Command;
import org.stockpot.magic.session.Output;
import org.stockpot.magic.session.PlanText;
import org.stockpot.magic.session.ResultType;
import org.stockpot.magic.session.RunRecorder;
import org.stockpot.magic.session.Session;
import org.stockpot.magic.session.SharedOptions;
import org.stockpot.report.study.TaxonomyReport;
import org.stockpot.study.TaskFamily;
import org.stockpot.study.Taxonomy;
import org.stockpot.study.TaxonomyOptions;
import org.stockpot.study.TaxonomyResult;
import org.stockpot.task.Outcome;
import org.stockpot.task.Recipe;
import org.stockpot.task.Task;
import org.stockpot.text.Numbers;

/** Phases of learning over load and temperature. */
public final class TaxonomyCommand implements Command {

  @Override
  public String name() {
    return "taxonomy";
  }

  @Override
  public String summary() {
    return "phases of learning over load and temperature: connectivity, similarity, sharpness";
  }

  @Override
  public String words() {
    return "";
  }

  @Override
  public List<String> examples() {
    return List.of(
        "%taxonomy --widths 4,16,64 --batches 16,128 --plan",
        "%taxonomy --shares 20%,100% --rates 1e-3,1e-2 --seeds 1,2 --for 1ep --curve-for 1ep --examples 200");
  }

  @Override
  public List<ResultType<?>> results() {
    return List.of(
        ResultType.of(TaxonomyResult.class, TaxonomyReport::display).called("a grid of trainings"));
  }

  @Override
  public List<String> otherNames() {
    return List.of("phases", "loss-landscape-taxonomy", "load-temperature");
  }

  @Override
  public List<Record> standards(Session session) {
    return List.of(
        TaxonomyOptions.defaults(),
        Recipe.defaults(),
        SharedOptions.Chart.defaults(),
        SharedOptions.Reuse.defaults(),
        SharedOptions.Planning.defaults(),
        Output.defaults());
  }

  /** The temperature takes the place of what the recipe says. */
  @Override
  public Set<String> idle(Call call) {
    TaxonomyOptions options = call.options(TaxonomyOptions.class);
    return options.batches().isEmpty()
        ? options.rates().isEmpty() ? Set.of() : Set.of("lr")
        : Set.of("batch");
  }

  @Override
  public Object run(Call call) {
    call.words(0, 0);
    Task task = call.session().task();
    Taxonomy.requireClasses(task);
    TaxonomyOptions options = call.options(TaxonomyOptions.class);
    Recipe recipe = call.options(Recipe.class);
    TaskFamily family = load -> call.session().engine().member(task, load);
    if (call.options(SharedOptions.Planning.class).plan()) {
      call.show(Display.text(new PlanText(Taxonomy.plan(family, options, recipe)).text()));
      return null;
    }
    options.loads();
    options.temperatures();
    call.echo(task, java(call, task));
    RunRecorder recorder = new RunRecorder(call, task);
    TaskFamily kept = load -> recorder.kept(family.member(load));
    TaxonomyResult result =
        call.live(
            "taxonomy",
            progress -> Taxonomy.of(task.name(), kept, options, recipe, progress),
            r -> recorder.outcome(outcome(r)));
    if (result.cells().isEmpty()) {
      throw new UsageException(
          result.missing().isEmpty()
              ? "interrupted before a cell was finished"
              : "no cell was finished: " + result.missing().get(0));
    }
    recorder.list(outcome(result), TaxonomyReport.table(result));
    call.showResult(TaxonomyReport.display(result));
    TaxonomyReport.QUANTITIES.forEach(name -> call.show(TaxonomyReport.chart(result, name)));
    return call.finish(TaxonomyResult.class, result);
  }

  private static Outcome outcome(TaxonomyResult result) {
    String message = Numbers.counted(result.cells().size(), "cell") + " measured";
    return new Outcome(result.outcome().state(), message);
  }

  private static String java(Call call, Task task) {
    return call.assigned(
        "TaxonomyResult",
        "Taxonomy.of("
            + call.java(task.name())
            + ", Stockpot.family(), "
            + call.java(call.options(TaxonomyOptions.class))
            + ", "
            + call.java(call.options(Recipe.class))
            + ")");
  }
}
