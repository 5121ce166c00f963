/** The runs of a store as tables. */
package org.stockpot.report.store;
