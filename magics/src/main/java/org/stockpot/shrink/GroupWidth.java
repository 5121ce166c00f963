package org.stockpot.shrink;

/**
 * How many units of a group there were and are.
 *
 * @param group the group's name
 * @param before its units
 * @param dead those that nothing needed in the given network
 * @param folded those of them that gave another number than 0, which is in biases now
 * @param held units that give one number and stay, as zeros stand beside them or there is no bias
 * @param after its units now; what is missing besides was removed by the criterion, or was needed
 *     by such units alone
 */
public record GroupWidth(String group, int before, int dead, int folded, int held, int after) {

  /**
   * Returns how many units were removed that the given network needed.
   *
   * @return at least 0
   */
  public int chosen() {
    return before - dead - after;
  }
}
