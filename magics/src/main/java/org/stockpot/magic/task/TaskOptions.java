package org.stockpot.magic.task;

import org.stockpot.data.LabelKind;
import org.stockpot.task.option.Help;

/**
 * How a table is read, and a model trained.
 *
 * @param label the column to predict
 * @param kind what it is taken for
 * @param threads threads that share a training; 0 for the model's own
 */
record TaskOptions(
    @Help("for tables: the column to predict") String label,
    @Help("for tables and npz: auto, classes or regression") LabelKind kind,
    @Help("threads of one training; 0 chooses by the size of the model") int threads) {}
