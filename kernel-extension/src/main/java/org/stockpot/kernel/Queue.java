package org.stockpot.kernel;

import io.github.spencerpark.jupyter.channels.JupyterConnection;
import io.github.spencerpark.jupyter.channels.JupyterSocket;
import io.github.spencerpark.jupyter.channels.ShellChannel;
import io.github.spencerpark.jupyter.channels.ShellHandler;
import io.github.spencerpark.jupyter.channels.ShellReplyEnvironment;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.MessageType;
import java.util.ArrayList;
import java.util.List;
import org.zeromq.ZMQ;

/**
 * The requests that wait while a cell runs. When it fails, the cells behind it are not run: front
 * ends send all cells of "run all" at once and rely on this.
 */
final class Queue {

  /** How long to wait for cells that were sent together with the failed one. */
  private static final int LINGER_MILLIS = 20;

  private final JupyterConnection connection;

  Queue(JupyterConnection connection) {
    this.connection = connection;
  }

  /** Takes the waiting requests out of the socket. */
  List<Message<?>> take(ShellReplyEnvironment environment) {
    List<Message<?>> waiting = new ArrayList<>();
    JupyterSocket shell = environment.getShell();
    while (hasMessage(shell)) {
      waiting.add(shell.readMessage());
    }
    return waiting;
  }

  /** Answers a taken request: a cell as aborted, anything else as usual. */
  void abort(ShellReplyEnvironment environment, Message<?> message) {
    ShellReplyEnvironment its =
        connection.prepareReplyEnv((ShellChannel) environment.getShell(), message);
    if (message.getHeader().getType().equals(MessageType.EXECUTE_REQUEST)) {
      its.setBusyDeferIdle();
      its.reply(aborted(message));
    } else {
      handle(its, message);
    }
    its.resolveDeferrals();
  }

  @SuppressWarnings("unchecked")
  private <T> void handle(ShellReplyEnvironment environment, Message<T> message) {
    ShellHandler<T> handler = connection.getHandler(message.getHeader().getType());
    if (handler != null) {
      handler.handle(environment, message);
    }
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static Message<?> aborted(Message<?> request) {
    return new Message(request, MessageType.EXECUTE_REPLY, new Aborted("aborted"));
  }

  private static boolean hasMessage(JupyterSocket shell) {
    long end = System.nanoTime() + LINGER_MILLIS * 1_000_000L;
    while ((shell.getEvents() & ZMQ.Poller.POLLIN) == 0) {
      if (System.nanoTime() - end > 0) {
        return false;
      }
      Thread.onSpinWait();
    }
    return true;
  }

  /** The content of the reply, as Jupyter wants it. */
  private record Aborted(String status) {}
}
