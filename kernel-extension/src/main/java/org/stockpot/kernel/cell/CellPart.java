package org.stockpot.kernel.cell;

/** A piece of a cell that is run as one: Java code, or a magic line. */
public sealed interface CellPart {

  /**
   * Java code, in which magic lines inside blocks have become calls on the same lines.
   *
   * @param code the code
   * @param line the line of the cell it starts on, from 1
   */
  record Java(String code, int line) implements CellPart {}

  /**
   * A magic line outside all blocks.
   *
   * @param magic the line
   * @param line its line in the cell, from 1
   */
  record Magic(MagicLine magic, int line) implements CellPart {}
}
