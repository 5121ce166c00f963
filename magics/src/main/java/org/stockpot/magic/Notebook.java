package org.stockpot.magic;

import java.util.OptionalLong;
import java.util.function.Supplier;
import org.stockpot.display.Display;

/** What the magics need of the kernel they run in. */
public interface Notebook {

  /**
   * Shows a new output in the running cell.
   *
   * @param display what to show
   */
  void show(Display display);

  /**
   * Shows a new output that can be replaced later.
   *
   * @param id a fresh name for it
   * @param display what to show
   */
  void show(String id, Display display);

  /**
   * Replaces an output shown before.
   *
   * @param id its name
   * @param display what to show instead
   */
  void update(String id, Display display);

  /**
   * Evaluates Java in the user's scope, as if typed into a cell.
   *
   * @param code an expression or statements
   * @return the value of the last expression, or null
   * @throws Exception what the code threw, or why it does not compile
   */
  Object evaluate(String code) throws Exception;

  /**
   * Returns whether {@link #evaluate} can declare variables that the user sees.
   *
   * @return true, unless there is no way to the user's scope
   */
  default boolean declaresVariables() {
    return true;
  }

  /**
   * Runs a magic on the calling thread, which an interrupt must reach.
   *
   * @param magic what to run
   * @return its result, or null if nobody wants it
   */
  default Object run(Supplier<Object> magic) {
    return magic.get();
  }

  /**
   * Returns whether outputs appear in a terminal, which shows text alone and replaces no output.
   *
   * @return true in {@code jupyter console}, unless the kernel knows better
   */
  default boolean isTerminal() {
    return JupyterConsole.startedThis();
  }

  /**
   * Returns the number of the running execution of a cell: what it shows is cleared together.
   *
   * @return a number that no other execution of the session has; empty where it is not known
   */
  default OptionalLong execution() {
    return OptionalLong.empty();
  }

  /**
   * Returns the name of the kernel for messages.
   *
   * @return such as {@code IJava 1.3.0}
   */
  String kernel();
}
