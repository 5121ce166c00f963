package org.stockpot.report.parts;

import org.stockpot.task.Repair;
import org.stockpot.task.Statistics;
import org.stockpot.text.Numbers;
import org.stockpot.weights.Layout;

/** What repair does to blends of networks, in a sentence. */
public final class RepairWords {

  private RepairWords() {}

  /**
   * Cites the paper, if blends were repaired.
   *
   * @param statistics the treatment of blends
   * @param papers to which it is added
   */
  public static void cite(Statistics statistics, Papers papers) {
    if (statistics.repairs()) {
      papers.add("jordan2023repair", "blends whose units have the statistics of their networks");
    }
  }

  /**
   * Says what was done to blends.
   *
   * @param statistics a treatment that repairs
   * @param layout the layout of the networks
   * @return a sentence
   */
  public static String of(Statistics statistics, Layout layout) {
    if (layout.hasStatistics()) {
      return "Repair of networks with batch normalisation re-estimates the running statistics of"
          + " blends on training examples; single networks keep theirs.";
    }
    String units = statistics == Statistics.REPAIR ? "hidden unit" : "hidden unit and output";
    return "In repaired blends each "
        + units
        + " has, before its activation function, the mean and the standard deviation that it has in"
        + " the networks on average, over at most "
        + Numbers.counted(Repair.MOST, "training example")
        + " (REPAIR); single networks are as they are.";
  }
}
