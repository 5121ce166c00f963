package org.stockpot.picture;

/** A part of the picture, in pixels from the left and the top. */
record Rectangle(double x, double y, double width, double height) {

  double right() {
    return x + width;
  }

  double bottom() {
    return y + height;
  }

  /** Returns what is left inside of margins. */
  Rectangle without(double left, double top, double right, double bottom) {
    return new Rectangle(
        x + left, y + top, Math.max(10, width - left - right), Math.max(10, height - top - bottom));
  }

  /** Returns the part between two shares of the width and two of the height, from the bottom. */
  Rectangle part(double[] across, double[] up) {
    return new Rectangle(
        x + across[0] * width,
        y + (1 - up[1]) * height,
        (across[1] - across[0]) * width,
        (up[1] - up[0]) * height);
  }
}
