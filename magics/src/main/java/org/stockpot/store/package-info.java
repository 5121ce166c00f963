/**
 * A directory that keeps trainings, scores and runs under a digest of everything that determined
 * them, so that work that was done is never done again, and work that was stopped goes on.
 *
 * <p>Sees {@code weights}, {@code task}, {@code text} and {@code format}. Whatever is written
 * appears whole or not at all; whatever is read was compared with its checksums. Nothing read from
 * the store is deserialised as an object or run as code, and no name in a file leads out of it.
 */
package org.stockpot.store;
