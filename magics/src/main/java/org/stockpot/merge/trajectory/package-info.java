/** Averages of the points that one training passed through. */
package org.stockpot.merge.trajectory;
