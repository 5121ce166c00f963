/** How much of each layer alone can be pruned. */
package org.stockpot.prune.sensitivity;
