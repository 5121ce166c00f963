package org.stockpot.kernel.cell;

import org.stockpot.display.Display;
import org.stockpot.magic.Stockpot;

/**
 * Shows a value whatever happens: an error thrown by a renderer would end the thread of a kernel.
 */
public final class Rendering {

  private Rendering() {}

  /**
   * Shows a value.
   *
   * @param stockpot the magics, which know how
   * @param value the value
   * @return what it looks like, or text that says why it cannot be shown
   */
  public static Display of(Stockpot stockpot, Object value) {
    try {
      return stockpot.render(value).orElseGet(() -> Display.text(String.valueOf(value)));
    } catch (Throwable failure) {
      return Display.text(value.getClass().getName() + " cannot be shown: " + reason(failure));
    }
  }

  /**
   * Words an error even if its message cannot be had.
   *
   * @param failure what was thrown
   * @return its class and message
   */
  public static String reason(Throwable failure) {
    try {
      return failure.toString();
    } catch (Throwable another) {
      return failure.getClass().getName();
    }
  }
}
