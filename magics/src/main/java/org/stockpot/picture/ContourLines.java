package org.stockpot.picture;

/** Lines of equal numbers on a grid, by marching squares. */
final class ContourLines {

  private final double[][] z;
  private final double[] px;
  private final double[] py;
  private final Svg.Path path = new Svg.Path();

  private ContourLines(double[][] z, double[] px, double[] py) {
    this.z = z;
    this.px = px;
    this.py = py;
  }

  /** Returns the lines of all levels over a grid whose columns and rows lie at pixels. */
  static Svg.Path of(double[][] z, double[] levels, double[] px, double[] py) {
    ContourLines lines = new ContourLines(z, px, py);
    for (double level : levels) {
      for (int r = 0; r + 1 < py.length; r++) {
        for (int c = 0; c + 1 < px.length; c++) {
          lines.square(level, r, c);
        }
      }
    }
    return lines.path;
  }

  /** Joins the places on the four sides of a square where the level is crossed, two by two. */
  private void square(double level, int r, int c) {
    double[] corners = {z[r][c], z[r][c + 1], z[r + 1][c + 1], z[r + 1][c]};
    double[] x = {px[c], px[c + 1], px[c + 1], px[c]};
    double[] y = {py[r], py[r], py[r + 1], py[r + 1]};
    boolean begins = true;
    for (int i = 0; i < 4; i++) {
      int j = (i + 1) % 4;
      if (corners[i] < level != corners[j] < level) {
        double part = (level - corners[i]) / (corners[j] - corners[i]);
        if (Double.isFinite(part)) {
          path.to(x[i] + part * (x[j] - x[i]), y[i] + part * (y[j] - y[i]), begins);
          begins = !begins;
        }
      }
    }
  }
}
