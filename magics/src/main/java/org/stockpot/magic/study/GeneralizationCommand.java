package org.stockpot.magic.study;

import java.util.List;
import java.util.stream.Collectors;
import org.stockpot.magic.UsageException;
import org.stockpot.magic.session.Call;
import org.stockpot.magic.session.Command;
import org.stockpot.magic.session.NamedResults;
import org.stockpot.magic.session.Output;
import org.stockpot.magic.session.ResultType;
import org.stockpot.magic.session.RunRecorder;
import org.stockpot.magic.session.Session;
import org.stockpot.magic.session.SharedOptions;
import org.stockpot.report.study.GeneralizationReport;
import org.stockpot.study.Comparison;
import org.stockpot.study.Variant;
import org.stockpot.study.generalization.Generalization;
import org.stockpot.study.generalization.GeneralizationOptions;
import org.stockpot.study.generalization.GeneralizationResult;
import org.stockpot.task.Outcome;
import org.stockpot.task.Task;
import org.stockpot.text.Numbers;

/** Measures of trained networks against the gap between training and test. */
public final class GeneralizationCommand implements Command {

  @Override
  public String name() {
    return "generalization";
  }

  @Override
  public String summary() {
    return "measures of trained networks (norms, sharpness, margins, bounds, ranks) against their"
        + " gap between training and test error";
  }

  @Override
  public String words() {
    return "SWEEP | TRAINING TRAINING…";
  }

  @Override
  public List<String> examples() {
    return List.of("%generalization g", "%generalization base1 base2 --measures norm,margin,path");
  }

  @Override
  public List<ResultType<?>> results() {
    return List.of(
        ResultType.of(GeneralizationResult.class, GeneralizationReport::display)
            .called("measures against the gap"));
  }

  @Override
  public List<String> otherNames() {
    return List.of("generalisation", "generalization-measures", "complexity-measures");
  }

  @Override
  public List<Record> standards(Session session) {
    return List.of(
        GeneralizationOptions.defaults(),
        SharedOptions.Chart.defaults(),
        SharedOptions.Reuse.defaults(),
        Output.defaults());
  }

  @Override
  public Object run(Call call) {
    Task task = call.session().task();
    GeneralizationOptions options = call.options(GeneralizationOptions.class);
    List<String> words = call.words(1, Integer.MAX_VALUE);
    List<Variant> variants =
        sweep(call.session(), words) instanceof Comparison sweep
            ? sweep.variants()
            : words.stream().map(word -> NamedResults.of(call.session(), word)).toList();
    NamedResults.requireOneTestSet(call, task, variants);
    call.echo(task, java(call, words));
    RunRecorder recorder = new RunRecorder(call, task);
    GeneralizationResult result =
        call.live(
            "generalization",
            progress -> Generalization.of(variants, recorder.task(), options, progress),
            r -> recorder.outcome(outcome(r)));
    if (result.networks().size() < 2) {
      throw new UsageException("interrupted before two networks were measured");
    }
    recorder.list(outcome(result), GeneralizationReport.table(result));
    call.showResult(GeneralizationReport.display(result));
    call.show(GeneralizationReport.chart(result));
    call.show(GeneralizationReport.closest(result));
    return call.finish(GeneralizationResult.class, result);
  }

  private static Object sweep(Session session, List<String> words) {
    return words.size() == 1 ? session.value(words.get(0)) : null;
  }

  private static String java(Call call, List<String> words) {
    String variants =
        sweep(call.session(), words) instanceof Comparison
            ? words.get(0) + ".variants()"
            : words.stream()
                .map(word -> "Stockpot.variant(" + call.java(word) + ")")
                .collect(Collectors.joining(", ", "List.of(", ")"));
    return call.assigned(
        "GeneralizationResult",
        "Generalization.of("
            + variants
            + ", Stockpot.task(), "
            + call.java(call.options(GeneralizationOptions.class))
            + ")");
  }

  private static Outcome outcome(GeneralizationResult result) {
    String message = Numbers.counted(result.networks().size(), "network") + " measured";
    return new Outcome(result.outcome().state(), message);
  }
}
