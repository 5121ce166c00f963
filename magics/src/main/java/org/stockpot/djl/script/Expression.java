package org.stockpot.djl.script;

import java.util.List;
import java.util.Map;

/** An expression of a module's code. */
sealed interface Expression {

  /** What a literal None stands for. */
  Object NONE = "None";

  /** A variable, or the start of a dotted name. */
  record Name(String name) implements Expression {}

  /** A number, boolean, or {@link #NONE}; texts are {@link Text}. */
  record Literal(Object value) implements Expression {}

  /** A string. */
  record Text(String value) implements Expression {}

  /** What has a name in something. */
  record Attribute(Expression of, String name) implements Expression {}

  /** A call, or a type with parameters. */
  record Call(Expression of, List<Expression> arguments, Map<String, Expression> named)
      implements Expression {}

  /** An item of something. */
  record Item(Expression of, List<Expression> index) implements Expression {}

  /** A tuple, list, or the values of a dictionary. */
  record Sequence(List<Expression> items) implements Expression {}

  /** What operators make of operands. */
  record Operation(List<Expression> operands) implements Expression {}
}
