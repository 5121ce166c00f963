/** Scores of points and blends on a set of examples, and running statistics. */
package org.stockpot.djl.evaluation;
