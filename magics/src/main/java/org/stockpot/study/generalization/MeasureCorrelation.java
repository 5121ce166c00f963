package org.stockpot.study.generalization;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.stockpot.task.replicates.Estimate;
import org.stockpot.task.replicates.KendallTau;

/**
 * How a measure goes with the gap.
 *
 * @param measure which
 * @param all over all networks that have it
 * @param varied by hyper-parameter: the mean of τ over groups of networks between which only that
 *     one differs, with the standard deviation over groups and their number (Jiang et al., ICLR
 *     2020, §3, ψ_i); groups without two gaps and two values of the measure are left out
 */
public record MeasureCorrelation(
    GeneralizationMeasure measure, KendallTau all, Map<String, Estimate> varied) {

  /** Copies the map. */
  public MeasureCorrelation {
    varied = Collections.unmodifiableMap(new LinkedHashMap<>(varied));
  }
}
