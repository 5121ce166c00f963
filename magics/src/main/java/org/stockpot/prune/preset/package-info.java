/** Published recipes of training and pruning, by name. */
package org.stockpot.prune.preset;
