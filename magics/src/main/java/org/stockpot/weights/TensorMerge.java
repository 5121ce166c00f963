package org.stockpot.weights;

/**
 * A merge of each tensor by itself, which needs all of it at once, as for a decomposition: the
 * result of a tensor depends on that tensor of base and members alone, and on its role and shape.
 * So files are merged tensor by tensor, as far as one of each fits in memory.
 */
public interface TensorMerge extends Merge {}
