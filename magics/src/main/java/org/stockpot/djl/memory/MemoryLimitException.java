package org.stockpot.djl.memory;

/** A model does not fit into memory. */
public final class MemoryLimitException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  MemoryLimitException(String message) {
    super(message);
  }
}
