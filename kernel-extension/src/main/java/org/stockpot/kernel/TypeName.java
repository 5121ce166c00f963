package org.stockpot.kernel;

import java.lang.reflect.Modifier;

/** The type that {@code var} gives a variable for a value whose type is known only at run time. */
final class TypeName {

  private TypeName() {}

  /** Returns the most specific type of the value that a cell can name. */
  static String of(Object value) {
    if (value == null) {
      return "Object";
    }
    for (Class<?> type = value.getClass(); type != Object.class; type = type.getSuperclass()) {
      if (isNameable(type)) {
        return name(type);
      }
      for (Class<?> contract : type.getInterfaces()) {
        if (isNameable(contract) && contract.getMethods().length > 0) {
          return name(contract);
        }
      }
    }
    return "Object";
  }

  private static boolean isNameable(Class<?> type) {
    if (type.getCanonicalName() == null) {
      return false;
    }
    for (Class<?> outer = type; outer != null; outer = outer.getEnclosingClass()) {
      if (!Modifier.isPublic(outer.getModifiers())) {
        return false;
      }
    }
    return true;
  }

  private static String name(Class<?> type) {
    return type.getCanonicalName().replaceFirst("^REPL\\.\\$JShell\\$\\w+\\.", "");
  }
}
