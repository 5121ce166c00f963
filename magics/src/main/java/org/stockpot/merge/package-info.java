/**
 * The field's merge methods: one class each, with its formula, source and options, and one list,
 * {@link org.stockpot.merge.Merges}. Arithmetic is in double, results are floats.
 */
package org.stockpot.merge;
