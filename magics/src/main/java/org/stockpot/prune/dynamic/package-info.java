/** Dynamic pruning: which channels are computed is decided for each example. */
package org.stockpot.prune.dynamic;
