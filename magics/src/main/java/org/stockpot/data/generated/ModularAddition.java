package org.stockpot.data.generated;

import java.util.List;
import java.util.Set;
import org.stockpot.data.Data;
import org.stockpot.data.DataSource;
import org.stockpot.data.DatasetInfo;
import org.stockpot.data.ExamplesBuilder;
import org.stockpot.data.Names;
import org.stockpot.data.Parts;
import org.stockpot.data.SourceForm;
import org.stockpot.data.Split;
import org.stockpot.data.split.Splitter;

/**
 * Addition of two numbers modulo p as classes: all p² pairs (a, b), as one-hot vectors of a and of
 * b side by side (2p inputs of 0 and 1), with the label (a + b) mod p. Whoever has seen some pairs
 * can only know the others by the rule.
 *
 * <p>See Power et al., "Grokking: Generalization Beyond Overfitting on Small Algorithmic Datasets",
 * 2022, §2. Differs: they take p = 97 and a transformer that reads symbols one by one.
 */
public final class ModularAddition {

  /** Beyond it the pairs are more than a notebook's model can make use of. */
  private static final int LARGEST = 512;

  private static final double VALIDATION = 0.05;
  private static final double TEST = 0.35;

  private ModularAddition() {}

  /**
   * Returns the form {@code modular:P}.
   *
   * @return the form
   */
  public static SourceForm form() {
    return new SourceForm(
        "modular:", "P", Set.of(), (text, rest, said) -> source(text, modulus(text, rest)));
  }

  private static int modulus(String text, String rest) {
    try {
      return Integer.parseInt(rest);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("modular must look like modular:31, got " + text, e);
    }
  }

  private static DataSource source(String name, int modulus) {
    requireModulus(modulus);
    String about = "all pairs of numbers below " + modulus + ", by their sum modulo " + modulus;
    return new DataSource(name, about, split(modulus), split -> of(modulus, split));
  }

  /** Trains on three fifths of the pairs, and validates on at least one pair of each sum. */
  private static Split split(int modulus) {
    return new Split(Math.max(VALIDATION, 1.0 / modulus), TEST, 0);
  }

  private static void requireModulus(int modulus) {
    if (modulus < 3 || modulus > LARGEST) {
      throw new IllegalArgumentException(
          "the modulus must lie from 3 to " + LARGEST + ", such as modular:31, got " + modulus);
    }
  }

  /**
   * Returns all pairs.
   *
   * @param modulus p, from 3 to 512
   * @param split how to part them
   * @return the data
   * @throws IllegalArgumentException if the modulus is out of range, or the split does not suit p
   *     examples of each class
   */
  public static Data of(int modulus, Split split) {
    requireModulus(modulus);
    ExamplesBuilder pairs = new ExamplesBuilder(2 * modulus);
    for (int a = 0; a < modulus; a++) {
      for (int b = 0; b < modulus; b++) {
        float[] row = new float[2 * modulus];
        row[a] = 1;
        row[modulus + b] = 1;
        pairs.add(row, 0, (a + b) % modulus);
      }
    }
    Parts parts = Splitter.split(pairs.build(), split);
    DatasetInfo info =
        DatasetInfo.of("modular:" + modulus, "made here, by its rule", List.of(2 * modulus))
            .withNote(
                "all "
                    + modulus * modulus
                    + " pairs a, b as one-hot vectors, label (a + b) mod "
                    + modulus);
    return Data.of(info, Names.numbered(modulus), parts);
  }
}
