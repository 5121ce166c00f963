package org.stockpot.task;

import java.util.Objects;
import java.util.function.Function;
import org.stockpot.task.optimizer.Adam;
import org.stockpot.task.optimizer.Hyperparameters;
import org.stockpot.task.optimizer.RmsProp;
import org.stockpot.task.optimizer.Sgd;
import org.stockpot.task.optimizer.UpdateRule;
import org.stockpot.task.option.Help;

/**
 * The update rule of stochastic gradient descent, with the meaning its parameters have in PyTorch.
 *
 * <p>With gradient g, rate r and decay d:
 *
 * <ul>
 *   <li>SGD: {@code g' = g + d w; b = momentum b + g'; w = w - r b}, or with Nesterov's momentum
 *       {@code w = w - r (g' + momentum b)}.
 *   <li>Adam (Kingma, Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015, Algorithm 1):
 *       {@code g' = g + d w}, moments with 0.9 and 0.999, epsilon 1e-8.
 *   <li>AdamW (Loshchilov, Hutter, "Decoupled Weight Decay Regularization", ICLR 2019, Algorithm
 *       2): {@code w = w - r d w} apart from the moments.
 *   <li>RMSprop (Tieleman, Hinton, COURSERA, 2012): {@code g' = g + d w}, over the root of a
 *       running mean of its square with 0.99.
 * </ul>
 *
 * <p>Decay applies to every trained parameter, biases and scales included.
 *
 * @param optimizer the rule
 * @param lr the learning rate r, above 0
 * @param momentum for SGD, in [0, 1); other rules have their own
 * @param nesterov for SGD, whether momentum looks ahead
 * @param weightDecay d, at least 0
 */
public record Optimizer(
    @Help("{}") Kind optimizer,
    @Help("learning rate, above 0") double lr,
    @Help("momentum of sgd, in [0, 1)") double momentum,
    @Help("Nesterov's momentum, for sgd") boolean nesterov,
    @Help("weight decay, at least 0") double weightDecay) {

  /** The update rules by name: a new one is a class and a constant here. */
  public enum Kind {
    /** Stochastic gradient descent with momentum. */
    SGD(Sgd::new),
    /** Adam with L2 regularisation. */
    ADAM(Adam::coupled),
    /** Adam with decoupled weight decay. */
    ADAMW(Adam::decoupled),
    /** Gradients over a running average of their magnitude. */
    RMSPROP(RmsProp::new);

    @SuppressWarnings("ImmutableEnumChecker")
    private final Function<Hyperparameters, UpdateRule> rule;

    Kind(Function<Hyperparameters, UpdateRule> rule) {
      this.rule = rule;
    }
  }

  /**
   * Checks the components.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public Optimizer {
    Objects.requireNonNull(optimizer, "optimizer");
    if (!(lr > 0) || Double.isInfinite(lr)) {
      throw new IllegalArgumentException("lr must be above 0, got " + lr);
    }
    if (!(momentum >= 0 && momentum < 1)) {
      throw new IllegalArgumentException("momentum must lie in [0, 1), got " + momentum);
    }
    if (nesterov && (optimizer != Kind.SGD || momentum == 0)) {
      throw new IllegalArgumentException("nesterov must come with sgd and a momentum above 0");
    }
    if (!(weightDecay >= 0) || Double.isInfinite(weightDecay)) {
      throw new IllegalArgumentException("weight-decay must be at least 0, got " + weightDecay);
    }
  }

  /**
   * Returns what computes its steps.
   *
   * @return a rule that has taken none yet
   */
  public UpdateRule rule() {
    return optimizer.rule.apply(new Hyperparameters(momentum, nesterov, weightDecay));
  }

  /**
   * Returns Adam without decay.
   *
   * @param lr the learning rate
   * @return the rule
   */
  public static Optimizer adam(double lr) {
    return new Optimizer(Kind.ADAM, lr, 0.9, false, 0);
  }

  /**
   * Returns SGD without decay.
   *
   * @param lr the learning rate
   * @param momentum in [0, 1)
   * @return the rule
   */
  public static Optimizer sgd(double lr, double momentum) {
    return new Optimizer(Kind.SGD, lr, momentum, false, 0);
  }

  /**
   * Returns AdamW without decay.
   *
   * @param lr the learning rate
   * @return the rule
   */
  public static Optimizer adamw(double lr) {
    return new Optimizer(Kind.ADAMW, lr, 0.9, false, 0);
  }

  /**
   * Returns this rule with or without Nesterov's momentum.
   *
   * @param ahead for SGD, whether momentum looks ahead
   * @return the changed rule
   */
  public Optimizer withNesterov(boolean ahead) {
    return new Optimizer(optimizer, lr, momentum, ahead, weightDecay);
  }

  /**
   * Returns this rule with another decay.
   *
   * @param decay at least 0
   * @return the changed rule
   */
  public Optimizer withWeightDecay(double decay) {
    return new Optimizer(optimizer, lr, momentum, nesterov, decay);
  }

  /**
   * Returns this rule with another learning rate.
   *
   * @param rate above 0
   * @return the changed rule
   */
  public Optimizer withLr(double rate) {
    return new Optimizer(optimizer, rate, momentum, nesterov, weightDecay);
  }
}
