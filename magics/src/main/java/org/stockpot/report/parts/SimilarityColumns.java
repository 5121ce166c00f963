package org.stockpot.report.parts;

/** The vocabulary of columns that tell how alike networks are, and of phases of learning. */
public enum SimilarityColumns implements Heading {
  /** What networks have to bear. */
  LOAD("load", "load"),
  /** How noisy training is. */
  TEMPERATURE("temperature", "temperature"),
  /** By how much a curve is better than its ends. */
  CONNECTIVITY("mode connectivity, points", "mode_connectivity_points"),
  /** Half the width of its interval. */
  CONNECTIVITY_INTERVAL("mode connectivity ± 95 %", "mode_connectivity_ci95"),
  /** The alignment of predictions. */
  PREDICTIONS_CKA("CKA (biased)", "cka_biased"),
  /** Half the width of its interval. */
  PREDICTIONS_CKA_INTERVAL("CKA ± 95 %", "cka_biased_ci95"),
  /** The alignment of outputs. */
  OUTPUTS_CKA("CKA of outputs (unbiased)", "cka_unbiased"),
  /** The logarithm of the largest eigenvalue. */
  LOG_LARGEST("log λ1", "log_largest_eigenvalue"),
  /** Half the width of its interval. */
  LOG_LARGEST_INTERVAL("log λ1 ± 95 %", "log_largest_eigenvalue_ci95"),
  /** The logarithm of the trace. */
  LOG_TRACE("log trace", "log_trace"),
  /** Half the width of its interval. */
  LOG_TRACE_INTERVAL("log trace ± 95 %", "log_trace_ci95"),
  /** Whether curves are as good as their ends. */
  WELL_CONNECTED("well connected (above {})", "well_connected"),
  /** Whether the largest eigenvalue is above the median. */
  SHARP("sharp (log λ1 above {})", "sharp"),
  /** Whether the alignment is above the median. */
  SIMILAR("similar (CKA above {})", "similar"),
  /** Of learning. */
  PHASE("phase", "phase"),
  /** A layer of a network. */
  LAYER("layer", "layer"),
  /** A layer of the second of two networks. */
  SECOND_LAYER("layer of the second", "layer_of_second"),
  /** The alignment of two layers. */
  CKA("CKA", "cka"),
  /** The alignment of one layer of two networks. */
  CKA_OF("CKA of {}", "cka_of_{}"),
  /** How many numbers a layer gives. */
  FEATURES("features", "features"),
  /** How many of them are the same for all examples. */
  CONSTANT("constant features", "constant_features"),
  /** The exponential of the entropy of singular values. */
  EFFECTIVE_RANK("effective rank", "effective_rank"),
  /** The squared sum of variances over the sum of their squares. */
  PARTICIPATION("participation ratio", "participation_ratio"),
  /** The entropy of the shares of variance. */
  ENTROPY("entropy of variances (nats)", "entropy_of_variances_nats"),
  /** The share of examples with different predictions. */
  DISAGREEMENT("disagreement %", "disagreement_percent"),
  /** The same, if mistakes were independent. */
  CHANCE_DISAGREEMENT("disagreement by chance %", "disagreement_by_chance_percent"),
  /** The divergence of predicted probabilities. */
  JENSEN_SHANNON("Jensen–Shannon (nats)", "jensen_shannon_nats"),
  /** The distance of predicted numbers. */
  OUTPUT_DISTANCE("RMS difference of outputs", "rms_difference_of_outputs"),
  /** The cosine of the angle between weights. */
  COSINE("cosine", "cosine"),
  /** The share of kept weights that masks share. */
  OVERLAP("mask overlap", "mask_overlap"),
  /** The same for random masks. */
  CHANCE_OVERLAP("mask overlap by chance", "mask_overlap_by_chance");

  private final String shown;
  private final String machine;

  SimilarityColumns(String shown, String machine) {
    this.shown = shown;
    this.machine = machine;
  }

  @Override
  public String shown() {
    return shown;
  }

  @Override
  public String machine() {
    return machine;
  }
}
