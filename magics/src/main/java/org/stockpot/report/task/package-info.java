/**
 * Tasks, their data and single trainings as tables, charts and sentences. Begin at {@link
 * TrainReport}.
 */
package org.stockpot.report.task;
