package org.stockpot.kernel;

/** A value whose text cannot be had, for a reason that would end the thread of a kernel. */
public final class Unshowable {

  /** Makes one. */
  public Unshowable() {}

  @Override
  public String toString() {
    throw new NoClassDefFoundError("missing");
  }
}
