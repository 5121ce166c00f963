/**
 * The field's merge methods: one class each, with its formula, source and options, and one list,
 * {@link org.stockpot.merge.Merges}. Arithmetic is in double, results are floats.
 *
 * <p>Most methods are a {@link org.stockpot.weights.ChunkedMerge}, whose numbers of a whole vector
 * or tensor a part finds by reading: thresholds ({@link org.stockpot.merge.TaskVectorMerge}), inner
 * products (whatever goes along arcs and angles), counts. Those that decompose matrices take a
 * tensor whole.
 */
package org.stockpot.merge;
