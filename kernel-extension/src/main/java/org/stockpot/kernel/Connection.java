package org.stockpot.kernel;

import io.github.spencerpark.jupyter.channels.JupyterConnection;
import io.github.spencerpark.jupyter.channels.ShellChannel;
import io.github.spencerpark.jupyter.channels.ShellHandler;
import io.github.spencerpark.jupyter.channels.ShellReplyEnvironment;
import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import io.github.spencerpark.jupyter.messages.MessageContext;
import io.github.spencerpark.jupyter.messages.MessageType;
import java.security.GeneralSecurityException;

/** The sockets of a kernel, of which the one for output never drops a message. */
final class Connection extends JupyterConnection {

  private final Printed printed;

  Connection(KernelConnectionProperties properties, Printed printed)
      throws GeneralSecurityException {
    super(properties);
    this.printed = printed;
    iopub.setHWM(0);
  }

  /** Keeps errors from ending the thread that handles all messages of a channel. */
  @Override
  public <T> void setHandler(MessageType<T> type, ShellHandler<T> handler) {
    super.<T>setHandler(
        type,
        (environment, message) -> {
          try {
            handler.handle(environment, message);
          } catch (Throwable failure) {
            printed.log(failure);
          }
        });
  }

  @Override
  public ShellReplyEnvironment prepareReplyEnv(ShellChannel channel, MessageContext context) {
    return new CellEnvironment(channel, stdin, iopub, context, printed);
  }
}
