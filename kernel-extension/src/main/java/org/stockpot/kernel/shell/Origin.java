package org.stockpot.kernel.shell;

/**
 * Where a piece of Java comes from.
 *
 * @param name what to call it, such as {@code cell 3}
 * @param text the whole text that the user sees under this name
 * @param line the line of that text where the piece starts, from 1
 * @param column the column of that line where it starts, from 0
 */
public record Origin(String name, String text, int line, int column) {

  /** Returns the origin of the rest of the piece. */
  Origin from(String piece, int at) {
    int lines = (int) piece.substring(0, at).chars().filter(c -> c == '\n').count();
    int start = piece.lastIndexOf('\n', at - 1) + 1;
    return new Origin(name, text, line + lines, lines == 0 ? column + at : at - start);
  }

  /** Returns what to call a line of the piece, counted from 1. */
  String place(int lineOfPiece) {
    return name + ", line " + (line + lineOfPiece - 1);
  }

  /** Returns a line of the piece as the user typed it. */
  String source(int lineOfPiece) {
    return text.lines().skip(line + lineOfPiece - 2L).findFirst().orElse("");
  }

  /** Returns where in {@link #source} a column of the piece stands. */
  int shifted(int lineOfPiece, int columnOfPiece) {
    return lineOfPiece == 1 ? column + columnOfPiece : columnOfPiece;
  }
}
