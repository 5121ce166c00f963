/**
 * DJL as one way to evaluate and train points. The only package that knows DJL.
 *
 * <p>Sees {@code weights}, {@code task} and {@code data}. A block is never asked for its weights: a
 * parameter store hands it ours, so the user's block stays as it was.
 */
package org.stockpot.djl;
