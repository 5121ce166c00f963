package org.stockpot.task.analysis;

import java.util.List;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Point;

/** A weighted sum of operators, added in double. */
record Sum(List<SymmetricOperator> operators, List<Double> weights) implements SymmetricOperator {

  Sum {
    operators = List.copyOf(operators);
    weights = List.copyOf(weights);
    if (operators.isEmpty() || operators.size() != weights.size()) {
      throw new IllegalArgumentException(
          "a sum must have operators and as many weights, got "
              + operators.size()
              + " and "
              + weights.size());
    }
    Layout layout = operators.get(0).layout();
    operators.forEach(operator -> layout.requireSame(operator.layout()));
  }

  @Override
  public Layout layout() {
    return operators.get(0).layout();
  }

  @Override
  public Point times(Point v) {
    double[] sum = new double[layout().size()];
    for (int k = 0; k < operators.size(); k++) {
      Point product = operators.get(k).times(v);
      for (int i = 0; i < sum.length; i++) {
        sum[i] += weights.get(k) * product.at(i);
      }
    }
    return Point.build(
        layout(),
        values -> {
          for (int i = 0; i < values.length; i++) {
            values[i] = (float) sum[i];
          }
        });
  }
}
