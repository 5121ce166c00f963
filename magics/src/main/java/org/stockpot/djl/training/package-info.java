/** Trainings: which steps see which examples, and who computes them. */
package org.stockpot.djl.training;
