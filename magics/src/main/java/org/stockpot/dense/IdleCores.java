package org.stockpot.dense;

/**
 * Cores of the machine that nobody uses at the moment, to be borrowed for one step.
 *
 * <p>{@code int extra = cores.borrow(3)} may give none; {@code cores.giveBack(extra)} follows in
 * any case.
 */
public interface IdleCores {

  /**
   * Takes some cores without work, unless other work waits for them; to be given back soon.
   *
   * @param most how many are wanted
   * @return how many were had, from 0 to {@code most}
   */
  int borrow(int most);

  /**
   * Gives cores back.
   *
   * @param count as many as were borrowed
   */
  void giveBack(int count);
}
