package org.stockpot.data;

/** What a label is taken for. */
public enum LabelKind {
  /**
   * Texts, booleans and whole numbers of few values are classes, other numbers are numbers. What
   * counts as few is said by whoever reads the labels.
   */
  AUTO,
  /** Each distinct value is a class. */
  CLASSES,
  /** A number to predict. */
  REGRESSION
}
