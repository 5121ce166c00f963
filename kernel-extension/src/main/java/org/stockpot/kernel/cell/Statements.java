package org.stockpot.kernel.cell;

import java.util.ArrayDeque;
import java.util.Deque;
import org.stockpot.text.Literals;

/** Finds where the statement begins that is being typed. */
public final class Statements {

  private Statements() {}

  /**
   * Returns where the last statement begins, however deep it is nested in blocks.
   *
   * @param code Java, perhaps unfinished
   * @return the position behind the last semicolon or brace that is not inside parentheses
   */
  public static int startOfLast(String code) {
    Deque<Character> open = new ArrayDeque<>();
    int start = 0;
    int at = Whitespace.past(code, 0);
    while (at < code.length()) {
      char c = code.charAt(at);
      at = c == '"' || c == '\'' ? Literals.past(code, at) : at + 1;
      track(open, c);
      boolean statements = open.isEmpty() || open.peek() == '{';
      if (statements && ";{}".indexOf(c) >= 0) {
        start = at;
      }
      at = Whitespace.past(code, at);
    }
    return start;
  }

  /**
   * Returns whether code ends with a semicolon, comments aside.
   *
   * @param code a statement
   * @return whether it does
   */
  public static boolean endsWithSemicolon(String code) {
    char last = ' ';
    int at = Whitespace.past(code, 0);
    while (at < code.length()) {
      last = code.charAt(at);
      at = last == '"' || last == '\'' ? Literals.past(code, at) : at + 1;
      at = Whitespace.past(code, at);
    }
    return last == ';';
  }

  /** Follows the brackets that are open. */
  static void track(Deque<Character> open, char c) {
    if ("({[".indexOf(c) >= 0) {
      open.push(c);
    } else if (")}]".indexOf(c) >= 0) {
      open.poll();
    }
  }
}
