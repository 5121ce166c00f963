package org.stockpot.prune.sensitivity;

import org.stockpot.task.Score;
import org.stockpot.task.replicates.Interval;

/**
 * A network of which one layer was pruned by a share.
 *
 * @param share of the layer's kept weights that was asked for
 * @param removed how many weights that is
 * @param score on the validation examples
 * @param drop how far the error lies above that of the network as it was, a mean over examples
 */
public record PrunedShare(double share, int removed, Score score, Interval drop) {}
