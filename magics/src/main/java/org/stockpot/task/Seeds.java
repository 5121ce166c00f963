package org.stockpot.task;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Derives independent seeds from one. */
public final class Seeds {

  private Seeds() {}

  /**
   * Returns numbers in a random order (Fisher, Yates), that of a seed for ever.
   *
   * @param count how many
   * @param seed the seed
   * @return each number from 0 to {@code count - 1} once
   */
  public static int[] permutation(int count, long seed) {
    int[] order = IntStream.range(0, count).toArray();
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = count - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swap = order[i];
      order[i] = order[j];
      order[j] = swap;
    }
    return order;
  }

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
