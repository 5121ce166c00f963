/**
 * Training to and beyond interpolation, with probes on the way: when training examples are learned,
 * when the others are, and what changes in between. See Power et al., 2022; Liu et al., ICLR 2023.
 */
package org.stockpot.study.grokking;
