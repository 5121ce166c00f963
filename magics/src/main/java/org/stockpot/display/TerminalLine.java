package org.stockpot.display;

import java.io.PrintStream;
import java.util.function.Consumer;
import org.stockpot.text.Html;

/** A line of a terminal that each frame is written over, and that the last frame leaves behind. */
public final class TerminalLine implements Consumer<Display> {

  /** Nobody tells how wide a terminal is; a line that breaks could not be written over. */
  private static final int WIDTH = 79;

  private final PrintStream out;
  private String last = "";
  private int drawn;

  /**
   * Begins without a frame.
   *
   * @param out the terminal
   */
  public TerminalLine(PrintStream out) {
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
  public void end() {
    if (!last.isEmpty()) {
      draw(last, System.lineSeparator());
    }
  }
}
