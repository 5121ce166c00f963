/**
 * Statistics of replicates, the one place where they are computed: means and intervals over seeds,
 * networks or test examples ({@link Interval}), differences inside replicates ({@link Paired}), and
 * what follows from them ({@link Verdict}). Algorithms give samples, reports ask.
 *
 * <p>Depends on {@code task} and on the quantiles of commons-math.
 */
package org.stockpot.task.replicates;
