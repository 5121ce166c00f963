package org.stockpot.kernel;

import io.github.spencerpark.jupyter.channels.ShellReplyEnvironment;
import io.github.spencerpark.jupyter.kernel.JupyterIO;
import java.io.InputStream;

/** What a running cell shows and reads; printed text goes through {@link Printed} instead. */
final class KernelIo extends JupyterIO {

  private final CellInput input = new CellInput();

  void attach(ShellReplyEnvironment environment, boolean inputAllowed) {
    input.attach(environment, inputAllowed);
    setEnv(environment);
  }

  void detach(ShellReplyEnvironment environment) {
    input.detach();
    retractEnv(environment);
  }

  /** Returns what cells read from. */
  InputStream input() {
    return input;
  }
}
