package org.stockpot.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.stockpot.format.tensor.FormatException;
import org.stockpot.format.tensor.Tensor;
import org.stockpot.text.Numbers;
import org.stockpot.weights.Layout;
import org.stockpot.weights.MergeChunk;
import org.stockpot.weights.MergeInputs;
import org.stockpot.weights.MergePart;
import org.stockpot.weights.Merged;
import org.stockpot.weights.Point;
import org.stockpot.weights.Role;
import org.stockpot.weights.TensorMerge;

/** One tensor of all files in memory, merged at once. */
final class WholeTensor implements MergePart {

  /** Floats, doubles of them, and what a decomposition takes besides. */
  private static final int BYTES_IN_WORK = 36;

  private final float[] merged;

  WholeTensor(TensorMerge method, FileSources sources, Tensor tensor, Set<String> notes) {
    requireRoom(tensor, sources);
    Layout layout = layout(tensor, sources);
    List<Point> points = points(tensor, sources, layout);
    int members = sources.members().files().size();
    Merged result =
        method.merged(
            new MergeInputs(
                members < points.size() ? Optional.of(points.get(members)) : Optional.empty(),
                points.subList(0, members),
                sources.members().weights(),
                List.of()));
    result.notes().forEach(note -> notes.add(tensor.name() + ": " + note));
    merged = result.point().toArray();
  }

  private static void requireRoom(Tensor tensor, FileSources sources) {
    double needed = (double) tensor.size() * sources.dicts().size() * BYTES_IN_WORK;
    long room = Runtime.getRuntime().maxMemory() / 2;
    if (needed > room || tensor.size() > Integer.MAX_VALUE) {
      throw new FormatException(
          "tensor "
              + tensor.name()
              + " of "
              + sources.dicts().size()
              + " files must fit in memory for this method, which takes "
              + Numbers.bytes((long) needed)
              + ", got "
              + Numbers.bytes(room)
              + " of Java's heap");
    }
  }

  private static Layout layout(Tensor tensor, FileSources sources) {
    List<Integer> shape = tensor.shape().stream().map(Math::toIntExact).toList();
    Role role =
        sources
            .slot(tensor.name())
            .map(slot -> slot.role())
            .orElse(shape.size() < 2 ? Role.BIAS : Role.WEIGHT);
    return Layout.builder().add(tensor.name(), role, shape).build();
  }

  private static List<Point> points(Tensor tensor, FileSources sources, Layout layout) {
    float[][] values = new float[sources.dicts().size()][layout.size()];
    try (SideBySide files = new SideBySide(tensor, sources, false)) {
      while (files.left() > 0) {
        MergeChunk chunk = files.next();
        int at = (int) chunk.entry(0);
        for (int i = 0; i < values.length; i++) {
          float[] from = i < chunk.members().size() ? chunk.members().get(i) : chunk.base();
          System.arraycopy(from, 0, values[i], at, chunk.to());
        }
      }
    }
    List<Point> points = new ArrayList<>();
    for (float[] some : values) {
      points.add(Point.of(layout, some));
    }
    return points;
  }

  @Override
  public void merge(MergeChunk chunk, float[] into) {
    System.arraycopy(
        merged, (int) chunk.entry(chunk.from()), into, chunk.from(), chunk.to() - chunk.from());
  }
}
