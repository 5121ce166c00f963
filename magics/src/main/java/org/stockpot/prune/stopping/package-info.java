/** When early stopping would have ended the trainings of a pruning run. */
package org.stockpot.prune.stopping;
