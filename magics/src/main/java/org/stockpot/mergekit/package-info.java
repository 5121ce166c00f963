/**
 * Merges of files as mergekit's recipes say them, and as our own options do.
 *
 * <p>Depends on {@code merge}, which has the methods, on {@code format}, which has the files, and
 * on {@code weights}.
 */
package org.stockpot.mergekit;
