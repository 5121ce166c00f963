package org.stockpot.task;

/** Derives independent seeds from one. */
public final class Seeds {

  private Seeds() {}

  /**
   * Returns a seed for a numbered part of something that has a seed, by the finaliser of SplitMix64
   * (Steele, Lea, Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014).
   *
   * @param seed the seed of the whole
   * @param part the number of the part
   * @return the part's seed; the same everywhere
   */
  public static long mix(long seed, long part) {
    long z = seed + 0x9e3779b97f4a7c15L * (part + 1);
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
