/**
 * The list of all data that can be asked for by a text, such as {@code mnist:DIR}.
 *
 * <p>Depends on all other packages of {@code data}, which do not know it.
 */
package org.stockpot.data.source;
