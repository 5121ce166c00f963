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

  private final Parser parser;

  Expressions(Parser parser) {
    this.parser = parser;
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
    while (parser.takes(",")) {
      tuple = true;
      if (parser.peek().kind() == Kind.LINE || parser.peek().is("=")) {
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
    while (parser.peek().kind() != Kind.TEXT && OPERATORS.contains(parser.peek().text())) {
      parser.next();
      parser.takes("not");
      operands.add(operand());
    }
    if (parser.takes("if")) {
      parse();
      parser.expect("else");
      operands.add(parse());
    }
    return operands.size() == 1 ? first : new Operation(operands);
  }

  private Expression operand() {
    if (UNARY.contains(parser.peek().text()) && parser.peek().kind() != Kind.TEXT) {
      boolean minus = parser.next().is("-");
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
      if (parser.takes(".")) {
        expression = new Attribute(expression, parser.next().text());
      } else if (parser.takes("(")) {
        expression = call(expression);
      } else if (parser.takes("[")) {
        expression = new Item(expression, items("]"));
      } else {
        return expression;
      }
    }
  }

  private Expression call(Expression of) {
    List<Expression> arguments = new ArrayList<>();
    Map<String, Expression> named = new LinkedHashMap<>();
    while (!parser.takes(")")) {
      Expression argument = parse();
      if (parser.takes("=")) {
        named.put(Parser.text(argument), parse());
      } else {
        arguments.add(argument);
      }
      if (!parser.peek().is(")")) {
        parser.expect(",");
      }
    }
    return new Call(of, arguments, named);
  }

  private List<Expression> items(String end) {
    List<Expression> items = new ArrayList<>();
    while (!parser.takes(end)) {
      if (parser.takes(":")) {
        continue;
      }
      items.add(parse());
      if (parser.takes(":")) {
        // A slice, or the value of a dictionary's entry.
        continue;
      }
      if (!parser.peek().is(end)) {
        parser.expect(",");
      }
    }
    return items;
  }

  private Expression atom() {
    Token token = parser.next();
    return switch (token.kind()) {
      case NAME -> named(token.text());
      case NUMBER -> new Literal(number(token.text()));
      case TEXT -> texts(token.text());
      case SIGN -> bracketed(token);
      default -> throw parser.unexpected("an expression before");
    };
  }

  private Expression texts(String first) {
    StringBuilder all = new StringBuilder(first);
    while (parser.peek().kind() == Kind.TEXT) {
      all.append(parser.next().text());
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
      default -> throw parser.unexpected("an expression before");
    };
  }

  private Expression parenthesised() {
    if (parser.takes(")")) {
      return new Sequence(List.of());
    }
    Expression first = parse();
    if (parser.takes(")")) {
      return first;
    }
    List<Expression> all = new ArrayList<>(List.of(first));
    while (!parser.takes(")")) {
      parser.expect(",");
      if (!parser.peek().is(")")) {
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
