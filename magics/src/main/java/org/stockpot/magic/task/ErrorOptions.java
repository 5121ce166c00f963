package org.stockpot.magic.task;

import java.util.List;
import org.stockpot.task.analysis.ParameterRange;
import org.stockpot.task.option.Help;

/**
 * An error function in place of data and model.
 *
 * @param error the Java variable that holds it
 * @param dimension how many parameters it takes; 0 if box, parameters or start tell
 * @param box their ranges, one for each or one for all
 * @param parameters their names
 * @param start where trainings begin; none to draw a place from the box
 */
record ErrorOptions(
    @Help(
            "a Java variable: ErrorFunction, ToDoubleFunction<double[]> or a DJL block from parameters"
                + " to an error, in place of DATA MODEL")
        String error,
    @Help("for error: how many parameters; 0 if box, parameters or start tell") int dimension,
    @Help(
            "for error: ranges of the parameters, such as -2..2,0..1, or one for all; -1..1 if left out")
        List<ParameterRange> box,
    @Help("for error: names of the parameters; w1,w2,… if left out") List<String> parameters,
    @Help("for error: where trainings begin; drawn from the box if left out") List<Double> start) {

  static ErrorOptions defaults() {
    return new ErrorOptions("", 0, List.of(), List.of(), List.of());
  }
}
