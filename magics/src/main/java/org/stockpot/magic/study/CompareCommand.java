package org.stockpot.magic.study;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.stockpot.magic.session.Call;
import org.stockpot.magic.session.Command;
import org.stockpot.magic.session.Echo;
import org.stockpot.magic.session.NamedResults;
import org.stockpot.magic.session.Output;
import org.stockpot.magic.session.ResultPoints;
import org.stockpot.magic.session.ResultType;
import org.stockpot.magic.session.Session;
import org.stockpot.magic.session.SharedOptions;
import org.stockpot.prune.PruneResult;
import org.stockpot.report.study.ComparisonReport;
import org.stockpot.study.Comparison;
import org.stockpot.study.Match;
import org.stockpot.study.TicketStability;
import org.stockpot.study.Variant;
import org.stockpot.task.Task;
import org.stockpot.task.TrainResult;
import org.stockpot.task.option.Help;

/** Results that exist, side by side. */
public final class CompareCommand implements Command {

  /**
   * How pruning runs are laid side by side.
   *
   * @param match which rounds belong together
   */
  record Options(@Help("for pruning runs: rounds of one density, or of one number") Match match) {}

  @Override
  public String name() {
    return "compare";
  }

  @Override
  public String summary() {
    return "lays results of one kind side by side, each against the first, paired where seeds are shared:"
        + " pruning runs, trainings, barriers, instabilities or soups";
  }

  @Override
  public String words() {
    return "RESULT RESULT…, replicates with commas: A1,A2 B1,B2";
  }

  @Override
  public List<String> examples() {
    return List.of(
        "%compare g l", "%compare g l --match round --as both", "%compare a1,a2,a3 b1,b2,b3");
  }

  @Override
  public List<ResultType<?>> results() {
    return List.of(
        ResultType.of(Comparison.class, ComparisonReport::display)
            .called("a comparison")
            .offering(CompareCommand::addPoints));
  }

  @Override
  public List<Record> standards(Session session) {
    return List.of(new Options(Match.DENSITY), SharedOptions.Chart.defaults(), Output.defaults());
  }

  @Override
  public Set<String> idle(Call call) {
    String first = call.arguments().words().get(0).split(",", -1)[0];
    Object result = TicketStability.unforked(call.session().value(first));
    return result instanceof PruneResult ? Set.of() : Set.of("match");
  }

  @Override
  public Object run(Call call) {
    List<String> words = call.words(2, Integer.MAX_VALUE);
    Task task = call.session().task();
    List<Variant> variants =
        words.stream().map(word -> NamedResults.of(call.session(), word)).toList();
    NamedResults.requireOneTestSet(call, task, variants);
    Match match = call.options(Options.class).match();
    Comparison comparison = Comparison.of(variants, match, call.session().keptTask());
    call.show(Echo.of(call.placed(task), java(call, words, match)));
    call.showResult(ComparisonReport.display(comparison));
    ComparisonReport.charts(comparison).forEach(call::show);
    return call.finish(Comparison.class, comparison);
  }

  private static void addPoints(Comparison comparison, ResultPoints points) {
    for (Variant variant : comparison.variants()) {
      for (int i = 0; i < variant.results().size(); i++) {
        Object result = variant.results().get(i);
        String name =
            variant.name() + (variant.results().size() == 1 ? "" : "." + replicate(result, i));
        String type = result.getClass().getSimpleName();
        points.addPart(name, ".<" + type + ">get(\"" + variant.name() + "\", " + i + ")", result);
      }
    }
  }

  private static String replicate(Object result, int index) {
    return result instanceof TrainResult training
        ? "seed" + training.job().seed()
        : "" + (index + 1);
  }

  private static String java(Call call, List<String> words, Match match) {
    return call.assigned(
        "Comparison",
        words.stream()
            .map(word -> "Stockpot.variant(" + call.java(word) + ")")
            .collect(
                Collectors.joining(
                    ", ",
                    "Comparison.of(List.of(",
                    "), " + call.java(match) + ", Stockpot.task())")));
  }

  @Override
  public Set<String> points() {
    return Set.of();
  }
}
