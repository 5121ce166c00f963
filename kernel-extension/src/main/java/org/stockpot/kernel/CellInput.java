package org.stockpot.kernel;

import io.github.spencerpark.jupyter.channels.ShellReplyEnvironment;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.stockpot.magic.UsageException;

/**
 * What a cell reads: lines that the front end asks the user for, in UTF-8. What a cell leaves of a
 * line is not for the next one.
 */
final class CellInput extends InputStream {

  private volatile Asking asking;

  void attach(ShellReplyEnvironment environment, boolean allowed) {
    asking = new Asking(environment, allowed);
  }

  void detach() {
    asking = null;
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] into, int from, int length) {
    Objects.checkFromIndexSize(from, length, into.length);
    Asking its = asking;
    return its == null ? -1 : its.read(into, from, length);
  }

  @Override
  public int available() {
    Asking its = asking;
    return its == null ? 0 : its.available();
  }

  /** The lines of one cell. */
  private static final class Asking {

    private final ShellReplyEnvironment environment;
    private final boolean allowed;
    private byte[] line = {};
    private int at;

    Asking(ShellReplyEnvironment environment, boolean allowed) {
      this.environment = environment;
      this.allowed = allowed;
    }

    synchronized int read(byte[] into, int from, int length) {
      if (length == 0) {
        return 0;
      } else if (at == line.length) {
        ask();
      }
      int count = Math.min(length, line.length - at);
      System.arraycopy(line, at, into, from, count);
      at += count;
      return count == 0 ? -1 : count;
    }

    synchronized int available() {
      return line.length - at;
    }

    private void ask() {
      if (!allowed) {
        throw new UsageException(
            "System.in needs someone to ask, and here the notebook runs by itself: set the value"
                + " in the cell, or run it in a notebook");
      }
      line = environment.readFromStdIn().getBytes(StandardCharsets.UTF_8);
      at = 0;
    }
  }
}
