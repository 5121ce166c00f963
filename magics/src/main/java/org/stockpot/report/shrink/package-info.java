/** Smaller networks as tables and charts. */
package org.stockpot.report.shrink;
