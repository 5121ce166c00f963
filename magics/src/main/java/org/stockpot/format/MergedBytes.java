package org.stockpot.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.util.Optional;
import java.util.function.Supplier;
import org.stockpot.format.tensor.DataType;
import org.stockpot.format.tensor.FloatBytes;
import org.stockpot.format.tensor.FormatException;
import org.stockpot.format.tensor.Tensor;
import org.stockpot.weights.ChunkedMerge;
import org.stockpot.weights.MergeChunk;
import org.stockpot.weights.MergePart;

/** One tensor of several files, merged, as a stream of little-endian floats. */
final class MergedBytes extends InputStream {

  private final String name;
  private final SideBySide files;
  private final MergePart part;
  private final boolean wholeRows;
  private final Optional<PrunedEntries> pruned;
  private float[] merged = {};
  private FloatBytes chunk = new FloatBytes(FloatBuffer.allocate(0));

  private MergedBytes(Tensor tensor, FileSources sources, MergePart part, boolean wholeRows)
      throws IOException {
    name = tensor.name();
    this.part = part;
    files = new SideBySide(tensor, sources, wholeRows);
    this.wholeRows = wholeRows;
    try {
      pruned = PrunedEntries.of(tensor, sources);
    } catch (IOException | RuntimeException e) {
      files.close();
      throw e;
    }
  }

  /**
   * Returns a merged tensor.
   *
   * @param tensor that of the first file
   * @param part makes what merges it
   * @param wholeRows whether it merges whole rows
   */
  static Tensor of(
      Tensor tensor, FileSources sources, Supplier<MergePart> part, boolean wholeRows) {
    return new Tensor(
        tensor.name(),
        DataType.F32,
        tensor.shape(),
        () -> new MergedBytes(tensor, sources, part.get(), wholeRows));
  }

  @Override
  public int read() {
    throw new UnsupportedOperationException("floats are read whole");
  }

  @Override
  public int read(byte[] into, int at, int most) throws IOException {
    int count = chunk.read(into, at, most);
    if (count < 0 && files.left() > 0 && most >= Float.BYTES) {
      fill();
      count = chunk.read(into, at, most);
    }
    return count;
  }

  private void fill() throws IOException {
    MergeChunk read = files.next();
    int count = read.to();
    if (merged.length < count) {
      merged = new float[count];
    }
    read.stretches(ChunkedMerge.STRETCH, wholeRows).parallelStream()
        .forEach(stretch -> part.merge(stretch, merged));
    if (pruned.isPresent()) {
      pruned.get().zero(merged, count);
    }
    int bad = SideBySide.firstNonFinite(merged, count);
    if (bad >= 0) {
      throw new FormatException(
          "what is made of tensor " + name + " must be finite, got " + merged[bad]);
    }
    chunk = new FloatBytes(FloatBuffer.wrap(merged, 0, count));
  }

  @Override
  public void close() throws IOException {
    files.close();
    if (pruned.isPresent()) {
      pruned.get().close();
    }
  }
}
