/**
 * Laws of errors over pruning runs and over grids of trainings. See Rosenfeld et al., "On the
 * Predictability of Pruning Across Scales", ICML 2021; "A Constructive Prediction of the
 * Generalization Error Across Scales", ICLR 2020.
 */
package org.stockpot.study.law;
