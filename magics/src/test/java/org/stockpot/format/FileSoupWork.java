package org.stockpot.format;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.stockpot.format.file.TensorFiles;
import org.stockpot.format.tensor.StateDict;
import org.stockpot.format.tensor.Tensor;

/** The mean of files without the file that it is written to, for the benchmark. */
public final class FileSoupWork {

  private FileSoupWork() {}

  /** Returns the bytes of the mean of the first tensor of some files. */
  public static byte[] mean(List<Path> files) throws IOException {
    List<StateDict> opened =
        files.stream().map(file -> TensorFiles.open(file).dicts().get(0)).toList();
    double[] weights = new double[files.size()];
    Arrays.fill(weights, 1);
    Tensor first = opened.get(0).tensors().get(0);
    try (MeanBytes mean = new MeanBytes(first, opened, weights)) {
      byte[] bytes = new byte[Math.toIntExact(Float.BYTES * first.size())];
      if (mean.readNBytes(bytes, 0, bytes.length) != bytes.length) {
        throw new IOException("the mean must have " + first.size() + " numbers");
      }
      return bytes;
    }
  }
}
