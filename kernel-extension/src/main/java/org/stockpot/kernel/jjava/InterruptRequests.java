package org.stockpot.kernel.jjava;

import java.util.function.BooleanSupplier;
import org.dflib.jjava.jupyter.channels.JupyterConnection;
import org.dflib.jjava.jupyter.channels.ShellHandler;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.dflib.jjava.jupyter.messages.reply.InterruptReply;
import org.dflib.jjava.jupyter.messages.request.InterruptRequest;

/** Answers a kernel's interrupt requests before the kernel does. */
final class InterruptRequests {

  private InterruptRequests() {}

  /** Asks {@code interrupt} first; the kernel is left what that does not take. */
  static void answer(JupyterConnection connection, BooleanSupplier interrupt) {
    ShellHandler<InterruptRequest> kernels = connection.getHandler(MessageType.INTERRUPT_REQUEST);
    connection.setHandler(
        MessageType.INTERRUPT_REQUEST,
        (environment, request) -> {
          if (interrupt.getAsBoolean()) {
            environment.setBusyDeferIdle();
            environment.defer().reply(new InterruptReply());
          } else {
            kernels.handle(environment, request);
          }
        });
  }
}
