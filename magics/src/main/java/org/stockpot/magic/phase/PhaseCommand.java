package org.stockpot.magic.phase;

import java.time.Duration;
import java.util.List;
import org.stockpot.display.Display;
import org.stockpot.magic.UsageException;
import org.stockpot.magic.session.Call;
import org.stockpot.magic.session.Command;
import org.stockpot.magic.session.Output;
import org.stockpot.magic.session.ResultType;
import org.stockpot.magic.session.RunRecorder;
import org.stockpot.magic.session.Session;
import org.stockpot.magic.session.SharedOptions;
import org.stockpot.report.phase.PhaseReport;
import org.stockpot.study.TaskFamily;
import org.stockpot.study.phase.PhaseOptions;
import org.stockpot.study.phase.PhaseResult;
import org.stockpot.study.phase.PhaseStudy;
import org.stockpot.task.Outcome;
import org.stockpot.task.Task;
import org.stockpot.text.Numbers;

/** The onset of learning under an L2 penalty. */
public final class PhaseCommand implements Command {

  @Override
  public String name() {
    return "phase";
  }

  @Override
  public String summary() {
    return "where learning begins and ends under an L2 penalty: critical strength, jump or kink,"
        + " hysteresis, by sweeps up and down";
  }

  @Override
  public String words() {
    return "";
  }

  @Override
  public List<String> examples() {
    return List.of(
        "%phase --l2 1e-6..1 --steps 24 --direction up,down --plan",
        "%phase --l2 1e-3..1 --steps 6 --layers 1,2 --seeds 1,2 --examples 100 --budget 40");
  }

  @Override
  public List<ResultType<?>> results() {
    return List.of(
        ResultType.of(PhaseResult.class, PhaseReport::display).called("sweeps of a penalty"));
  }

  @Override
  public List<String> otherNames() {
    return List.of("phase-transition", "onset", "hysteresis", "l2-sweep");
  }

  @Override
  public List<Record> standards(Session session) {
    return List.of(
        PhaseOptions.defaults(),
        SharedOptions.Chart.defaults(),
        SharedOptions.Reuse.defaults(),
        SharedOptions.Planning.defaults(),
        Output.defaults());
  }

  @Override
  public Object run(Call call) {
    call.words(0, 0);
    Task task = call.session().task();
    PhaseOptions options = call.options(PhaseOptions.class);
    TaskFamily family = load -> call.session().engine().member(task, load);
    if (call.options(SharedOptions.Planning.class).plan()) {
      call.show(
          Display.text(
              String.format(
                  "Plan: at most %s of at most %s each; at most %s by measured steps, one after the"
                      + " other, without the eigenvalues of states",
                  Numbers.counted(options.descents(), "descent"),
                  Numbers.counted(options.budget(), "step"),
                  Numbers.time(
                      Duration.ofMillis((long) (1000 * PhaseStudy.seconds(family, options)))))));
      return null;
    }
    call.echo(task, java(call, task));
    RunRecorder recorder = new RunRecorder(call, task);
    TaskFamily kept = load -> recorder.kept(family.member(load));
    PhaseResult result =
        call.live(
            "phase",
            progress -> PhaseStudy.of(task.name(), kept, options, progress),
            r -> recorder.outcome(outcome(r)));
    if (result.runs().isEmpty()) {
      throw new UsageException("interrupted before a sweep was finished");
    }
    recorder.list(outcome(result), PhaseReport.table(result));
    call.showResult(PhaseReport.display(result));
    PhaseReport.QUANTITIES.forEach(name -> call.show(PhaseReport.chart(result, name)));
    return call.finish(PhaseResult.class, result);
  }

  private static Outcome outcome(PhaseResult result) {
    String message = Numbers.counted(result.runs().size(), "replicate") + " swept";
    return new Outcome(result.outcome().state(), message);
  }

  private static String java(Call call, Task task) {
    return call.assigned(
        "PhaseResult",
        "PhaseStudy.of("
            + call.java(task.name())
            + ", Stockpot.family(), "
            + call.java(call.options(PhaseOptions.class))
            + ")");
  }
}
