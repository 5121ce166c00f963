/**
 * What needs several algorithms: results of one kind side by side, whichever algorithm made them.
 * See Paul et al., ICLR 2023, §3.1, for the paired reading of prunings by level.
 */
package org.stockpot.study;
