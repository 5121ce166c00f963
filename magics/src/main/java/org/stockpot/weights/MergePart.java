package org.stockpot.weights;

import java.util.List;

/**
 * What a {@link ChunkedMerge} knows of one vector or tensor while it is read. Its order of calls is
 * written there.
 */
public interface MergePart {

  /**
   * Begins the next reading, if there is something left to learn. Called before the first chunk of
   * a reading, and once more after its last.
   *
   * @return true if all chunks must be read now, false if they can be merged
   */
  default boolean reads() {
    return false;
  }

  /**
   * Learns from a chunk. Chunks come in the order of their entries, each once in a reading, from
   * one thread at a time.
   *
   * @param chunk the chunk; not changed, not kept
   */
  default void read(MergeChunk chunk) {
    throw new IllegalStateException("there is nothing to read");
  }

  /**
   * Merges a chunk. Threads may merge different chunks at once.
   *
   * @param chunk the chunk; not changed, not kept
   * @param merged where the results go, at the places that the chunk's numbers have in its arrays
   */
  void merge(MergeChunk chunk, float[] merged);

  /**
   * Returns what a user must know of the result, when all is read.
   *
   * @return sentences; mostly none
   */
  default List<String> notes() {
    return List.of();
  }
}
