/** Aligned networks and groups of units as tables and charts. */
package org.stockpot.report.align;
