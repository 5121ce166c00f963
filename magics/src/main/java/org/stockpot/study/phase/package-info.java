/** Sweeps of a penalty over networks and seeds, with what is measured on the way. */
package org.stockpot.study.phase;
