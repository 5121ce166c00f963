package org.stockpot.magic.path;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.stockpot.align.AlignBy;
import org.stockpot.align.AlignOptions;
import org.stockpot.align.AlignResult;
import org.stockpot.align.AlignedNetwork;
import org.stockpot.align.Alignment;
import org.stockpot.magic.UsageException;
import org.stockpot.magic.option.OptionSet;
import org.stockpot.magic.session.Call;
import org.stockpot.magic.session.Command;
import org.stockpot.magic.session.NamedPoint;
import org.stockpot.magic.session.Output;
import org.stockpot.magic.session.Points;
import org.stockpot.magic.session.ResultPoints;
import org.stockpot.magic.session.ResultType;
import org.stockpot.magic.session.RunRecorder;
import org.stockpot.magic.session.Session;
import org.stockpot.magic.session.SharedOptions;
import org.stockpot.magic.session.Zeros;
import org.stockpot.report.align.AlignReport;
import org.stockpot.task.Outcome;
import org.stockpot.task.Recipe;
import org.stockpot.task.Task;
import org.stockpot.text.Numbers;
import org.stockpot.weights.MaskedPoint;
import org.stockpot.weights.UnitGroups;

/** Networks whose hidden units are permuted next to those of another. */
public final class AlignCommand implements Command {

  @Override
  public String name() {
    return "align";
  }

  @Override
  public String summary() {
    return "permutes the hidden units of networks next to those of another, which changes no output";
  }

  @Override
  public String words() {
    return "POINT… --to POINT, or POINT POINT…";
  }

  @Override
  public List<String> examples() {
    return List.of(
        "%align base2 --to base1 --as aligned   # then: %barrier base1 aligned",
        "%align b --to a --by activations --examples 500",
        "%align b --to a --by straight-through --for 1ep",
        "%align b --to a --by learned --loss random --for 300it",
        "%align a b c --starts 5 --as all   # then: %soup uniform all.a all.b all.c");
  }

  @Override
  public List<ResultType<?>> results() {
    return List.of(
        ResultType.of(AlignResult.class, AlignReport::display)
            .called("an alignment")
            .offering(AlignCommand::addPoints));
  }

  @Override
  public List<String> otherNames() {
    return List.of(
        "rebasin",
        "re-basin",
        "git-rebasin",
        "permute",
        "match",
        "weight-matching",
        "permutation",
        "sinkhorn");
  }

  @Override
  public List<Record> standards(Session session) {
    return List.of(
        AlignTo.defaults(),
        AlignOptions.defaults(),
        GroupsOption.defaults(),
        AlignOptions.recipe(),
        SharedOptions.ZeroWeights.defaults(),
        SharedOptions.Leak.defaults(),
        SharedOptions.Chart.defaults(),
        SharedOptions.Reuse.defaults(),
        Output.defaults());
  }

  @Override
  public Set<String> points() {
    return Set.of("to");
  }

  @Override
  public Set<String> files() {
    return Set.of("groups");
  }

  @Override
  public Set<String> idle(Call call) {
    return kinds(call.options(AlignOptions.class)).keySet();
  }

  /** Returns the options that mean nothing to a kind of matching, and the kinds that take them. */
  private static Map<String, String> kinds(AlignOptions options) {
    AlignBy by = options.by();
    Map<String, String> kinds = new TreeMap<>();
    if (!by.trains()) {
      new OptionSet(List.of(AlignOptions.recipe()), Map.of())
          .all()
          .forEach(option -> kinds.put(option.name(), "straight-through or learned"));
    }
    if (by != AlignBy.ACTIVATIONS) {
      kinds.put("examples", "activations");
    }
    if (by != AlignBy.LEARNED) {
      kinds.put("loss", "learned");
    }
    if (!options.takesStarts()) {
      kinds.put("starts", "weights");
    }
    return kinds;
  }

