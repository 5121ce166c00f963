/** Sweeps of a penalty as tables, charts and sentences. */
package org.stockpot.report.phase;
