package org.stockpot.magic.session;

import java.io.PrintStream;
import java.util.function.Consumer;
import org.stockpot.display.Display;
import org.stockpot.text.Html;

/** A line of a terminal that each frame is written over, and that the last frame leaves behind. */
final class TerminalLine implements Consumer<Display> {

  /** Nobody tells how wide a terminal is; a line that breaks could not be written over. */
  private static final int WIDTH = 79;

  private final PrintStream out;
  private String last = "";
  private int drawn;

  TerminalLine(PrintStream out) {
    this.out = out;
  }

  @Override
  public void accept(Display frame) {
    last = frame.text();
    draw(Html.line(last, WIDTH), "");
  }

  private void draw(String line, String end) {
    int letters = line.codePointCount(0, line.length());
    out.print("\r" + line + " ".repeat(Math.max(0, drawn - letters)) + end);
    out.flush();
    drawn = letters;
  }

  /** Writes the last frame whole, if there was one. */
  void end() {
    if (!last.isEmpty()) {
      draw(last, System.lineSeparator());
    }
  }
}
