package org.stockpot.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.stockpot.format.tensor.Disk;
import org.stockpot.format.tensor.EntryReader;
import org.stockpot.format.tensor.FloatBytes;
import org.stockpot.format.tensor.FormatException;
import org.stockpot.format.tensor.StateDict;
import org.stockpot.format.tensor.Tensor;

/** The weighted mean of one tensor of several files, as a stream of little-endian floats. */
final class MeanBytes extends InputStream {

  private static final int MOST_FLOATS = 1 << 23;
  private static final int LONGEST_CHUNK = 1 << 18;
  private static final int PART = 1 << 13;

  private final String name;
  private final List<StateDict> files;
  private final double[] weights;
  private final List<EntryReader> readers = new ArrayList<>();
  private final float[][] values;
  private final float[] mean;
  private double total;
  private long left;
  private FloatBytes chunk = new FloatBytes(FloatBuffer.allocate(0));

  MeanBytes(Tensor first, List<StateDict> files, double[] weights) throws IOException {
    name = first.name();
    left = first.size();
    this.files = files;
    this.weights = weights;
    for (double weight : weights) {
      total += weight;
    }
    int most = Math.min(LONGEST_CHUNK, Math.max(1, MOST_FLOATS / files.size()));
    mean = new float[(int) Math.min(most, left)];
    values = new float[files.size()][mean.length];
    try {
      for (StateDict file : files) {
        readers.add(Disk.read(file.file(), () -> EntryReader.ofWeights(file.tensor(name))));
      }
    } catch (FormatException e) {
      close();
      throw e;
    }
  }

  @Override
  public int read() {
    throw new UnsupportedOperationException("floats are read whole");
  }

  @Override
  public int read(byte[] into, int at, int most) {
    int count = chunk.read(into, at, most);
    if (count < 0 && left > 0 && most >= Float.BYTES) {
      fill((int) Math.min(mean.length, left));
      count = chunk.read(into, at, most);
    }
    return count;
  }

  private void fill(int count) {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("interrupted");
    }
    IntStream.range(0, values.length).parallel().forEach(i -> read(i, count));
    int parts = (count + PART - 1) / PART;
    IntStream.range(0, parts)
        .parallel()
        .forEach(i -> average(i * PART, Math.min(count, (i + 1) * PART)));
    for (int i = 0; i < count; i++) {
      if (!Float.isFinite(mean[i])) {
        throw notFinite(i);
      }
    }
    left -= count;
    chunk = new FloatBytes(FloatBuffer.wrap(mean, 0, count));
  }

  private void read(int file, int count) {
    Disk.read(
        files.get(file).file(),
        () -> {
          readers.get(file).floats(values[file], 0, count);
          return null;
        });
  }

  private void average(int from, int to) {
    double[] sum = new double[to - from];
    // -0.0 is the neutral element of addition: starting from +0.0 would lose the sign of -0.0.
    Arrays.fill(sum, -0.0);
    for (int i = 0; i < values.length; i++) {
      float[] value = values[i];
      double weight = weights[i];
      for (int j = 0; j < sum.length; j++) {
        sum[j] += weight * value[from + j];
      }
    }
    for (int j = 0; j < sum.length; j++) {
      mean[from + j] = (float) (sum[j] / total);
    }
  }

  private FormatException notFinite(int index) {
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i][index])) {
        return new FormatException(
            files.get(i).file()
                + ": tensor "
                + name
                + " must hold finite numbers, got "
                + values[i][index]);
      }
    }
    return new FormatException(
        "the mean of tensor " + name + " must be finite, got " + mean[index]);
  }

  @Override
  public void close() throws IOException {
    for (EntryReader reader : readers) {
      reader.close();
    }
  }
}
