/** Roughness and basins as tables, charts and sentences. */
package org.stockpot.report.landscape;
