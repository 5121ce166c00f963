package org.stockpot.kernel;

import io.github.spencerpark.jupyter.channels.JupyterSocket;
import io.github.spencerpark.jupyter.channels.ShellChannel;
import io.github.spencerpark.jupyter.channels.ShellReplyEnvironment;
import io.github.spencerpark.jupyter.channels.StdinChannel;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.MessageContext;
import io.github.spencerpark.jupyter.messages.publish.PublishStream;
import io.github.spencerpark.jupyter.messages.reply.InputReply;
import io.github.spencerpark.jupyter.messages.request.InputRequest;
import org.stockpot.kernel.shell.CellThreads;
import org.zeromq.ZMQ;

/** Where the answers to one request go: printed text first, nothing from cells left behind. */
final class CellEnvironment extends ShellReplyEnvironment {

  private static final int POLL_MILLIS = 20;

  private final StdinChannel input;
  private final Printed printed;

  CellEnvironment(
      ShellChannel shell,
      StdinChannel input,
      JupyterSocket iopub,
      MessageContext context,
      Printed printed) {
    super(shell, input, iopub, context);
    this.input = input;
    this.printed = printed;
  }

  @Override
  public void publish(Message<?> message) {
    if (CellThreads.abandoned()) {
      return;
    }
    if (!(message.getContent() instanceof PublishStream)) {
      printed.flush();
    }
    super.publish(message);
  }

  /** Asks the user for a line, such that an interrupt ends the wait. */
  @Override
  public String readFromStdIn(String prompt, boolean password) {
    printed.flush();
    synchronized (input) {
      input.sendMessage(
          new Message<>(
              getContext(), InputRequest.MESSAGE_TYPE, new InputRequest(prompt, password)));
      while ((input.getEvents() & ZMQ.Poller.POLLIN) == 0) {
        try {
          Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException stop) {
          Thread.currentThread().interrupt();
          return "";
        }
      }
      return input.readMessage(InputReply.MESSAGE_TYPE).getContent().getValue() + "\n";
    }
  }
}
