/**
 * What lies between networks as tables, charts and sentences: barriers, instability, robustness,
 * planes. Begin at {@link BarrierReport}.
 */
package org.stockpot.report.barrier;
