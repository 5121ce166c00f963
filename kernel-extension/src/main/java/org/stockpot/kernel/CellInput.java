package org.stockpot.kernel;

import io.github.spencerpark.jupyter.channels.ShellReplyEnvironment;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.stockpot.magic.UsageException;

/** What a cell reads: lines that the front end asks the user for, in UTF-8. */
final class CellInput extends InputStream {

  private volatile ShellReplyEnvironment environment;
  private volatile boolean allowed;
  private byte[] line = {};
  private int at;

  void attach(ShellReplyEnvironment its, boolean mayAsk) {
    allowed = mayAsk;
    environment = its;
  }

  void detach() {
    environment = null;
  }

  @Override
  public synchronized int read() {
    return fill() ? line[at++] & 0xFF : -1;
  }

  @Override
  public synchronized int read(byte[] into, int from, int length) {
    Objects.checkFromIndexSize(from, length, into.length);
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, line.length - at);
    System.arraycopy(line, at, into, from, count);
    at += count;
    return count;
  }

  @Override
  public synchronized int available() {
    return line.length - at;
  }

  /** Asks for a line if none is left; returns whether there is one. */
  private boolean fill() {
    if (at < line.length) {
      return true;
    }
    ShellReplyEnvironment its = environment;
    if (its == null) {
      return false;
    }
    if (!allowed) {
      throw new UsageException(
          "System.in needs someone to ask, and here the notebook runs by itself: set the value in"
              + " the cell, or run it in a notebook");
    }
    line = its.readFromStdIn().getBytes(StandardCharsets.UTF_8);
    at = 0;
    return line.length > 0;
  }
}
