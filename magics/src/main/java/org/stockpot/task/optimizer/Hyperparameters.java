package org.stockpot.task.optimizer;

/**
 * What a rule depends on besides the learning rate. A rule takes of them what its paper has.
 *
 * @param momentum for SGD, in [0, 1)
 * @param nesterov for SGD, whether momentum looks ahead
 * @param weightDecay at least 0
 */
public record Hyperparameters(double momentum, boolean nesterov, double weightDecay) {}
