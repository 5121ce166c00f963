/** How alike networks are, as tables and charts. */
package org.stockpot.report.similarity;
