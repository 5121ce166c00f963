package org.stockpot.kernel;

import io.github.spencerpark.jupyter.channels.JupyterConnection;
import io.github.spencerpark.jupyter.channels.ShellReplyEnvironment;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.MessageType;
import io.github.spencerpark.jupyter.messages.publish.PublishError;
import io.github.spencerpark.jupyter.messages.publish.PublishExecuteInput;
import io.github.spencerpark.jupyter.messages.publish.PublishExecuteResult;
import io.github.spencerpark.jupyter.messages.publish.PublishStream;
import io.github.spencerpark.jupyter.messages.reply.ErrorReply;
import io.github.spencerpark.jupyter.messages.reply.ExecuteReply;
import io.github.spencerpark.jupyter.messages.reply.HistoryReply;
import io.github.spencerpark.jupyter.messages.request.ExecuteRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.stockpot.kernel.cell.MagicException;
import org.stockpot.kernel.shell.CellException;

/** Answers the requests that basekernel answers not at all or not as a notebook needs it. */
final class Requests {

  private static final String RED = "\u001b[1;31m";
  private static final String PLAIN = "\u001b[0m";

  private final RunningKernel kernel;
  private final Printed printed;
  private final KernelIo io;
  private final AtomicInteger count;

  Requests(RunningKernel kernel, Printed printed, KernelIo io, AtomicInteger count) {
    this.kernel = kernel;
    this.printed = printed;
    this.io = io;
    this.count = count;
  }

  void handle(JupyterConnection connection) {
    Queue queue = new Queue(connection);
    connection.<ExecuteRequest>setHandler(
        MessageType.EXECUTE_REQUEST,
        (environment, message) -> execute(environment, message, queue));
    connection.setHandler(
        MessageType.HISTORY_REQUEST,
        (environment, message) -> {
          environment.setBusyDeferIdle();
          environment.reply(new HistoryReply(List.of()));
        });
    connection.setHandler(
        MessageType.KERNEL_INFO_REQUEST,
        (environment, message) -> {
          environment.setBusyDeferIdle();
          environment.reply(kernel.info());
          kernel.rest();
        });
  }

  private void execute(
      ShellReplyEnvironment environment, Message<ExecuteRequest> message, Queue queue) {
    ExecuteRequest request = message.getContent();
    boolean counted = !request.isSilent() && request.shouldStoreHistory();
    int number = counted ? count.getAndIncrement() : count.get();
    kernel.kernel().getCommManager().setMessageContext(message);
    environment.setBusyDeferIdle();
    if (!request.isSilent()) {
      environment.publish(new PublishExecuteInput(request.getCode(), number));
    }
    io.attach(environment, request.isStdinEnabled());
    printed.attach((type, text) -> environment.publish(new PublishStream(type, text)));
    CellException failure = run(environment, request, number);
    printed.detach();
    io.detach(environment);
    kernel.rest();
    if (failure == null) {
      environment.reply(new ExecuteReply(number, Map.of()));
    } else {
      fail(environment, request, failure, number, queue);
    }
  }

  /** Runs the cell and publishes its value; returns why it failed, or null. */
  private CellException run(ShellReplyEnvironment environment, ExecuteRequest request, int number) {
    try {
      DisplayData value = kernel.run(request.getCode(), number);
      if (value != null && !request.isSilent()) {
        environment.publish(new PublishExecuteResult(number, value));
      }
      return null;
    } catch (InterruptedException interrupt) {
      return CellException.of("Interrupted", interrupt.getMessage());
    } catch (ExecutionException failure) {
      return worded(failure.getCause());
    } catch (Throwable failure) {
      return worded(failure);
    }
  }

  private CellException worded(Throwable failure) {
    if (failure instanceof CellException cell) {
      if (cell.getCause() instanceof MagicException magic) {
        printed.log(magic.getCause());
      }
      return cell;
    }
    printed.log(failure);
    String name = failure.getClass().getSimpleName();
    return new CellException(
        name, String.valueOf(failure.getMessage()), List.of(failure.toString()), failure);
  }

  private void fail(
      ShellReplyEnvironment environment,
      ExecuteRequest request,
      CellException failure,
      int number,
      Queue queue) {
    List<String> traceback = new ArrayList<>(failure.lines());
    traceback.set(0, RED + traceback.get(0) + PLAIN);
    environment.publish(new PublishError(failure.name(), failure.getMessage(), traceback));
    ErrorReply reply = new ErrorReply(failure.name(), failure.getMessage(), traceback);
    reply.setExecutionCount(number);
    List<Message<?>> waiting =
        request.shouldStopOnError() ? queue.take(environment) : List.<Message<?>>of();
    environment.replyError(ExecuteReply.MESSAGE_TYPE.error(), reply);
    environment.resolveDeferrals();
    waiting.forEach(message -> queue.abort(environment, message));
  }
}
