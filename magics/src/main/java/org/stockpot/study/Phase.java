package org.stockpot.study;

import org.stockpot.task.replicates.Verdict;

/**
 * The phases of learning of Yang, Hodgkinson, Theisen, Zou, Gonzalez, Ramchandran, Mahoney,
 * "Taxonomizing Local versus Global Structure in Neural Network Loss Landscapes", NeurIPS 2021,
 * Fig. 1.
 */
public enum Phase {
  /** Globally poorly connected, locally sharp. */
  I("I"),
  /** Globally poorly connected, locally flat. */
  II("II"),
  /** Globally well connected, locally sharp. */
  III("III"),
  /** Globally well connected, locally flat, replicates dissimilar. */
  IV_A("IV-A"),
  /** Globally well connected, locally flat, replicates similar. */
  IV_B("IV-B"),
  /** An interval over replicates reaches to both sides of a threshold that matters. */
  UNDECIDED("undecided");

  private final String words;

  Phase(String words) {
    this.words = words;
  }

  static Phase of(Verdict connected, Verdict sharp, Verdict similar) {
    if (connected == Verdict.UNDECIDED || sharp == Verdict.UNDECIDED) {
      return UNDECIDED;
    }
    if (connected == Verdict.NO) {
      return sharp == Verdict.YES ? I : II;
    }
    if (sharp == Verdict.YES) {
      return III;
    }
    return switch (similar) {
      case YES -> IV_B;
      case NO -> IV_A;
      case UNDECIDED -> UNDECIDED;
    };
  }

  /** Returns {@code IV-A} and so on. */
  @Override
  public String toString() {
    return words;
  }
}
