/**
 * The cells of tables: text files, and what their columns hold. What cannot be read for certain is
 * refused with the option that decides.
 *
 * <p>Depends on {@code java.base}, on Commons CSV, and on {@code task} for {@link
 * org.stockpot.task.option.Help} and {@link org.stockpot.task.work.Interrupts} alone. Knows no data
 * set: {@code org.stockpot.data} makes inputs and labels of these columns.
 */
package org.stockpot.data.csv;
