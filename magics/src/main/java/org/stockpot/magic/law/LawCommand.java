package org.stockpot.magic.law;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.stockpot.magic.UsageException;
import org.stockpot.magic.option.Option;
import org.stockpot.magic.option.OptionSet;
import org.stockpot.magic.session.Call;
import org.stockpot.magic.session.Command;
import org.stockpot.magic.session.NamedResults;
import org.stockpot.magic.session.Output;
import org.stockpot.magic.session.ResultType;
import org.stockpot.magic.session.Session;
import org.stockpot.magic.session.SharedOptions;
import org.stockpot.report.law.DensityLawReport;
import org.stockpot.report.law.SizeLawReport;
import org.stockpot.study.law.DensityLaw;
import org.stockpot.study.law.DensityLawResult;
import org.stockpot.study.law.SizeLawOptions;
import org.stockpot.study.law.SizeLawResult;
import org.stockpot.task.Recipe;

/** Laws of how errors scale. */
public final class LawCommand implements Command {

  private static final String DENSITY = "error-density";
  private static final String SIZE = "error-size";

  @Override
  public String name() {
    return "law";
  }

  @Override
  public String summary() {
    return "fits a law to errors: of pruned networks by their density, or of a grid of trainings by"
        + " size and examples, with a prediction for the next size";
  }

  @Override
  public String words() {
    return "error-density RUN…, replicates with commas: A1,A2; or error-size";
  }

  @Override
  public List<String> examples() {
    return List.of(
        "%law error-density imp",
        "%law error-size --widths 4,8,16,32 --plan",
        "%law error-size --widths 2,4,8 --shares 25%,50%,100% --seeds 1,2 --for 1ep");
  }

  @Override
  public List<ResultType<?>> results() {
    return List.of(
        ResultType.of(DensityLawResult.class, DensityLawReport::display)
            .called("a law of the error by density"),
        ResultType.of(SizeLawResult.class, SizeLawReport::display)
            .called("a law of the error by size"));
  }

  @Override
  public List<String> otherNames() {
    return List.of("scaling-law", "pruning-law", "rosenfeld", "power-law");
  }

  @Override
  public List<String> candidates() {
    return List.of(DENSITY, SIZE);
  }

  @Override
  public List<Record> standards(Session session) {
    return List.of(
        SizeLawOptions.defaults(),
        Recipe.defaults(),
        SharedOptions.Chart.defaults(),
        SharedOptions.Reuse.defaults(),
        SharedOptions.Planning.defaults(),
        Output.defaults());
  }

  /** Returns the options that mean nothing where nothing is trained. */
  private static Set<String> ofTraining(Call call) {
    return new OptionSet(
            List.of(
                SizeLawOptions.defaults(),
                Recipe.defaults(),
                SharedOptions.Reuse.defaults(),
                SharedOptions.Planning.defaults()),
            call.magic().readers())
        .all().stream().map(Option::name).collect(Collectors.toSet());
  }

  @Override
  public Set<String> idle(Call call) {
    List<String> words = call.arguments().words();
    return words.isEmpty() || words.get(0).equals(SIZE) ? Set.of() : ofTraining(call);
  }

  @Override
  public Object run(Call call) {
    List<String> words = call.words(1, Integer.MAX_VALUE);
    return switch (words.get(0)) {
      case DENSITY -> density(call, words.subList(1, words.size()));
      case SIZE -> new SizeLawCall(call).run();
      default ->
          throw new UsageException(
              "a law must be " + DENSITY + " or " + SIZE + ", got " + words.get(0));
    };
  }

  private static Object density(Call call, List<String> runs) {
    if (runs.isEmpty()) {
      throw new UsageException(
          "error-density must come with pruning runs, got none: type %imp --as imp, then %law"
              + " error-density imp");
    }
    Set<String> idle = new HashSet<>(call.arguments().options().keySet());
    idle.retainAll(ofTraining(call));
    if (!idle.isEmpty()) {
      throw new UsageException(
          idle.iterator().next() + " must come with error-size, as error-density trains nothing");
    }
    DensityLawResult result =
        DensityLaw.of(runs.stream().map(run -> NamedResults.of(call.session(), run)).toList());
    call.echo(call.session().task(), java(call, runs));
    call.showResult(DensityLawReport.display(result));
    call.show(DensityLawReport.chart(result));
    return call.finish(DensityLawResult.class, result);
  }

  private static String java(Call call, List<String> runs) {
    return call.assigned(
        "DensityLawResult",
        runs.stream()
            .map(run -> "Stockpot.variant(" + call.java(run) + ")")
            .collect(Collectors.joining(", ", "DensityLaw.of(List.of(", "))")));
  }
}
