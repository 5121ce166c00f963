/**
 * The update rules of gradient descent, one file each, over arrays of weights.
 *
 * <p>Plain Java. A new rule is a class here and a constant of {@code Optimizer.Kind}, which serves
 * options, help, completion, messages and keys of the store.
 */
package org.stockpot.task.optimizer;
