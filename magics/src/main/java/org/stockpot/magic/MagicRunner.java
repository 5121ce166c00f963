package org.stockpot.magic;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.stockpot.display.Display;
import org.stockpot.magic.option.ArgumentParser;
import org.stockpot.magic.option.Arguments;
import org.stockpot.magic.option.JavaSource;
import org.stockpot.magic.session.Call;
import org.stockpot.magic.session.Command;
import org.stockpot.magic.session.Output;
import org.stockpot.magic.session.PlanText;
import org.stockpot.magic.session.PlannedCommand;
import org.stockpot.magic.session.Session;
import org.stockpot.magic.session.SharedOptions;
import org.stockpot.magic.session.Sweep;
import org.stockpot.magic.session.UsedPoints;
import org.stockpot.store.StoreException;
import org.stockpot.task.DivergedException;

/** One line of a magic on its way from its words to its result. */
final class MagicRunner {

  private final Session session;
  private final Command command;
  private final List<String> args;

  MagicRunner(Session session, Command command, List<String> args) {
    this.session = session;
    this.command = command;
    this.args = args;
  }

  /** Runs the line, or shows the magic's help if that is asked for. */
  Object run(String body, boolean help) {
    Call.Magic magic = command.magic(session);
    List<String> words = args.stream().map(word -> Interpolation.fill(word, this::value)).toList();
    String options =
        command.takesCode() || body == null ? null : Interpolation.fill(body, this::value);
    Arguments arguments = ArgumentParser.parse(command.name(), words, options, magic.options());
    if (help || arguments.help()) {
      HelpPage.of(command, magic.options()).forEach(session.notebook()::show);
      return null;
    }
    try {
      return run(magic, arguments, body);
    } catch (IllegalArgumentException
        | UnsupportedOperationException
        | StoreException
        | DivergedException e) {
      throw e.getMessage() == null ? e : new UsageException(e.getMessage());
    } catch (RuntimeException | OutOfMemoryError e) {
      throw OutOfMemory.worded(e);
    }
  }

  private Object run(Call.Magic magic, Arguments arguments, String body) {
    Optional<Sweep> sweep = Sweep.of(session, command, arguments);
    if (sweep.isPresent()) {
      return sweep.get().run();
    }
    Map<Class<?>, Record> records = magic.read(arguments);
    if (records.get(Output.class) instanceof Output output && !output.as().isEmpty()) {
      session.requireFree(output.as());
    }
    Call call =
        new Call(session, magic, arguments, records, body, new UsedPoints(), Optional.empty());
    if (command instanceof PlannedCommand planned
        && call.options(SharedOptions.Planning.class).plan()) {
      call.show(Display.text(new PlanText(planned.plan(call)).text()));
      return null;
    }
    return run(call);
  }

  /** Runs a call; one that fails once it works is listed among the runs, too. */
  private Object run(Call call) {
    try {
      return command.run(call);
    } catch (RuntimeException | OutOfMemoryError e) {
      call.uses().failed(e);
      throw e;
    }
  }

  private String value(String expression) {
    try {
      return String.valueOf(Objects.requireNonNull(session.notebook().evaluate(expression)));
    } catch (Exception e) {
      throw new UsageException(
          "${"
              + expression
              + "} must be Java that has a value outside of methods and loops; inside of them type "
              + JavaSource.call(command.name(), args)
              + (command instanceof PlannedCommand
                  ? ", or give an option all its values at once, as in --lr 1e-3,1e-2"
                  : ""));
    }
  }
}
