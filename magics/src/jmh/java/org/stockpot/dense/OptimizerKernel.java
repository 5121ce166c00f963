package org.stockpot.dense;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.stockpot.task.Optimizer;

/** One update of the weights of LeNet-300-100. */
@State(Scope.Benchmark)
public class OptimizerKernel {

  private static final int WEIGHTS = 266_200;
  private static final double RATE = 1e-3;

  @Param({"SGD", "ADAM"})
  public Optimizer.Kind rule;

  private FlatOptimizer optimizer;
  private float[] values;
  private float[] gradient;

  @Setup
  public void fill() {
    optimizer =
        new FlatOptimizer(
            new Optimizer(rule, RATE, 0.9, false, 0).rule(), WEIGHTS, FlatOptimizer.BLOCK);
    values = new float[FlatOptimizer.BLOCK];
    gradient = new float[FlatOptimizer.BLOCK];
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] = (float) Math.sin(i);
    }
  }

  @Benchmark
  public float[] update() {
    optimizer.begin(RATE);
    for (int block = 0; block * values.length < WEIGHTS; block++) {
      int count = Math.min(values.length, WEIGHTS - block * values.length);
      optimizer.apply(block, values, gradient, 0, count);
    }
    return values;
  }
}
