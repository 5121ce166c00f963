package org.stockpot.djl.script;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.stockpot.djl.script.Expression.Attribute;
import org.stockpot.djl.script.Expression.Call;
import org.stockpot.djl.script.Expression.Item;
import org.stockpot.djl.script.Expression.Literal;
import org.stockpot.djl.script.Expression.Name;
import org.stockpot.djl.script.Expression.Operation;
import org.stockpot.djl.script.Expression.Sequence;
import org.stockpot.djl.script.Expression.Text;
import org.stockpot.djl.script.Tokens.Kind;
import org.stockpot.djl.script.Tokens.Token;

/**
 * Expressions of a module's source. Which operator binds closer is of no matter to what flows
 * where.
 */
final class Expressions {

  private static final Set<String> OPERATORS =
      Set.of(
          "+", "-", "*", "/", "//", "%", "@", "**", "<", ">", "<=", ">=", "==", "!=", "&", "|", "^",
          "<<", ">>", "and", "or", "is", "in", "not");

  private static final Set<String> UNARY = Set.of("-", "+", "~", "not");

  private final TokenCursor tokens;

  Expressions(TokenCursor tokens) {
    this.tokens = tokens;
  }

  /** Returns one expression, or a tuple of those that commas part. */
  Expression parseAll() {
    return separated(true);
  }

  /** Returns the targets of a loop, which end at the word in. */
  Expression parseTargets() {
    return separated(false);
  }

  private Expression separated(boolean operators) {
    List<Expression> items = new ArrayList<>();
    items.add(operators ? parse() : operand());
    boolean tuple = false;
    while (tokens.takes(",")) {
      tuple = true;
      if (tokens.peek().kind() == Kind.LINE || tokens.peek().is("=")) {
        break;
      }
      items.add(operators ? parse() : operand());
    }
    return tuple ? new Sequence(items) : items.get(0);
  }

  /** Returns one expression. */
  Expression parse() {
    Expression first = operand();
    List<Expression> operands = new ArrayList<>(List.of(first));
    while (tokens.peek().kind() != Kind.TEXT && OPERATORS.contains(tokens.peek().text())) {
      tokens.next();
      tokens.takes("not");
      operands.add(operand());
    }
    if (tokens.takes("if")) {
      parse();
      tokens.expect("else");
      operands.add(parse());
    }
    return operands.size() == 1 ? first : new Operation(operands);
  }

  private Expression operand() {
    if (UNARY.contains(tokens.peek().text()) && tokens.peek().kind() != Kind.TEXT) {
      boolean minus = tokens.next().is("-");
      Expression operand = operand();
      if (minus && operand instanceof Literal literal && literal.value() instanceof Long number) {
        return new Literal(-number);
      }
      return operand instanceof Literal ? operand : new Operation(List.of(operand));
    }
    return trailed(atom());
  }

  private Expression trailed(Expression atom) {
    Expression expression = atom;
    while (true) {
      if (tokens.takes(".")) {
        expression = new Attribute(expression, tokens.next().text());
      } else if (tokens.takes("(")) {
        expression = call(expression);
      } else if (tokens.takes("[")) {
        expression = new Item(expression, items("]"));
      } else {
        return expression;
      }
    }
  }

  private Expression call(Expression of) {
    List<Expression> arguments = new ArrayList<>();
    Map<String, Expression> named = new LinkedHashMap<>();
    while (!tokens.takes(")")) {
      Expression argument = parse();
      if (tokens.takes("=")) {
        named.put(TypeText.of(argument), parse());
      } else {
        arguments.add(argument);
      }
      if (!tokens.peek().is(")")) {
        tokens.expect(",");
      }
    }
    return new Call(of, arguments, named);
  }

  private List<Expression> items(String end) {
    List<Expression> items = new ArrayList<>();
    while (!tokens.takes(end)) {
      if (tokens.takes(":")) {
        continue;
      }
      items.add(parse());
      if (tokens.takes(":")) {
        // A slice, or the value of a dictionary's entry.
        continue;
      }
      if (!tokens.peek().is(end)) {
        tokens.expect(",");
      }
    }
    return items;
  }

  private Expression atom() {
    Token token = tokens.next();
    return switch (token.kind()) {
      case NAME -> named(token.text());
      case NUMBER -> new Literal(number(token.text()));
      case TEXT -> texts(token.text());
      case SIGN -> bracketed(token);
      default -> throw tokens.unexpected("an expression before");
    };
  }

  private Expression texts(String first) {
    StringBuilder all = new StringBuilder(first);
    while (tokens.peek().kind() == Kind.TEXT) {
      all.append(tokens.next().text());
    }
    return new Text(all.toString());
  }

  private static Expression named(String name) {
    return switch (name) {
      case "True" -> new Literal(true);
      case "False" -> new Literal(false);
      case "None" -> new Literal(Expression.NONE);
      default -> new Name(name);
    };
  }

  private Expression bracketed(Token token) {
    return switch (token.text()) {
      case "(" -> parenthesised();
      case "[" -> new Sequence(items("]"));
      case "{" -> new Sequence(items("}"));
      default -> throw tokens.unexpected("an expression before");
    };
  }

  private Expression parenthesised() {
    if (tokens.takes(")")) {
      return new Sequence(List.of());
    }
    Expression first = parse();
    if (tokens.takes(")")) {
      return first;
    }
    List<Expression> all = new ArrayList<>(List.of(first));
    while (!tokens.takes(")")) {
      tokens.expect(",");
      if (!tokens.peek().is(")")) {
        all.add(parse());
      }
    }
    return new Sequence(all);
  }

  private static Object number(String text) {
    try {
      return text.matches("\\d+") ? (Object) Long.parseLong(text) : Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
