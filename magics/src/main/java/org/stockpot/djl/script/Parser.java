package org.stockpot.djl.script;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.stockpot.djl.script.Tokens.Kind;

/** The statements of a module's source: the part of Python that TorchScript writes. */
final class Parser {

  private final TokenCursor tokens;
  private final Expressions expressions;

  private Parser(String source) {
    tokens = new TokenCursor(Tokens.of(source));
    expressions = new Expressions(tokens);
  }

  static List<Statement> parse(String source) {
    Parser parser = new Parser(source);
    List<Statement> statements = new ArrayList<>();
    while (parser.tokens.peek().kind() != Kind.END) {
      parser.statement(statements);
    }
    return statements;
  }

  private void statement(List<Statement> into) {
    if (tokens.takes("class")) {
      into.add(type());
    } else if (tokens.takes("def")) {
      into.add(function());
    } else if (tokens.takes("if")) {
      into.add(choice());
    } else if (tokens.takes("while")) {
      into.add(new Statement.Loop(List.of(), expressions.parse(), block()));
    } else if (tokens.takes("for")) {
      into.add(loop());
    } else if (tokens.takes("with")) {
      into.add(context());
      into.addAll(block());
    } else if (tokens.takes("return")) {
      boolean none = tokens.peek().kind() == Kind.LINE;
      into.add(new Statement.Return(none ? none() : expressions.parseAll()));
      end();
    } else if (Set.of("pass", "break", "continue", "import").contains(tokens.peek().text())) {
      while (tokens.peek().kind() != Kind.LINE) {
        tokens.skip();
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
    if (tokens.peek().kind() != Kind.LINE) {
      throw tokens.unexpected("an end");
    }
    tokens.skip();
  }

  private List<Statement> block() {
    tokens.expect(":");
    end();
    if (tokens.next().kind() != Kind.INDENT) {
      tokens.back();
      throw tokens.unexpected("a block");
    }
    List<Statement> statements = new ArrayList<>();
    while (tokens.peek().kind() != Kind.DEDENT) {
      statement(statements);
    }
    tokens.skip();
    return statements;
  }

  private Statement choice() {
    Expression condition = expressions.parse();
    List<Statement> then = block();
    List<Statement> otherwise = new ArrayList<>();
    if (tokens.takes("elif")) {
      otherwise.add(choice());
    } else if (tokens.takes("else")) {
      otherwise.addAll(block());
    }
    return new Statement.If(condition, then, otherwise);
  }

  private Statement loop() {
    List<Expression> targets = targets(expressions.parseTargets());
    tokens.expect("in");
    return new Statement.Loop(targets, expressions.parse(), block());
  }

  private Statement context() {
    Expression value = expressions.parse();
    List<Expression> targets = tokens.takes("as") ? List.of(expressions.parse()) : List.of();
    return new Statement.Assign(targets, value);
  }

  private Statement assignment() {
    Expression first = expressions.parseAll();
    if (tokens.takes(":")) {
      expressions.parse();
    }
    return tokens.takes("=")
        ? new Statement.Assign(targets(first), expressions.parseAll())
        : new Statement.Assign(List.of(), first);
  }

  private static List<Expression> targets(Expression targets) {
    return targets instanceof Expression.Sequence sequence ? sequence.items() : List.of(targets);
  }

  private Statement.Function function() {
    String name = tokens.next().text();
    tokens.expect("(");
    List<String> parameters = new ArrayList<>();
    List<Expression> standards = new ArrayList<>();
    while (!tokens.takes(")")) {
      tokens.takes("*");
      parameters.add(tokens.next().text());
      if (tokens.takes(":")) {
        expressions.parse();
      }
      standards.add(tokens.takes("=") ? expressions.parse() : none());
      tokens.takes(",");
    }
    if (tokens.takes("->")) {
      expressions.parse();
    }
    return new Statement.Function(name, parameters, standards, block());
  }

  private Statement.Type type() {
    String name = tokens.next().text();
    String base = "";
    if (tokens.takes("(")) {
      base = TypeText.of(expressions.parse());
      tokens.expect(")");
    }
    List<Statement.Field> fields = new ArrayList<>();
    List<Statement.Function> methods = new ArrayList<>();
    Map<String, List<String>> lists = new LinkedHashMap<>();
    tokens.expect(":");
    end();
    if (tokens.next().kind() != Kind.INDENT) {
      tokens.back();
      throw tokens.unexpected("a block");
    }
    while (tokens.peek().kind() != Kind.DEDENT) {
      member(fields, methods, lists);
    }
    tokens.skip();
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
    if (tokens.takes("def")) {
      methods.add(function());
      return;
    } else if (tokens.takes("pass")) {
      end();
      return;
    }
    Expression named = expressions.parse();
    if (tokens.takes(":")) {
      fields.add(new Statement.Field(TypeText.of(named), TypeText.of(expressions.parse())));
    }
    if (tokens.takes("=")) {
      Expression value = expressions.parseAll();
      // An attribute whose name is no identifier, such as those of a sequence of modules.
      if (named instanceof Expression.Item item
          && TypeText.of(item.of()).equals("__annotations__")) {
        fields.add(new Statement.Field(TypeText.of(item.index().get(0)), TypeText.of(value)));
      } else if (value instanceof Expression.Sequence sequence) {
        lists.put(TypeText.of(named), sequence.items().stream().map(TypeText::of).toList());
      }
    }
    end();
  }
}
