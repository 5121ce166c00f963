/** Iterative pruning as tables, charts and sentences. Begin at {@link PruneReport}. */
package org.stockpot.report.prune;
