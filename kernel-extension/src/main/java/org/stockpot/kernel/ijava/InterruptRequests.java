package org.stockpot.kernel.ijava;

import io.github.spencerpark.jupyter.channels.DefaultReplyEnvironment;
import io.github.spencerpark.jupyter.channels.JupyterConnection;
import io.github.spencerpark.jupyter.channels.ShellChannel;
import io.github.spencerpark.jupyter.channels.ShellHandler;
import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.DisplayStream;
import io.github.spencerpark.jupyter.messages.MessageType;
import io.github.spencerpark.jupyter.messages.reply.InterruptReply;
import io.github.spencerpark.jupyter.messages.request.InterruptRequest;
import java.util.function.BooleanSupplier;
import org.stockpot.kernel.cell.PrivateField;

/**
 * Answers a kernel's interrupt requests before the kernel does. A running kernel hands out its
 * connection to nobody, so it is read from where the running cell's answers go.
 */
final class InterruptRequests {

  private final BaseKernel kernel;
  private final BooleanSupplier interrupt;
  private boolean tried;

  InterruptRequests(BaseKernel kernel, BooleanSupplier interrupt) {
    this.kernel = kernel;
    this.interrupt = interrupt;
  }

  /** Returns what stands for the running cell, or null if this kernel keeps that elsewhere. */
  synchronized Object cell() {
    try {
      Object cell = new PrivateField(DisplayStream.class, "env").of(kernel.getIO().display);
      if (cell != null && !tried) {
        tried = true;
        answer(cell);
      }
      return cell;
    } catch (ReflectiveOperationException | RuntimeException unknown) {
      // Then an interrupt is what this kernel makes of it.
      return null;
    }
  }

  private void answer(Object cell) throws ReflectiveOperationException {
    Object shell = new PrivateField(DefaultReplyEnvironment.class, "shell").of(cell);
    JupyterConnection connection =
        (JupyterConnection) new PrivateField(ShellChannel.class, "connection").of(shell);
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
