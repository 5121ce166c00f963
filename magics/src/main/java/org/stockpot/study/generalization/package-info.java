/**
 * Measures of trained networks against their gap between training and test examples. See Jiang et
 * al., "Fantastic Generalization Measures and Where to Find Them", ICLR 2020.
 */
package org.stockpot.study.generalization;
