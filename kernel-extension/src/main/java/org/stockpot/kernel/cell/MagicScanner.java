package org.stockpot.kernel.cell;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.stockpot.text.Literals;

/**
 * Finds the magic lines in Java code: those with a percent sign where a statement can start, at the
 * start of a line, or after a single equals sign. Neither is legal Java, so that a remainder such
 * as {@code a\n%b} and the contents of strings, text blocks and comments stay what they are.
 */
public final class MagicScanner {

  private final String code;
  private final List<MagicLine> found = new ArrayList<>();
  private final Deque<Character> open = new ArrayDeque<>();

  /** The last character that is neither blank nor comment; -1 after a magic. */
  private int last = -1;

  /** Where the statement began that is being read outside all brackets. */
  private int statement;

  private int at;

  private MagicScanner(String code) {
    this.code = code;
  }

  /**
   * Finds the magic lines.
   *
   * @param code Java code with magic lines
   * @return the magic lines in order
   */
  public static List<MagicLine> scan(String code) {
    return new MagicScanner(code).scan();
  }

  private List<MagicLine> scan() {
    for (at = Whitespace.past(code, 0); at < code.length(); at = Whitespace.past(code, at)) {
      if (isMagic()) {
        takeMagic();
      } else {
        takeToken();
      }
    }
    return found;
  }

  private boolean isMagic() {
    boolean statements = open.isEmpty() || open.peek() == '{';
    return code.charAt(at) == '%' && statements && (startsStatement() || isAssigned());
  }

  private boolean startsStatement() {
    int line = code.lastIndexOf('\n', at) + 1;
    boolean free = last < 0 || ";{}:".indexOf(code.charAt(last)) >= 0;
    return free && code.substring(line, at).isBlank();
  }

  private boolean isAssigned() {
    return last > 0
        && code.charAt(last) == '='
        && "=<>!+-*/&|^%".indexOf(code.charAt(last - 1)) < 0;
  }

  private void takeMagic() {
    int line = code.indexOf('\n', at);
    int end = line < 0 ? code.length() : line;
    boolean bare = startsStatement();
    String target = bare ? "" : code.substring(statement, last).strip();
    found.add(new MagicLine(code, at, end, bare ? at : statement, target, !open.isEmpty()));
    at = end;
    last = -1;
    endStatement();
  }

  private void takeToken() {
    char c = code.charAt(at);
    if (c == '"' || c == '\'') {
      at = Literals.past(code, at);
    } else {
      at++;
      track(c);
    }
    last = at - 1;
  }

  private void track(char c) {
    Statements.track(open, c);
    if (c == ';' || c == '}') {
      endStatement();
    }
  }

  private void endStatement() {
    if (open.isEmpty()) {
      statement = at;
    }
  }
}
