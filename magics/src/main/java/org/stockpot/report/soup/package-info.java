/**
 * Fine-tuned networks and their averages as tables, charts and sentences. Begin at {@link
 * SoupReport}.
 */
package org.stockpot.report.soup;
