package org.stockpot.format;

import java.io.Closeable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.stockpot.format.tensor.Disk;
import org.stockpot.format.tensor.EntryReader;
import org.stockpot.format.tensor.FormatException;
import org.stockpot.format.tensor.StateDict;
import org.stockpot.format.tensor.Tensor;
import org.stockpot.text.Numbers;
import org.stockpot.weights.MergeChunk;
import org.stockpot.weights.MergePart;

/** One tensor of several files, read side by side in chunks. */
final class SideBySide implements Closeable {

  private static final int MOST_FLOATS = 1 << 23;
  private static final int LONGEST_CHUNK = 1 << 18;

  /** What a method computes of a row takes doubles, mostly one and a copy. */
  private static final int BYTES_IN_WORK = 20;

  private static final int INFINITY = Float.floatToRawIntBits(Float.POSITIVE_INFINITY);

  private final FileSources sources;
  private final String name;
  private final long rowLength;
  private final long size;
  private final float[][] values;
  private final List<EntryReader> readers = new ArrayList<>();
  private long done;

  /**
   * Opens a tensor of all files.
   *
   * @param wholeRows whether chunks must consist of whole rows
   */
  SideBySide(Tensor tensor, FileSources sources, boolean wholeRows) {
    this.sources = sources;
    name = tensor.name();
    size = tensor.size();
    long rows = tensor.shape().size() < 2 ? 1 : tensor.shape().get(0);
    rowLength = Math.max(1, size / Math.max(1, rows));
    int count = sources.dicts().size();
    long most = Math.min(LONGEST_CHUNK, Math.max(1, MOST_FLOATS / count));
    if (wholeRows) {
      requireRoom(count);
      most = Math.max(1, most / rowLength) * rowLength;
    }
    values = new float[count][(int) Math.min(most, size)];
    try {
      for (Tensor same : sources.named(name)) {
        readers.add(Disk.read(file(readers.size()).file(), () -> EntryReader.ofWeights(same)));
      }
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private void requireRoom(int count) {
    long needed = rowLength * count * BYTES_IN_WORK;
    long room = Runtime.getRuntime().maxMemory() / 2;
    if (needed > room) {
      throw new FormatException(
          "a row of tensor "
              + name
              + " must fit in memory in all files, which takes "
              + Numbers.bytes(needed)
              + ", got "
              + Numbers.bytes(room));
    }
  }

  private StateDict file(int index) {
    return sources.dicts().get(index);
  }

  /** Reads tensors as often as a part must. */
  static void read(MergePart part, FileSources sources, List<Tensor> tensors, boolean wholeRows) {
    while (part.reads()) {
      for (Tensor tensor : tensors) {
        try (SideBySide files = new SideBySide(tensor, sources, wholeRows)) {
          while (files.left() > 0) {
            part.read(files.next());
          }
        }
      }
    }
  }

  /** Returns how many entries of the tensor are not read yet. */
  long left() {
    return size - done;
  }

  /** Reads the next entries, over the arrays of the chunk before. */
  MergeChunk next() {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("interrupted");
    }
    int count = (int) Math.min(values[0].length, left());
    IntStream.range(0, values.length).parallel().forEach(i -> read(i, count));
    long from = done;
    done += count;
    int members = sources.members().files().size();
    float[] base = values.length > members ? values[members] : new float[0];
    List<float[]> some = Arrays.asList(values).subList(0, members);
    return new MergeChunk(name, rowLength, base, some, from, 0, count);
  }

  private void read(int index, int count) {
    float[] some = values[index];
    Disk.read(
        file(index).file(),
        () -> {
          readers.get(index).floats(some, 0, count);
          return null;
        });
    int bad = firstNonFinite(some, count);
    if (bad >= 0) {
      throw new FormatException(
          file(index).file() + ": tensor " + name + " must hold finite numbers, got " + some[bad]);
    }
  }

  /** Returns the first place of NaN or an infinity; -1 if there is none. */
  static int firstNonFinite(float[] values, int count) {
    int most = 0;
    for (int i = 0; i < count; i++) {
      most = Math.max(most, Float.floatToRawIntBits(values[i]) & Integer.MAX_VALUE);
    }
    return most < INFINITY
        ? -1
        : IntStream.range(0, count).filter(i -> !Float.isFinite(values[i])).findFirst().getAsInt();
  }

  @Override
  public void close() {
    for (int i = 0; i < readers.size(); i++) {
      EntryReader reader = readers.get(i);
      Disk.read(
          file(i).file(),
          () -> {
            reader.close();
            return null;
          });
    }
  }
}
