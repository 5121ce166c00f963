/**
 * Saliencies that ask a task, one file each. Their list is {@link org.stockpot.prune.Saliencies}.
 */
package org.stockpot.prune.criterion;
