package org.stockpot.align;

/**
 * What became of one group of units.
 *
 * @param group its name
 * @param units how many there are
 * @param moved how many of them do not stay where they were
 * @param before the similarity of the units that lay in the same places, summed over them
 * @param after the same of those that lie there now
 * @param by what is similar: inner products of {@code weights}, or correlations of {@code
 *     activations of fc1.out}
 */
public record GroupMatch(
    String group, int units, int moved, double before, double after, String by) {}
