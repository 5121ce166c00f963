/**
 * The geometry of weight space: the parameters of a model are a point in R^n, pruning selects its
 * coordinates, interpolation is a line and a soup is a centroid.
 *
 * <p>Depends on {@code java.base} alone.
 */
package org.stockpot.weights;
