package org.stockpot.kernel;

import io.github.spencerpark.jupyter.channels.ShellReplyEnvironment;
import io.github.spencerpark.jupyter.kernel.JupyterIO;

/** What a running cell shows and reads; printed text goes through {@link Printed} instead. */
final class KernelIo extends JupyterIO {

  void attach(ShellReplyEnvironment environment, boolean inputAllowed) {
    setJupyterInEnabled(inputAllowed);
    setEnv(environment);
  }

  void detach(ShellReplyEnvironment environment) {
    retractEnv(environment);
  }
}
