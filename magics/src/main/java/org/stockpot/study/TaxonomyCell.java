package org.stockpot.study;

import java.util.Optional;
import org.stockpot.task.Score;
import org.stockpot.task.replicates.Interval;

/**
 * What the replicates of one load and temperature have in common. Intervals are over replicates;
 * those of pairs, over the networks that pairs share, from four networks on.
 *
 * @param load the load
 * @param temperature the temperature
 * @param trained how many replicates were trained
 * @param diverged how many were not, as their loss became NaN
 * @param training the mean score on the training examples
 * @param test the mean score on the test examples
 * @param connectivity mode connectivity, in points of training error, see {@link Taxonomy}: below 0
 *     if something lies between replicates
 * @param similarity linear CKA of class probabilities on test examples, by the biased estimator as
 *     published
 * @param unbiased linear CKA of outputs, by the unbiased estimator
 * @param logEigenvalue the natural logarithm of the Hessian's largest eigenvalue; empty if one was
 *     not above 0, or did not converge
 * @param logTrace the natural logarithm of the Hessian's trace; empty if one was not above 0
 * @param whyEmpty why logarithms are empty, such as {@code λ1 did not converge for 1 of 5
 *     replicates}; blank if none is
 */
public record TaxonomyCell(
    Load load,
    Temperature temperature,
    int trained,
    int diverged,
    Score training,
    Score test,
    Interval connectivity,
    Interval similarity,
    Interval unbiased,
    Optional<Interval> logEigenvalue,
    Optional<Interval> logTrace,
    String whyEmpty) {}
