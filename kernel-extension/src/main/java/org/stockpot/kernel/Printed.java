package org.stockpot.kernel;

import io.github.spencerpark.jupyter.messages.publish.PublishStream.StreamType;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.stockpot.kernel.shell.CellThreads;

/**
 * What cells print, collected into few messages: at most one every 50 ms or 8 KiB, because a queue
 * of messages that grows too long loses some of them.
 *
 * <p>Output belongs to the cell that runs when it is printed. What is printed between cells, or by
 * a cell that was left behind, goes to the error stream of the process.
 */
final class Printed {

  private static final int MOST_BYTES = 8 * 1024;
  private static final int MILLIS = 50;

  private final PrintStream process;
  private final Executor later;
  private final Utf8Buffer pending = new Utf8Buffer();
  private StreamType kind = StreamType.OUT;
  private BiConsumer<StreamType, String> sink;

  Printed(PrintStream process) {
    this.process = process;
    ThreadGroup group = Thread.currentThread().getThreadGroup();
    later =
        CompletableFuture.delayedExecutor(
            MILLIS, TimeUnit.MILLISECONDS, work -> daemon(group, work).start());
  }

  /** Returns a stream in UTF-8 whose text comes out as the given kind. */
  PrintStream stream(StreamType type) {
    return new PrintStream(new Side(type), false, StandardCharsets.UTF_8);
  }

  /** Begins a cell. */
  synchronized void attach(BiConsumer<StreamType, String> newSink) {
    sink = newSink;
  }

  /** Ends a cell, after all that it has printed. */
  synchronized void detach() {
    send(pending.takeAll());
    sink = null;
  }

  /** Sends what has been printed so far. */
  synchronized void flush() {
    send(pending.takeWhole());
  }

  /** Writes what no cell should show where whoever started the kernel finds it. */
  void log(Throwable failure) {
    failure.printStackTrace(process);
  }

  private synchronized void print(StreamType type, byte[] bytes, int from, int length) {
    if (sink == null || CellThreads.abandoned()) {
      process.write(bytes, from, length);
      process.flush();
      return;
    }
    if (type != kind) {
      flush();
      kind = type;
    }
    if (pending.isEmpty()) {
      later.execute(this::flush);
    }
    pending.add(bytes, from, length);
    if (pending.size() >= MOST_BYTES) {
      flush();
    }
  }

  private void send(String text) {
    if (sink != null && !text.isEmpty()) {
      sink.accept(kind, text);
    }
  }

  /** Makes a thread that no cell counts among its own, whichever cell printed first. */
  private static Thread daemon(ThreadGroup group, Runnable work) {
    Thread thread = new Thread(group, work, "printed");
    thread.setDaemon(true);
    return thread;
  }

  /** One of the two streams; flushing it is left to the clock. */
  private final class Side extends OutputStream {

    private final StreamType type;

    Side(StreamType type) {
      this.type = type;
    }

    @Override
    public void write(int b) {
      print(type, new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
      print(type, bytes, from, length);
    }
  }
}
