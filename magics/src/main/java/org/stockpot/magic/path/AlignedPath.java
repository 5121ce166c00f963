package org.stockpot.magic.path;

import java.util.List;
import org.stockpot.align.AlignOptions;
import org.stockpot.align.Alignment;
import org.stockpot.barrier.BarrierOptions;
import org.stockpot.barrier.LinearBarrier;
import org.stockpot.magic.UsageException;
import org.stockpot.magic.session.Call;
import org.stockpot.magic.session.RunRecorder;
import org.stockpot.report.study.AlignedBarrierReport;
import org.stockpot.study.AlignChoice;
import org.stockpot.study.AlignedBarrierResult;
import org.stockpot.study.AlignedBarriers;
import org.stockpot.task.Outcome;
import org.stockpot.task.Pair;
import org.stockpot.task.Plan;
import org.stockpot.task.Recipe;
import org.stockpot.task.Task;
import org.stockpot.task.option.Help;
import org.stockpot.task.replicates.Tolerance;
import org.stockpot.text.Numbers;
import org.stockpot.weights.UnitGroups;

/**
 * Whether the second network of each pair is aligned to the first, and the path measured before and
 * after.
 *
 * @param align by what, if at all
 */
record AlignedPath(
    @Help(
            "measure before and after the second network is aligned, by weights, activations,"
                + " straight-through or learned; none")
        AlignChoice align) {

  static AlignedPath defaults() {
    return new AlignedPath(AlignChoice.NONE);
  }

  static boolean isAsked(Call call) {
    AlignChoice choice = call.options(AlignedPath.class).align();
    if (choice == AlignChoice.NONE && !call.options(GroupsOption.class).groups().isEmpty()) {
      throw new UsageException("groups must come with --align weights, got --align none");
    }
    return choice != AlignChoice.NONE;
  }

  private static AlignOptions options(Call call) {
    return AlignOptions.defaults()
        .withBy(call.options(AlignedPath.class).align().by().orElseThrow());
  }

  private static Recipe recipe(Call call) {
    return AlignOptions.recipe(options(call).by());
  }

  /** Returns the work of aligning the second networks of pairs, and of both paths. */
  static Plan plan(Call call, int pairs) {
    Task task = call.session().task();
    Plan alignments =
        Alignment.plan(pairs, task, GroupsOption.of(call, task), options(call), recipe(call));
    Plan barriers = LinearBarrier.plan(2 * pairs, task, call.options(BarrierOptions.class));
    return Plan.sum(List.of(alignments, barriers));
  }

  static AlignedBarrierResult run(Call call, List<Pair> pairs) {
    Task task = call.session().task();
    BarrierOptions barrier = call.options(BarrierOptions.class);
    if (barrier.stable().kind() == Tolerance.Kind.SPREAD) {
      throw new UsageException("stable must be a share such as 2% with --align, got sd");
    }
    if (call.options(TopologyOption.class).topology()) {
      throw new UsageException("topology must come without --align, got both");
    }
    UnitGroups groups = GroupsOption.of(call, task);
    call.echo(task, java(call, pairs));
    RunRecorder recorder = new RunRecorder(call, task);
    AlignedBarrierResult result =
        call.live(
            "barrier",
            progress ->
                AlignedBarriers.of(
                    pairs, recorder.task(), barrier, groups, options(call), recipe(call), progress),
            r -> recorder.outcome(outcome(r)));
    if (result.before().pairs().isEmpty()) {
      throw new UsageException("interrupted before a pair was measured before and after");
    }
    recorder.list(outcome(result), AlignedBarrierReport.table(result));
    call.showResult(AlignedBarrierReport.display(result));
    call.show(AlignedBarrierReport.chart(result));
    return call.finish(AlignedBarrierResult.class, result);
  }

  private static Outcome outcome(AlignedBarrierResult result) {
    return new Outcome(
        result.outcome().state(),
        Numbers.counted(result.before().pairs().size(), "pair") + " measured before and after");
  }

  private static String java(Call call, List<Pair> pairs) {
    return call.assigned(
        "AlignedBarrierResult",
        "AlignedBarriers.of("
            + PairArguments.java(call.points(), pairs)
            + ", Stockpot.task(), "
            + call.java(call.options(BarrierOptions.class))
            + ", "
            + GroupsOption.java(call)
            + ", AlignOptions.defaults().withBy(AlignBy."
            + options(call).by().name()
            + "), AlignOptions.recipe(AlignBy."
            + options(call).by().name()
            + "))");
  }
}
