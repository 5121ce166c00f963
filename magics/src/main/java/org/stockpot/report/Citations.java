package org.stockpot.report;

import java.util.List;
import org.stockpot.report.parts.Citation;
import org.stockpot.report.parts.Papers;

/** The papers whose methods made results, each once, with what was used of it. */
public final class Citations {

  private Citations() {}

  /**
   * Returns the papers behind results.
   *
   * @param results results of magics; what else there is cites nothing
   * @param lines the lines of magics that made them and what they were made of, as far as known
   * @return the papers, in the order of their use
   */
  public static List<Citation> of(List<?> results, List<String> lines) {
    Papers papers = new Papers();
    results.forEach(result -> ResultReports.addPapers(result, papers));
    lines.forEach(line -> addLine(papers, line));
    return papers.all();
  }

  private static void addLine(Papers papers, String line) {
    if (line.startsWith("%task ")) {
      papers.addTask(line.substring("%task ".length()));
    } else if (line.startsWith("%mli ")) {
      papers.add("lucas2021monotonic", "monotonic linear interpolation");
    } else if (line.startsWith("%imp")) {
      papers.add("frankle2019lottery", "iterative magnitude pruning, and the controls of tickets");
    } else if (line.startsWith("%finetune") || line.startsWith("%%finetune")) {
      papers.add(
          "wortsman2022soups", "networks fine-tuned from one start, the ingredients of a soup");
    }
    if (line.contains("--optimizer adam ") || line.endsWith("--optimizer adam")) {
      papers.add("kingma2015adam", "the optimizer Adam");
    }
  }
}
