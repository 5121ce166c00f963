/**
 * What needs several algorithms as tables, charts and sentences: comparisons, and barriers beside
 * what pruning kept. Begin at {@link ComparisonReport}.
 */
package org.stockpot.report.study;
