package org.stockpot.dense;

/** Numbers with one row per unit and one column per example, from and to rows of examples. */
final class UnitRows {

  /** Rows that are written side by side: floats of a line of the cache. */
  private static final int TURNED = 16;

  private UnitRows() {}

  /** Writes some units' rows, a few at a time, whose lines of the examples stay in the cache. */
  static void turn(float[] examples, int width, float[][] units, int from, int to) {
    for (int first = from; first < to; first += TURNED) {
      int last = Math.min(to, first + TURNED);
      for (int unit = first; unit < last; unit++) {
        float[] row = units[unit];
        int place = unit;
        for (int example = 0; example < row.length; example++) {
          row[example] = examples[place];
          place += width;
        }
      }
    }
  }

  /** Writes some columns as rows of examples. */
  static void turnBack(float[][] units, int columns, float[] examples, int from) {
    for (int unit = 0; unit < units.length; unit++) {
      for (int i = 0; i < columns; i++) {
        examples[(from + i) * units.length + unit] = units[unit][i];
      }
    }
  }
}
