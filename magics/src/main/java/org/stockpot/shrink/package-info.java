/**
 * Networks with fewer units: what masks have emptied is taken out, units are removed by criteria,
 * and what is left is physically smaller.
 */
package org.stockpot.shrink;
