package org.stockpot.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import org.stockpot.format.tensor.Tensor;
import org.stockpot.weights.MeanPart;

/** The mean of files without the file that it is written to, for the benchmark. */
public final class FileSoupWork {

  private FileSoupWork() {}

  /** Returns the bytes of the mean of the first tensor of some files. */
  public static byte[] mean(List<Path> files) throws IOException {
    FileSources sources = FileSources.open(FileMembers.of(files));
    Tensor first = sources.tensors().get(0);
    MeanPart mean = new MeanPart(sources.members().weights());
    try (InputStream in = MergedBytes.of(first, sources, () -> mean, false).source().open()) {
      byte[] bytes = new byte[Math.toIntExact(Float.BYTES * first.size())];
      if (in.readNBytes(bytes, 0, bytes.length) != bytes.length) {
        throw new IOException("the mean must have " + first.size() + " numbers");
      }
      return bytes;
    }
  }
}
