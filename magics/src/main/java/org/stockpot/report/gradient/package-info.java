/**
 * What gradients along trainings tell, as tables, charts and sentences. Begin at {@link
 * org.stockpot.report.gradient.LcaReport}.
 */
package org.stockpot.report.gradient;
