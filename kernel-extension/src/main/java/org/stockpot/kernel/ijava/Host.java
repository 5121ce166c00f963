package org.stockpot.kernel.ijava;

import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.magic.registry.Magics;
import java.util.OptionalLong;

/** A kernel built on basekernel that runs Java and knows magics. */
public interface Host {

  /**
   * Returns the kernel.
   *
   * @return what shows and renders
   */
  BaseKernel kernel();

  /**
   * Returns the registry of its magics.
   *
   * @return where magics are added
   */
  Magics magics();

  /**
   * Evaluates Java in the user's scope.
   *
   * @param code what could be typed into a cell
   * @return the value of the last expression, or null
   * @throws Exception what the code threw, or why it does not compile
   */
  Object evaluate(String code) throws Exception;

  /**
   * Returns whether an interrupt ends the cell while its thread goes on, so that what the thread
   * then shows would appear in a later cell.
   *
   * @return whether the threads of interrupted cells must stay silent
   */
  boolean endsCellsAtOnce();

  /**
   * Returns the number of the running execution of a cell.
   *
   * @return a number; empty where the kernel does not tell
   */
  default OptionalLong execution() {
    return OptionalLong.empty();
  }

  /**
   * Returns its name for messages.
   *
   * @return such as {@code IJava 1.3.0}
   */
  String name();
}
