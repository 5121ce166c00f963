package org.stockpot.djl.evaluation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.stream.Stream;
import org.stockpot.dense.NativeArrays;

/**
 * Sums of arrays, each from the first member to the last. The last sum is kept, and that without
 * its last member: a greedy soup goes on from one of the two.
 */
final class PartialSums {

  /** How many sums are kept. */
  static final int KEPT = 2;

  private final NDManager manager;
  private List<Sum> kept = List.of();

  /** A sum of at least two arrays; no record, as those of equal numbers are not the same. */
  private static final class Sum {
    private final List<Integer> members;
    private final NDArray array;

    Sum(List<Integer> members, NDArray array) {
      this.members = members;
      this.array = array;
    }
  }

  PartialSums(NDManager manager) {
    this.manager = manager;
  }

  /** Returns the sum of at least two of some arrays, which stay as they are while this does. */
  NDArray of(NDArray[] arrays, List<Integer> members) {
    int last = members.size() - 1;
    Sum before = last == 1 ? null : known(arrays, members.subList(0, last));
    NDArray begun = before == null ? arrays[members.get(0)] : before.array;
    Sum whole = new Sum(members, begun.add(arrays[members.get(last)]));
    keep(Stream.of(before, whole).filter(sum -> sum != null).toList());
    return whole.array;
  }

  private Sum known(NDArray[] arrays, List<Integer> members) {
    for (Sum sum : kept) {
      if (sum.members.equals(members)) {
        return sum;
      }
    }
    NDArray array = arrays[members.get(0)].add(arrays[members.get(1)]);
    for (int i = 2; i < members.size(); i++) {
      array.addi(arrays[members.get(i)]);
    }
    return new Sum(members, array);
  }

  private void keep(List<Sum> sums) {
    for (Sum sum : sums) {
      if (!kept.contains(sum)) {
        NativeArrays.unscoped(sum.array).attach(manager);
      }
    }
    kept.stream().filter(sum -> !sums.contains(sum)).forEach(sum -> sum.array.close());
    kept = sums;
  }
}
