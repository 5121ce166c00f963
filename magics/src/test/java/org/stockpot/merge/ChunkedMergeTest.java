package org.stockpot.merge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.stockpot.weights.ChunkedMerge;
import org.stockpot.weights.Layout;
import org.stockpot.weights.MergeChunk;
import org.stockpot.weights.MergeInputs;
import org.stockpot.weights.MergePart;
import org.stockpot.weights.Point;
import org.stockpot.weights.Slot;

/** However tensors are cut, every method gives the bits that it gives over whole ones. */
final class ChunkedMergeTest {

  private static Point inChunks(ChunkedMerge merge, MergeInputs inputs, int most) {
    Layout layout = inputs.layout();
    float[] merged = new float[layout.size()];
    List<MergeChunk> all = new ArrayList<>();
    layout.slots().forEach(slot -> all.addAll(chunks(slot, inputs, merge.wholeRows(), most)));
    List<List<MergeChunk>> parts = new ArrayList<>();
    if (merge.wholeVector()) {
      parts.add(all);
    } else {
      layout.slots().forEach(s -> parts.add(chunks(s, inputs, merge.wholeRows(), most)));
    }
    for (List<MergeChunk> chunks : parts) {
      MergePart part = merge.part(inputs.weights(), inputs.base().isPresent());
      while (part.reads()) {
        chunks.forEach(part::read);
      }
      chunks.parallelStream().forEach(chunk -> part.merge(chunk, merged));
    }
    return Point.of(layout, merged);
  }

  private static List<MergeChunk> chunks(Slot slot, MergeInputs inputs, boolean rows, int most) {
    int row = slot.shape().size() < 2 ? slot.size() : slot.size() / slot.shape().get(0);
    MergeChunk whole =
        new MergeChunk(
            slot.name(),
            row,
            inputs.base().orElseThrow().toArray(),
            inputs.members().stream().map(Point::toArray).toList(),
            -slot.offset(),
            slot.offset(),
            slot.end());
    int step = rows ? row : most;
    List<MergeChunk> chunks = new ArrayList<>();
    for (int from = slot.offset(); from < slot.end(); from += step) {
      chunks.add(whole.between(from, Math.min(slot.end(), from + step)));
    }
    return chunks;
  }

  @Test
  void chunksChangeNoBit() {
    int count = 0;
    for (MergeMethod method : Merges.ALL) {
      if (!method.needsTask() && method.with(Map.of()) instanceof ChunkedMerge) {
        MergeInputs inputs = GoldenMergesTest.tunes(Math.min(3, method.most()));
        for (MergeOption option : method.options()) {
          for (String choice : option.choices()) {
            ChunkedMerge merge = (ChunkedMerge) method.with(Map.of(option.name(), choice));
            String what = method.name() + " " + option.name() + " " + choice;
            assertEquals(merge.of(inputs), inChunks(merge, inputs, 37), what);
            count++;
          }
        }
        ChunkedMerge merge = (ChunkedMerge) method.with(Map.of());
        assertEquals(merge.of(inputs), inChunks(merge, inputs, 101), method.name());
        count++;
      }
    }
    assertTrue(count > 40, "methods and choices: " + count);
  }
}
