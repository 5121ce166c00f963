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
    if (!host.endsCellsAtOnce() || !Thread.currentThread().isInterrupted()) {
      host.kernel().display(bundle);
    }
  }

  @Override
  public void update(String id, Display display) {
    host.kernel().getIO().display.updateDisplay(id, Installation.bundle(display));
  }

  /** Interrupted while it reads a jar, the compiler would lose the jar for good. */
  @Override
  public Object evaluate(String code) throws Exception {
    boolean over = host.endsCellsAtOnce() && Thread.interrupted();
    try {
      return host.evaluate(code);
    } finally {
      if (over) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public String kernel() {
    return host.name();
  }
}
