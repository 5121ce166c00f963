/**
 * What a point means: how good it is (objectives), how it is trained (jobs and recipes), and the
 * task that offers both.
 *
 * <p>Depends on {@code weights} alone, but that {@link org.stockpot.task.Result} and {@link
 * org.stockpot.task.Views} name the types of tables and charts. Algorithms see nothing else of a
 * model or of data.
 */
package org.stockpot.task;
