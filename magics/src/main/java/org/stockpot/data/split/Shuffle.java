package org.stockpot.data.split;

/**
 * A random order that is the same everywhere: Fisher and Yates' shuffle from the last place down,
 * driven by SplitMix64 (Steele, Lea, Flood, "Fast Splittable Pseudorandom Number Generators",
 * OOPSLA 2014), whose state starts at the seed. A place among {@code bound} is the upper 63 bits
 * modulo {@code bound}, drawn again where that would favour low places.
 */
final class Shuffle {

  private long state;

  private Shuffle(long seed) {
    state = seed;
  }

  /** Returns the numbers 0 to n - 1 in the order of a seed. */
  static int[] order(int n, long seed) {
    Shuffle shuffle = new Shuffle(seed);
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      order[i] = i;
    }
    for (int i = n - 1; i > 0; i--) {
      int j = shuffle.below(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    return order;
  }

  private int below(int bound) {
    while (true) {
      long bits = next() >>> 1;
      long value = bits % bound;
      if (bits - value + (bound - 1) >= 0) {
        return (int) value;
      }
    }
  }

  private long next() {
    state += 0x9E3779B97F4A7C15L;
    long z = state;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
