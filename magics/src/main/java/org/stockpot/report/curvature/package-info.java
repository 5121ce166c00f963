/**
 * Curvature as tables, charts and sentences. Begin at {@link
 * org.stockpot.report.curvature.CurvatureReport}.
 */
package org.stockpot.report.curvature;
