package org.stockpot.merge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.stockpot.testing.Golden;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Merge;
import org.stockpot.weights.MergeInputs;
import org.stockpot.weights.Merged;
import org.stockpot.weights.Point;
import org.stockpot.weights.Role;
import org.stockpot.weights.Slot;

/** Against PyTorch in float64 on three fine-tunes of a network. */
final class GoldenMergesTest {

  static final Layout LAYOUT =
      Layout.builder()
          .add("fc1.weight", Role.WEIGHT, 32, 64)
          .add("fc1.bias", Role.BIAS, 32)
          .add("fc2.weight", Role.WEIGHT, 10, 32)
          .add("fc2.bias", Role.BIAS, 10)
          .build();

  /** Returns the first fine-tunes, with their base. */
  static MergeInputs tunes(int count) {
    List<Point> members =
        List.of("A.tune1", "A.tune2", "A.tune3").subList(0, count).stream()
            .map(name -> Golden.point(LAYOUT, name))
            .toList();
    return MergeInputs.of(members).withBase(Golden.point(LAYOUT, "A"));
  }

  private static void require(String name, Merge merge, MergeInputs inputs) {
    Point merged = merge.of(inputs);
    double[] expected = Golden.array("merge." + name);
    assertEquals(expected.length, LAYOUT.size());
    for (int i = 0; i < expected.length; i++) {
      int entry = i;
      assertEquals(expected[i], merged.at(i), 1e-6, () -> name + ", " + LAYOUT.entry(entry));
    }
  }

  private static void require(String name, String method, Map<String, ?> options, int members) {
    require(name, Merges.of(method, options), tunes(members));
  }

  @Test
  void meansAndSumsAgree() {
    require("uniform", "linear", Map.of(), 3);
    require("task_arithmetic_lambda_0.4", "task-arithmetic", Map.of(), 3);
  }

  @Test
  void selectionsAgree() {
    require("ties_density_0.2_lambda_1", "ties", Map.of(), 3);
    require("ties_density_0.2_per_tensor", "ties", Map.of("scope", "tensor", "zero", "plus"), 3);
    Map<String, ?> sum = Map.of("density", 0.5, "gamma", 0.01, "lambda", 1);
    require("breadcrumbs_density_0.5_gamma_0.01_sum", "breadcrumbs", sum, 3);
  }

  @Test
  void choicesOfEntriesAgree() {
    require("sce_topk_0.5", "sce", Map.of(), 3);
    require("nearswap_t_0.01_first", "nearswap", Map.of(), 1);
    require("arcee_fusion_first", "arcee-fusion", Map.of(), 1);
    require("ram_eps_1e-5", "ram", Map.of(), 3);
    require("ramplus_eps_1e-3", "ram+", Map.of("epsilon", 1e-3, "scope", "tensor"), 3);
  }

  @Test
  void placesOnTheSphereAgree() {
    MergeInputs two = tunes(2).withWeights(List.of(0.7, 0.3));
    require("slerp_0.3_of_first_two_whole_vector", Merges.of("slerp", Map.of()), two);
    require("nuslerp_0.3_of_first_two_from_base", Merges.of("nuslerp", Map.of()), two);
    Merge multi = Merges.of("multislerp", Map.of());
    require("multislerp", multi, MergeInputs.of(tunes(3).members()));
    require("karcher_whole_vector_times_mean_norm", "karcher", Map.of(), 3);
  }

  @Test
  void theStockGoesAwayFromMembersThatDisagreeAndSaysSo() {
    require("model_stock_2_whole_vector", "model-stock", Map.of("scope", "whole"), 2);
    Merged merged = Merges.of("model-stock", Map.of("scope", "whole")).merged(tunes(2));
    assertEquals(
        List.of(
            "the mean cosine of task vectors is -0.258, so that the ratio is -0.695 and the result"
                + " lies on the other side of the base"),
        merged.notes());
  }

  @Test
  void spectraAgree() {
    requireOfUnitsThatMoved("iso_c_lambda_0.5", Merges.of("iso-c", Map.of("lambda", 0.5)));
    requireOfUnitsThatMoved("tsv_m_lambda_1", Merges.of("tsv-m", Map.of()));
  }

  /** No training moved four units: their rows are of a null space, where PyTorch's are noise. */
  private static void requireOfUnitsThatMoved(String name, Merge merge) {
    MergeInputs inputs = tunes(3);
    Point base = inputs.base().orElseThrow();
    Point merged = merge.of(inputs);
    double[] expected = Golden.array("merge." + name);
    int dead = 0;
    for (Slot slot : LAYOUT.slots()) {
      int row = slot.name().equals("fc1.weight") ? 64 : slot.size();
      for (int start = slot.offset(); start < slot.end(); start += row) {
        boolean moved =
            IntStream.range(start, start + row)
                .anyMatch(i -> inputs.members().stream().anyMatch(p -> p.at(i) != base.at(i)));
        dead += moved ? 0 : 1;
        for (int i = start; i < start + row; i++) {
          double wanted = moved ? expected[i] : base.at(i);
          assertEquals(wanted, merged.at(i), 1e-6, LAYOUT.entry(i));
        }
      }
    }
    assertEquals(4, dead);
  }

  @Test
  void drawnEntriesAgree() {
    double[] bytes = Golden.array("merge.dare_kept");
    int row = bytes.length / 3;
    Draws stored =
        (member, tensor) ->
            entry -> {
              int at = LAYOUT.slot(tensor).offset() + (int) entry;
              int bits = (int) bytes[member * row + at / 8];
              return (bits >> (7 - at % 8) & 1) == 1 ? 0 : 1 - 1e-9;
            };
    Sparsity drawn = new Sparsity.Drawn(0.5, Rescale.PROBABILITY, stored);
    Merge dare = new TaskVectorMerge(drawn, Election.NONE, true, 1, Scope.TENSOR);
    require("dare_linear_p_0.5", dare, tunes(3));
  }
}
