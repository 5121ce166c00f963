/**
 * How alike networks are: what their layers make of the same examples (centred kernel alignment and
 * ranks), what they predict, and where their weights and masks lie.
 *
 * <p>Sees {@code weights} and {@code task}.
 */
package org.stockpot.similarity;
