package org.stockpot.djl.script;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A module's source as tokens. Lines go on inside of brackets; indentation opens and ends blocks.
 */
final class Tokens {

  /** What a token is. */
  enum Kind {
    NAME,
    NUMBER,
    TEXT,
    SIGN,
    LINE,
    INDENT,
    DEDENT,
    END
  }

  /** A token and the line that it is on. */
  record Token(Kind kind, String text, int line) {
    boolean is(String sign) {
      return (kind == Kind.SIGN || kind == Kind.NAME) && text.equals(sign);
    }
  }

  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(?:(?<name>[\\p{L}_$][\\p{L}\\p{N}_$]*)"
              + "|(?<number>(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?j?)"
              + "|(?<text>\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"|'[^'\\\\]*+(?:\\\\.[^'\\\\]*+)*+')"
              + "|(?<sign>->|\\*\\*|//|<<|>>|[<>=!]=|[-+*/%@<>=()\\[\\]{},:.&|^~;]))");

  private final List<Token> tokens = new ArrayList<>();
  private final Deque<Integer> indents = new ArrayDeque<>(List.of(0));
  private int depth;

  private Tokens() {}

  static List<Token> of(String source) {
    Tokens tokens = new Tokens();
    String[] lines = source.split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      tokens.line(lines[i].stripTrailing(), i + 1);
    }
    tokens.indent(0, lines.length);
    tokens.tokens.add(new Token(Kind.END, "the end", lines.length));
    return tokens.tokens;
  }

  private void line(String line, int number) {
    String code = line.strip();
    if (code.isEmpty() || code.startsWith("#")) {
      return;
    }
    if (depth == 0) {
      indent(line.length() - line.stripLeading().length(), number);
    }
    Matcher matcher = TOKEN.matcher(line);
    int at = 0;
    while (at < line.length()) {
      if (!matcher.find(at) || matcher.start() != at) {
        if (line.substring(at).strip().startsWith("#")) {
          break;
        }
        throw new ScriptException("line " + number + " of its code must be known, got " + code);
      }
      add(matcher, number);
      at = matcher.end();
    }
    if (depth == 0) {
      tokens.add(new Token(Kind.LINE, "the end of a line", number));
    }
  }

  private void add(Matcher matcher, int line) {
    if (matcher.group("name") != null) {
      tokens.add(new Token(Kind.NAME, matcher.group("name"), line));
    } else if (matcher.group("number") != null) {
      tokens.add(new Token(Kind.NUMBER, matcher.group("number"), line));
    } else if (matcher.group("text") != null) {
      String quoted = matcher.group("text");
      tokens.add(new Token(Kind.TEXT, quoted.substring(1, quoted.length() - 1), line));
    } else {
      String sign = matcher.group("sign");
      depth += "([{".contains(sign) ? 1 : ")]}".contains(sign) ? -1 : 0;
      tokens.add(new Token(Kind.SIGN, sign, line));
    }
  }

  private void indent(int width, int line) {
    if (width > indents.getLast()) {
      indents.add(width);
      tokens.add(new Token(Kind.INDENT, "a block", line));
    }
    while (width < indents.getLast()) {
      indents.removeLast();
      tokens.add(new Token(Kind.DEDENT, "the end of a block", line));
    }
  }
}
