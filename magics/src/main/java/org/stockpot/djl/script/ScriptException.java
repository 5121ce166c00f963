package org.stockpot.djl.script;

/** An archive or code of a TorchScript module that cannot be read or used. */
public final class ScriptException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  /**
   * Words the reason.
   *
   * @param message what must hold, and what was found
   */
  public ScriptException(String message) {
    super(message);
  }

  /**
   * Words the reason.
   *
   * @param message what must hold, and what was found
   * @param cause what was thrown
   */
  public ScriptException(String message, Throwable cause) {
    super(message, cause);
  }
}
