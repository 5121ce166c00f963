package org.stockpot.djl.script;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.stockpot.djl.script.Tokens.Kind;
import org.stockpot.djl.script.Tokens.Token;

/** The statements of a module's source: the part of Python that TorchScript writes. */
final class Parser {

  private final List<Token> tokens;
  private final Expressions expressions;
  private int at;

  private Parser(String source) {
    tokens = Tokens.of(source);
    expressions = new Expressions(this);
  }

  static List<Statement> parse(String source) {
    Parser parser = new Parser(source);
    List<Statement> statements = new ArrayList<>();
    while (parser.peek().kind() != Kind.END) {
      parser.statement(statements);
    }
    return statements;
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

  private void statement(List<Statement> into) {
    if (takes("class")) {
      into.add(type());
    } else if (takes("def")) {
      into.add(function());
    } else if (takes("if")) {
      into.add(choice());
    } else if (takes("while")) {
      into.add(new Statement.Loop(List.of(), expressions.parse(), block()));
    } else if (takes("for")) {
      into.add(loop());
    } else if (takes("with")) {
      into.add(context());
      into.addAll(block());
    } else if (takes("return")) {
      boolean none = peek().kind() == Kind.LINE;
      into.add(new Statement.Return(none ? none() : expressions.parseAll()));
      end();
    } else if (Set.of("pass", "break", "continue", "import").contains(peek().text())) {
      while (peek().kind() != Kind.LINE) {
        at++;
      }
      end();
    } else {
      into.add(assignment());
      end();
    }
  }

  private static Expression none() {
    return new Expression.Literal(Expression.NONE);
  }

  private void end() {
    if (peek().kind() != Kind.LINE) {
      throw unexpected("an end");
    }
    at++;
  }

  private List<Statement> block() {
    expect(":");
    end();
    if (next().kind() != Kind.INDENT) {
      at--;
      throw unexpected("a block");
    }
    List<Statement> statements = new ArrayList<>();
    while (peek().kind() != Kind.DEDENT) {
      statement(statements);
    }
    at++;
    return statements;
  }

  private Statement choice() {
    Expression condition = expressions.parse();
    List<Statement> then = block();
    List<Statement> otherwise = new ArrayList<>();
    if (takes("elif")) {
      otherwise.add(choice());
    } else if (takes("else")) {
      otherwise.addAll(block());
    }
    return new Statement.If(condition, then, otherwise);
  }

  private Statement loop() {
    List<Expression> targets = targets(expressions.parseTargets());
    expect("in");
    return new Statement.Loop(targets, expressions.parse(), block());
  }

  private Statement context() {
    Expression value = expressions.parse();
    List<Expression> targets = takes("as") ? List.of(expressions.parse()) : List.of();
    return new Statement.Assign(targets, value);
  }

  private Statement assignment() {
    Expression first = expressions.parseAll();
    if (takes(":")) {
      expressions.parse();
    }
    return takes("=")
        ? new Statement.Assign(targets(first), expressions.parseAll())
        : new Statement.Assign(List.of(), first);
  }

  private static List<Expression> targets(Expression targets) {
    return targets instanceof Expression.Sequence sequence ? sequence.items() : List.of(targets);
  }

  private Statement.Function function() {
    String name = next().text();
    expect("(");
    List<String> parameters = new ArrayList<>();
    List<Expression> standards = new ArrayList<>();
    while (!takes(")")) {
      takes("*");
      parameters.add(next().text());
      if (takes(":")) {
        expressions.parse();
      }
      standards.add(takes("=") ? expressions.parse() : none());
      takes(",");
    }
    if (takes("->")) {
      expressions.parse();
    }
    return new Statement.Function(name, parameters, standards, block());
  }

  private Statement.Type type() {
    String name = next().text();
    String base = "";
    if (takes("(")) {
      base = text(expressions.parse());
      expect(")");
    }
    List<Statement.Field> fields = new ArrayList<>();
    List<Statement.Function> methods = new ArrayList<>();
    Map<String, List<String>> lists = new LinkedHashMap<>();
    expect(":");
    end();
    if (next().kind() != Kind.INDENT) {
      at--;
      throw unexpected("a block");
    }
    while (peek().kind() != Kind.DEDENT) {
      member(fields, methods, lists);
    }
    at++;
    return new Statement.Type(
        name,
        base,
        fields,
        methods,
        lists.getOrDefault("__parameters__", List.of()),
        lists.getOrDefault("__buffers__", List.of()));
  }

  private void member(
      List<Statement.Field> fields,
      List<Statement.Function> methods,
      Map<String, List<String>> lists) {
    if (takes("def")) {
      methods.add(function());
      return;
    } else if (takes("pass")) {
      end();
      return;
    }
    Expression named = expressions.parse();
    if (takes(":")) {
      fields.add(new Statement.Field(text(named), text(expressions.parse())));
    }
    if (takes("=")) {
      Expression value = expressions.parseAll();
      // An attribute whose name is no identifier, such as those of a sequence of modules.
      if (named instanceof Expression.Item item && text(item.of()).equals("__annotations__")) {
        fields.add(new Statement.Field(text(item.index().get(0)), text(value)));
      } else if (value instanceof Expression.Sequence sequence) {
        lists.put(text(named), sequence.items().stream().map(Parser::text).toList());
      }
    }
    end();
  }

  /** Returns a name or type as text. */
  static String text(Expression expression) {
    if (expression instanceof Expression.Name name) {
      return name.name();
    } else if (expression instanceof Expression.Text text) {
      return text.value();
    } else if (expression instanceof Expression.Attribute attribute) {
      return text(attribute.of()) + "." + attribute.name();
    } else if (expression instanceof Expression.Item item) {
      return text(item.of()) + "[" + text(item.index().get(0)) + "]";
    }
    return "";
  }
}
