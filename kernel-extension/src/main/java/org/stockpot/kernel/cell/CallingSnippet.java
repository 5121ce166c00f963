package org.stockpot.kernel.cell;

import java.lang.StackWalker.StackFrame;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The statement of JShell that a kernel has made of a magic. JShell wraps each into a class, whose
 * field is the variable that takes the value: {@code $1} if the statement is a bare expression.
 */
final class CallingSnippet {

  private static final Set<String> CALLS = Set.of("lineMagic", "cellMagic");

  /** The start of the names of a statement's methods. */
  private static final String BODY = "do_it$";

  private static final String TEMPORARY = "\\$\\d+";

  private static final StackWalker STACK =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  private final Field variable;

  private CallingSnippet(Field variable) {
    this.variable = variable;
  }

  /** Returns the statement that the calling thread is in; one without a variable if in none. */
  static CallingSnippet find() {
    return new CallingSnippet(STACK.walk(CallingSnippet::variable));
  }

  private static Field variable(Stream<StackFrame> frames) {
    Iterator<StackFrame> callers =
        frames.dropWhile(frame -> !isCall(frame) && !isBody(frame)).iterator();
    if (!callers.hasNext() || !isCall(callers.next()) || !callers.hasNext()) {
      return null;
    }
    StackFrame caller = callers.next();
    List<Field> fields =
        Stream.of(caller.getDeclaringClass().getDeclaredFields())
            .filter(field -> Modifier.isStatic(field.getModifiers()) && !field.isSynthetic())
            .toList();
    return isBody(caller) && fields.size() == 1 ? fields.get(0) : null;
  }

  private static boolean isCall(StackFrame frame) {
    return CALLS.contains(frame.getMethodName());
  }

  private static boolean isBody(StackFrame frame) {
    return frame.getMethodName().startsWith(BODY);
  }

  /**
   * Returns whether nobody wants the value: the kernel would keep it for ever, or show it again.
   */
  boolean discards() {
    return variable != null && variable.getName().matches(TEMPORARY);
  }

  /** Gives the variable its value now; returns whether the statement can end without it. */
  boolean take(Object value) {
    if (discards()) {
      return true;
    }
    try {
      if (variable != null && variable.getType().isInstance(value)) {
        variable.setAccessible(true);
        variable.set(null, value);
        return true;
      }
    } catch (IllegalAccessException hidden) {
      // The statement takes the value itself, when the magic returns it.
    }
    return false;
  }
}