  @Override
  public Object run(Call typed) {
    requireUsed(typed);
    AlignOptions options = typed.options(AlignOptions.class);
    Call call = typed.over(AlignOptions.recipe(options.by()));
    Task task = call.session().task();
    Points points = call.points();
    List<String> words = new ArrayList<>();
    call.words(1, Integer.MAX_VALUE).forEach(word -> words.addAll(points.expand(word)));
    List<String> names = points.distinct(words);
    String to = call.options(AlignTo.class).to();
    requireOther(names, to);
    Zeros zeros = call.options(SharedOptions.ZeroWeights.class).zeros();
    List<MaskedPoint> networks = names.stream().map(n -> points.use(n).masked(zeros)).toList();
    Optional<NamedPoint> stays = to.isEmpty() ? Optional.empty() : Optional.of(points.use(to));
    UnitGroups groups = GroupsOption.of(call, task);
    call.echo(task, java(call, points, names, to));
    RunRecorder recorder = new RunRecorder(call, task);
    AlignResult result =
        call.live(
            "align",
            progress ->
                stays.isEmpty()
                    ? Alignment.together(
                        names, networks, recorder.task(), groups, options, progress)
                    : Alignment.to(
                        to,
                        stays.get().point(),
                        names,
                        networks,
                        recorder.task(),
                        groups,
                        options,
                        call.options(Recipe.class),
                        progress),
            r -> recorder.outcome(outcome(r)));
    recorder.list(outcome(result), AlignReport.table(result));
    call.showResult(AlignReport.display(result));
    call.show(AlignReport.chart(result));
    return call.finish(AlignResult.class, result);
  }

  private static void requireOther(List<String> names, String to) {
    if (to.isEmpty() && names.size() < 2) {
      throw new UsageException(
          "networks that are aligned to one another must be at least 2, got "
              + String.join(" ", names)
              + ": say --to POINT");
    }
  }

  /** Options that mean nothing beside others are refused where they are typed. */
  private static void requireUsed(Call call) {
    AlignOptions options = call.options(AlignOptions.class);
    kinds(options)
        .forEach(
            (option, taken) -> {
              if (call.arguments().options().containsKey(option)) {
                throw new UsageException(
                    option + " must come with --by " + taken + ", got --by " + options.by());
              }
            });
  }

  private static void addPoints(AlignResult result, ResultPoints points) {
    for (int i = 0; i < result.networks().size(); i++) {
      AlignedNetwork network = result.networks().get(i);
      String java = ".networks().get(" + i + ").aligned()";
      NamedPoint named =
          NamedPoint.of(network.aligned().point(), java + ".point()")
              .masked(network.aligned().mask(), java + ".mask()")
              .madeOf(() -> List.of(network.given().point().digest()));
      if (result.networks().size() == 1) {
        points.add("", named);
      } else {
        points.add(network.name().matches("[\\w.]+") ? network.name() : "" + (i + 1), named);
      }
    }
  }

  private static Outcome outcome(AlignResult result) {
    return new Outcome(
        result.outcome().state(),
        Numbers.counted(result.networks().size(), "network") + " aligned");
  }

  private static String java(Call call, Points points, List<String> names, String to) {
    Zeros zeros = call.options(SharedOptions.ZeroWeights.class).zeros();
    String networks =
        names.stream()
            .map(name -> points.java(name, zeros))
            .collect(Collectors.joining(", ", "List.of(", ")"));
    String common =
        call.java(names)
            + ", "
            + networks
            + ", Stockpot.task(), "
            + GroupsOption.java(call)
            + ", "
            + call.java(call.options(AlignOptions.class));
    return call.assigned(
        "AlignResult",
        to.isEmpty()
            ? "Alignment.together(" + common + ")"
            : "Alignment.to("
                + call.java(to)
                + ", "
                + points.java(to)
                + ", "
                + common
                + ", "
                + call.java(call.options(Recipe.class))
                + ")");
  }
}
