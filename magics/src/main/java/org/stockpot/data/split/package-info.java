/**
 * Which examples of a source are for training, validation and test: at random over the classes, by
 * groups, or by time. The same seed gives the same parts on each machine.
 *
 * <p>Depends on {@code data}, and on {@code data.csv} for a column of times.
 */
package org.stockpot.data.split;
