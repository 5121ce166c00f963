package org.stockpot.study;

/** Which results are compared; those of one kind alone can be. */
public enum ResultKind {
  /** Of {@code %imp}, by round or density. */
  PRUNING_RUNS("pruning runs"),
  /** Of {@code %train}, which have one network. */
  TRAININGS("trainings"),
  /** Of {@code %barrier}, by pair or level. */
  BARRIERS("barriers"),
  /** Of {@code %instability}, by fork. */
  INSTABILITIES("instabilities"),
  /** Single soups. */
  SOUPS("soups"),
  /** Soups of the same networks by several recipes. */
  SOUP_COMPARISONS("comparisons of soups");

  private final String words;

  ResultKind(String words) {
    this.words = words;
  }

  /** Returns what they are called, such as {@code pruning runs}. */
  @Override
  public String toString() {
    return words;
  }
}
