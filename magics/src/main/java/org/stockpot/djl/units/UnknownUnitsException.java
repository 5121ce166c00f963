package org.stockpot.djl.units;

/** Says why units cannot be derived. */
final class UnknownUnitsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnknownUnitsException(String message) {
    super(message);
  }
}
