/**
 * Merge methods that need more than weights: gradients, activations or predictions on examples, or
 * the training that members come from.
 */
package org.stockpot.merge.data;
