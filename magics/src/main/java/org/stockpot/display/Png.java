package org.stockpot.display;

import java.io.IOException;
import org.stockpot.text.Html;

/** Pictures in pixels, or why there are none: Java's graphics are started by {@link PngImage}. */
final class Png {

  private Png() {}

  /**
   * Draws a picture.
   *
   * @throws IllegalStateException if this Java has no graphics or no fonts
   */
  static byte[] of(String svg) {
    try {
      return PngImage.png(svg);
    } catch (IOException | RuntimeException | LinkageError | InternalError noGraphics) {
      throw new IllegalStateException(
          "a .png needs a Java with AWT (not a headless-only package) and a font, got "
              + Html.line(noGraphics.toString(), 200),
          noGraphics);
    }
  }
}
