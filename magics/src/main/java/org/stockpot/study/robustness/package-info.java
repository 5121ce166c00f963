/**
 * Whether pruning costs more than the mean test accuracy shows: errors on corrupted inputs, of
 * single classes, of confidence, and what the last hidden layer makes of the examples. See
 * Hendrycks, Dietterich, ICLR 2019; Guo et al., ICML 2017; Hooker et al., 2019.
 */
package org.stockpot.study.robustness;
