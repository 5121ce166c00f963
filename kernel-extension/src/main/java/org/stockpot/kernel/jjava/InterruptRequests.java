package org.stockpot.kernel.jjava;

import java.util.function.BooleanSupplier;
import org.dflib.jjava.jupyter.channels.DefaultReplyEnvironment;
import org.dflib.jjava.jupyter.channels.JupyterConnection;
import org.dflib.jjava.jupyter.channels.ShellChannel;
import org.dflib.jjava.jupyter.channels.ShellHandler;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.DisplayStream;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.dflib.jjava.jupyter.messages.reply.InterruptReply;
import org.dflib.jjava.jupyter.messages.request.InterruptRequest;
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
