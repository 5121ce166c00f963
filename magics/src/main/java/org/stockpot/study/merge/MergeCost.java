package org.stockpot.study.merge;

/**
 * What a row of a comparison took to choose, beside the members' own scores.
 *
 * @param evaluations points that were measured on validation examples
 * @param seconds merging and measuring, one after the other
 */
public record MergeCost(long evaluations, double seconds) {}
