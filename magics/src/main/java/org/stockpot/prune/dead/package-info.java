/** Units of ReLU layers that are zero: because all their weights are pruned, or on examples. */
package org.stockpot.prune.dead;
