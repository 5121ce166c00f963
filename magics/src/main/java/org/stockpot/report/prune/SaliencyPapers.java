package org.stockpot.report.prune;

import org.stockpot.prune.Saliency;
import org.stockpot.report.parts.Papers;

/** The papers of saliencies. */
final class SaliencyPapers {

  private SaliencyPapers() {}

  static void add(Saliency saliency, Papers papers) {
    switch (saliency.toString()) {
      case "snip" -> papers.add("lee2019snip", "connection sensitivity (SNIP)");
      case "grasp", "grasp-abs" -> papers.add("wang2020picking", "gradient flow (GraSP)");
      case "synflow" -> papers.add("tanaka2020pruning", "synaptic flow (SynFlow)");
      case "fisher" -> papers.add("theis2018faster", "Fisher pruning");
      case "obd" -> papers.add("lecun1989optimal", "optimal brain damage");
      case "wanda" -> papers.add("sun2024simple", "weights by the norms of inputs (Wanda)");
      case "sparsegpt" -> papers.add("frantar2023sparsegpt", "layerwise compensation (SparseGPT)");
      case "movement" -> papers.add("sanh2020movement", "movement pruning");
      default -> {}
    }
  }
}
