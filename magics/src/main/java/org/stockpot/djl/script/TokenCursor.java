package org.stockpot.djl.script;

import java.util.List;
import org.stockpot.djl.script.Tokens.Kind;
import org.stockpot.djl.script.Tokens.Token;

/** A place among the tokens of a module's source, which moves on as they are read. */
final class TokenCursor {

  private final List<Token> tokens;
  private int at;

  /** Begins at the first. */
  TokenCursor(List<Token> tokens) {
    this.tokens = tokens;
  }

  Token peek() {
    return tokens.get(at);
  }

  Token next() {
    if (peek().kind() == Kind.END) {
      throw unexpected("more");
    }
    return tokens.get(at++);
  }

  boolean takes(String sign) {
    if (peek().is(sign)) {
      at++;
      return true;
    }
    return false;
  }

  void expect(String sign) {
    if (!takes(sign)) {
      throw unexpected(sign);
    }
  }

  ScriptException unexpected(String wanted) {
    Token token = peek();
    return new ScriptException(
        "line " + token.line() + " of its code must have " + wanted + ", got " + token.text());
  }

  /** Passes over a token, whatever it is. */
  void skip() {
    at++;
  }

  /** Goes back to the token before, for a message. */
  void back() {
    at--;
  }
}
