/**
 * What files of tensors have in common: names, shapes, types of entries, and streams of them.
 *
 * <p>Depends on {@code text}, and on {@code weights} for {@link org.stockpot.weights.Slot} alone.
 */
package org.stockpot.format.tensor;
