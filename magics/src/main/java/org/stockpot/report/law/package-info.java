/** Laws of errors as tables, charts and sentences. */
package org.stockpot.report.law;
