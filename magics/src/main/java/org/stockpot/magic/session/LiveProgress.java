package org.stockpot.magic.session;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.stockpot.display.Display;
import org.stockpot.display.ProgressMeter;
import org.stockpot.display.TerminalLine;
import org.stockpot.magic.Notebook;
import org.stockpot.magic.UsageException;
import org.stockpot.task.Outcome;
import org.stockpot.task.Progress;

/** Runs long work under one live line, whose last frame says what came out. */
final class LiveProgress {

  private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);

  private LiveProgress() {}

  static <T> T run(
      Session session, String title, Function<Progress, T> work, Function<T, Outcome> outcome) {
    TerminalLine terminal = new TerminalLine(System.out);
    try {
      return watched(session, meter(session, title, terminal), work, outcome);
    } finally {
      terminal.end();
    }
  }

  /** However work ends, the last frame says so. */
  private static <T> T watched(
      Session session,
      ProgressMeter meter,
      Function<Progress, T> work,
      Function<T, Outcome> outcome) {
    try {
      T result = work.apply(meter);
      Outcome end = outcome.apply(result);
      end(meter, end);
      if (end.state() == Outcome.State.INTERRUPTED) {
        sayHowToGoOn(session);
      }
      return result;
    } catch (CancellationException e) {
      meter.interrupt("nothing was finished");
      sayHowToGoOn(session);
      throw new UsageException("interrupted before anything was finished");
    } catch (RuntimeException | Error e) {
      meter.fail(Outcome.words(e));
      throw e;
    }
  }

  private static ProgressMeter meter(Session session, String title, TerminalLine terminal) {
    Notebook notebook = session.notebook();
    return switch (session.progress()) {
      case BAR -> new ProgressMeter(title, line(notebook), System::nanoTime);
      case TERMINAL -> new ProgressMeter(title, terminal, System::nanoTime);
      case LINES ->
          new ProgressMeter(
              title,
              frame -> notebook.show(Display.text(frame.text())),
              System::nanoTime,
              BETWEEN_LINES);
    };
  }

  private static void end(ProgressMeter meter, Outcome outcome) {
    switch (outcome.state()) {
      case DONE -> meter.finish(outcome.message());
      case INTERRUPTED -> meter.interrupt(outcome.message());
      case FAILED -> meter.fail(outcome.message());
    }
  }

  private static void sayHowToGoOn(Session session) {
    String home = session.storage().home();
    session
        .notebook()
        .show(
            Display.text(
                home.equals(SessionStore.NONE)
                    ? "run the cell again to start anew; %stockpot --store DIR would keep trainings"
                    : "run the cell again to go on from what is kept in " + home));
  }

  /** Shows the first frame as a new output and replaces it with the next ones. */
  private static Consumer<Display> line(Notebook notebook) {
    String id = "stockpot-" + UUID.randomUUID();
    boolean[] shown = {false};
    return frame -> {
      if (shown[0]) {
        notebook.update(id, frame);
      } else {
        notebook.show(id, frame);
        shown[0] = true;
      }
    };
  }
}
