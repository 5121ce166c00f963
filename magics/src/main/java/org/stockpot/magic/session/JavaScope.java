package org.stockpot.magic.session;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stockpot.magic.Notebook;
import org.stockpot.magic.option.JavaNames;

/** The Java variables of a notebook's user. */
final class JavaScope {

  private final Notebook notebook;
  private final Map<String, Class<?>> declared = new HashMap<>();

  JavaScope(Notebook notebook) {
    this.notebook = notebook;
  }

  /** Returns the value of a variable, or null if there is none. */
  Object find(String name) {
    try {
      return JavaNames.isVariable(name) ? notebook.evaluate(name) : null;
    } catch (Exception e) {
      return null;
    }
  }

  boolean isClass(String name) {
    try {
      return notebook.evaluate(name + ".class") instanceof Class<?>;
    } catch (Exception e) {
      return false;
    }
  }

  /**
   * Declares a variable. One that was declared so before is assigned: a second declaration would
   * reset what other cells made from it.
   *
   * @return the type that the variable had before, if that was another and other cells' variables
   *     were reset
   */
  Optional<String> declare(String name, Class<?> type, Object value) throws Exception {
    Class<?> last = declared.put(name, type);
    if (type.equals(last) && isAssigned(name, type, value)) {
      return Optional.empty();
    }
    String java = type.getCanonicalName();
    Optional<String> old = type.equals(last) ? Optional.empty() : type(name);
    notebook.evaluate(
        java + " " + name + " = (" + java + ") " + ObjectTransfer.deposit(value) + ";");
    return old;
  }

  /** Returns the type of the value of a variable; empty if there is none. */
  private Optional<String> type(String name) {
    return Optional.ofNullable(find(name)).map(value -> value.getClass().getSimpleName());
  }

  /** Assigns a value to a variable; returns whether there is one of exactly that type. */
  private boolean isAssigned(String name, Class<?> type, Object value) {
    try {
      notebook.evaluate(name + " = " + ObjectTransfer.deposit(value, name, type) + ";");
      return true;
    } catch (Exception e) {
      return false;
    }
  }

  /** Returns the values of variables; empty if one of them cannot be read. */
  Optional<List<?>> values(List<String> names) {
    long key = ObjectTransfer.key();
    try {
      notebook.evaluate(ObjectTransfer.request(key, names));
    } catch (Exception e) {
      return Optional.empty();
    }
    return Optional.of((List<?>) ObjectTransfer.take(key));
  }
}
