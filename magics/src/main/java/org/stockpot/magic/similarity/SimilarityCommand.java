package org.stockpot.magic.similarity;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.stockpot.magic.UsageException;
import org.stockpot.magic.session.Call;
import org.stockpot.magic.session.Command;
import org.stockpot.magic.session.Output;
import org.stockpot.magic.session.Points;
import org.stockpot.magic.session.ResultType;
import org.stockpot.magic.session.RunRecorder;
import org.stockpot.magic.session.Session;
import org.stockpot.magic.session.SharedOptions;
import org.stockpot.magic.session.Zeros;
import org.stockpot.report.similarity.SimilarityReport;
import org.stockpot.similarity.Similarity;
import org.stockpot.similarity.SimilarityOptions;
import org.stockpot.similarity.SimilarityResult;
import org.stockpot.task.Outcome;
import org.stockpot.task.Task;
import org.stockpot.text.Numbers;
import org.stockpot.weights.MaskedPoint;

/** How alike networks are. */
public final class SimilarityCommand implements Command {

  @Override
  public String name() {
    return "similarity";
  }

  @Override
  public String summary() {
    return "how alike networks are: CKA of all layers, predictions, weights, masks, ranks";
  }

  @Override
  public String words() {
    return "POINT POINT…";
  }

  @Override
  public List<String> examples() {
    return List.of(
        "%similarity base1 base2",
        "%similarity imp.* --layers outputs --examples 500",
        "%similarity ft.* base --on training --estimator biased --as alike");
  }

  @Override
  public List<ResultType<?>> results() {
    return List.of(
        ResultType.of(SimilarityResult.class, SimilarityReport::display)
            .called("a comparison of networks"));
  }

  @Override
  public List<String> otherNames() {
    return List.of("cka", "disagreement", "representations", "overlap");
  }

  @Override
  public List<Record> standards(Session session) {
    return List.of(
        SimilarityOptions.defaults(),
        SharedOptions.ZeroWeights.defaults(),
        SharedOptions.Leak.defaults(),
        SharedOptions.Chart.defaults(),
        SharedOptions.Reuse.defaults(),
        Output.defaults());
  }

  @Override
  public Object run(Call call) {
    Task task = call.session().task();
    SimilarityOptions options = call.options(SimilarityOptions.class);
    Zeros zeros = call.options(SharedOptions.ZeroWeights.class).zeros();
    Points points = call.points();
    List<String> named = new ArrayList<>();
    call.words(1, Integer.MAX_VALUE).forEach(word -> named.addAll(points.expand(word)));
    List<String> names = points.distinct(named);
    if (names.size() < 2) {
      throw new UsageException(
          "networks to compare must be at least 2, got " + String.join(" ", names));
    }
    List<MaskedPoint> networks = names.stream().map(n -> points.use(n).masked(zeros)).toList();
    call.echo(task, java(call, points, names, zeros));
    RunRecorder recorder = new RunRecorder(call, task);
    SimilarityResult result =
        call.live(
            "similarity",
            progress -> Similarity.of(names, networks, recorder.task(), options, progress),
            r -> recorder.outcome(outcome(r)));
    recorder.list(outcome(result), SimilarityReport.table(result));
    call.showResult(SimilarityReport.display(result));
    if (!result.layers().isEmpty()) {
      call.show(SimilarityReport.chart(result));
    }
    if (!result.layers().isEmpty() && names.size() > 2) {
      call.show(SimilarityReport.networks(result));
    }
    if (result.pairs().get(0).predictions().isPresent() && names.size() > 2) {
      call.show(SimilarityReport.disagreement(result));
    }
    return call.finish(SimilarityResult.class, result);
  }

  private static Outcome outcome(SimilarityResult result) {
    String more = result.outcome().message();
    return new Outcome(
        result.outcome().state(),
        Numbers.counted(result.pairs().size(), "pair")
            + " compared"
            + (more.isEmpty() ? "" : ", " + more));
  }

  private static String java(Call call, Points points, List<String> names, Zeros zeros) {
    String networks =
        names.stream()
            .map(name -> points.java(name, zeros))
            .collect(Collectors.joining(", ", "List.of(", ")"));
    return call.assigned(
        "SimilarityResult",
        "Similarity.of("
            + call.java(names)
            + ", "
            + networks
            + ", Stockpot.task(), "
            + call.java(call.options(SimilarityOptions.class))
            + ")");
  }
}
