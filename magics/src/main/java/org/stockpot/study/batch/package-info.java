/**
 * What batch size and learning rate decide: curvature along trainings beside the edge of stability,
 * the noise of gradients, and the steps that a loss takes. See Cohen et al., ICLR 2021; McCandlish,
 * Kaplan, Amodei, 2018.
 */
package org.stockpot.study.batch;
