package org.stockpot.merge;

import java.util.function.LongToDoubleFunction;

/** Where random numbers for entries of members come from. */
@FunctionalInterface
public interface Draws {

  /**
   * Returns the numbers for one tensor of a member.
   *
   * @param member the member's place, from 0
   * @param tensor the tensor's name
   * @return a number in [0, 1) for each entry, always the same one
   */
  LongToDoubleFunction of(int member, String tensor);

  /**
   * Returns numbers that follow from a seed, the member's place, the tensor's name and the entry
   * alone, so that neither chunks nor threads change them: SplitMix64 (Steele, Lea, Flood, "Fast
   * Splittable Pseudorandom Number Generators", OOPSLA 2014) at the entry's step.
   *
   * @param seed the seed
   * @return the draws
   */
  static Draws of(long seed) {
    return new Seeded(seed);
  }

  /**
   * Draws from a seed.
   *
   * @param seed the seed
   */
  record Seeded(long seed) implements Draws {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    @Override
    public LongToDoubleFunction of(int member, String tensor) {
      long state = mix(mix(seed + GOLDEN) + member + 1);
      for (int i = 0; i < tensor.length(); i++) {
        state = mix(state + tensor.charAt(i));
      }
      long start = state;
      return entry -> (mix(start + GOLDEN * (entry + 1)) >>> 11) * 0x1p-53;
    }

    private static long mix(long z) {
      long y = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
      long x = (y ^ (y >>> 27)) * 0x94D049BB133111EBL;
      return x ^ (x >>> 31);
    }
  }
}
