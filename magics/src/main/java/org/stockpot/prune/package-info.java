/**
 * Iterative magnitude pruning with rewinding: which weights go, where training resumes, and what a
 * random subnetwork would have done instead.
 *
 * <p>Sees {@code weights} and {@code task}.
 */
package org.stockpot.prune;
