/**
 * Merges of the same networks by many methods beside one another, for one task and between tasks:
 * what all share is members, a grid of options that validation chooses from, and one table.
 */
package org.stockpot.study.merge;
