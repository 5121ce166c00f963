package org.stockpot.djl;

/** A model does not fit into memory. */
final class RoomException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  RoomException(String message) {
    super(message);
  }
}
