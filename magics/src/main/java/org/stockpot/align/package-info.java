/**
 * Alignment of networks: which permutation of hidden units brings one next to another without
 * changing what it computes.
 */
package org.stockpot.align;
