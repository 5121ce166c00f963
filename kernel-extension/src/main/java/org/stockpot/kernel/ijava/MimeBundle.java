package org.stockpot.kernel.ijava;

import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import org.stockpot.display.Display;

/** A display in basekernel's form: {@code MimeBundle.of(Display.text("done"))}. */
public final class MimeBundle {

  private MimeBundle() {}

  /**
   * Turns a display into basekernel's form.
   *
   * @param display a display
   * @return a fresh bundle with the same data
   */
  public static DisplayData of(Display display) {
    DisplayData bundle = new DisplayData();
    display.data().forEach(bundle::putData);
    return bundle;
  }
}
