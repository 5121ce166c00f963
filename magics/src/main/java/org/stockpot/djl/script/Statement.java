package org.stockpot.djl.script;

import java.util.List;

/** A statement of a module's code. */
sealed interface Statement {

  /** Gives names to a value, or to its parts if there are several. */
  record Assign(List<Expression> targets, Expression value) implements Statement {}

  /** Ends a function with a value. */
  record Return(Expression value) implements Statement {}

  /** One of two blocks. */
  record If(Expression condition, List<Statement> then, List<Statement> otherwise)
      implements Statement {}

  /** A block that may run any number of times; targets are those of a for. */
  record Loop(List<Expression> targets, Expression over, List<Statement> body)
      implements Statement {}

  /** A function, or a method if it is in a class. */
  record Function(
      String name, List<String> parameters, List<Expression> standards, List<Statement> body)
      implements Statement {}

  /**
   * A class: what its attributes are by name and type, and its methods.
   *
   * @param base such as {@code Module}
   */
  record Type(
      String name,
      String base,
      List<Field> fields,
      List<Function> methods,
      List<String> parameters,
      List<String> buffers)
      implements Statement {

    /** Returns a method, or null. */
    Function method(String method) {
      return methods.stream().filter(m -> m.name().equals(method)).findFirst().orElse(null);
    }

    /** Returns the type of an attribute as text, or null. */
    String field(String attribute) {
      return fields.stream()
          .filter(f -> f.name().equals(attribute))
          .map(Field::type)
          .findFirst()
          .orElse(null);
    }
  }

  /** An attribute of a class. */
  record Field(String name, String type) {}
}
